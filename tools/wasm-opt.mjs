// What the Rust target emits and wasm-opt is told of; anything else in a module would be refused.
const features = [
  "bulk-memory",
  "bulk-memory-opt",
  "nontrapping-float-to-int",
  "sign-ext",
  "mutable-globals",
  "reference-types",
  "multivalue",
];

/** The options of wasm-opt for every module of this project, without the level of optimization. */
export const wasmFeatures = features.map((name) => `--enable-${name}`);

// In thuocso.html every file is a text in the page itself: this answers for the folder that is not there.
// tools/single-file.mjs puts it before the application's own script.

const TYPES = { csv: "text/csv", json: "application/json", wasm: "application/wasm" };
const files = new Map([...document.querySelectorAll("script[data-file]")].map((text) => [text.dataset.file, text]));
const folder = new URL(".", location.href).href;
const fetchFromNetwork = globalThis.fetch;

globalThis.fetch = async (request, options) => {
  const address = new URL(request.url ?? request, location.href).href.split(/[?#]/)[0];
  const file = address.startsWith(folder) && files.get(decodeURI(address.slice(folder.length)));
  if (!file) return fetchFromNetwork(request, options);
  return new Response(bytesOf(file), { headers: { "Content-Type": TYPES[address.split(".").pop()] ?? "text/plain" } });
};

function bytesOf({ text, dataset }) {
  if (dataset.as !== "base64") return text;
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  return bytes;
}

// What the native command answers, with the views of the application (the feature `prerender`). THUOCSO names one that is
// built already.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const [command, ...before] = process.env.THUOCSO
  ? [process.env.THUOCSO]
  : ["cargo", "run", "--quiet", "--locked", "--features", "prerender", "--bin", "thuocso", "--"];

export function thuocso(...words) {
  const cwd = fileURLToPath(new URL("../", import.meta.url));
  return execFileSync(command, [...before, ...words], { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}

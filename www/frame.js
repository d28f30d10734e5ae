// embed.html: one <thuoc-so> that fills a frame of another page, with the options of the address.
//
// With ?host=https://portal.example the frame tells that origin, and no other, how high it is and what happens, and takes
// options from it. Messages both ways: { source: "thuoc-so", version, type, payload }. A page whose script comes later than
// what the frame had to tell says "hello", and is told the last of each again.
const SOURCE = "thuoc-so";
const VERSION_OF_MESSAGES = 1;
const OPTIONS = ["view", "framework", "data", "drawn", "map", "unit", "period", "measure", "lang", "theme", "keep"];

const query = new URLSearchParams(location.search);
const host = originOf(query.get("host"));
const element = document.createElement("thuoc-so");

/** Files that a frame is told to show are of its own site: the address of a frame can be written by anybody. */
function allowed(name, value) {
  if (!["framework", "data", "drawn", "map"].includes(name)) return true;
  try {
    return new URL(value, document.baseURI).origin === location.origin;
  } catch {
    return false;
  }
}

function set(options) {
  for (const name of OPTIONS) {
    const value = options(name);
    if (value !== undefined && value !== null && allowed(name, String(value))) element[name] = String(value);
  }
}

function originOf(address) {
  try {
    const { origin } = new URL(address);
    return origin === "null" ? null : origin;
  } catch {
    return null;
  }
}

/** The last message of each type and kind. */
const told = new Map();

function tell(type, payload) {
  const message = { source: SOURCE, version: VERSION_OF_MESSAGES, type, payload };
  told.set(`${type} ${payload.kind ?? ""}`, message);
  say(message);
}

function say(message) {
  if (host && parent !== window) parent.postMessage(message, host);
}

document.body.style.margin = "0";
set((name) => query.get(name));
document.body.prepend(element);

for (const type of ["ready", "change", "error"]) {
  element.addEventListener(`thuoc-so-${type}`, ({ detail }) => tell(type, detail));
}

let lastHeight = 0;
function tellHeight() {
  const height = Math.ceil(element.getBoundingClientRect().height);
  if (height !== lastHeight) tell("height", { height: (lastHeight = height) });
}
new ResizeObserver(tellHeight).observe(element);
// A frame that is out of sight is not laid out by itself, and no observer of sizes is called there; yet whoever scrolls
// to it should find it as high as it is.
let waiting;
new MutationObserver(() => (waiting ??= setTimeout(() => (tellHeight(), (waiting = undefined)), 50))).observe(element.shadowRoot, {
  childList: true,
  subtree: true,
  characterData: true,
  attributeFilter: ["hidden", "open", "class"],
});

addEventListener("message", ({ source, origin, data }) => {
  if (source !== parent || origin !== host || data?.source !== SOURCE || data.version !== VERSION_OF_MESSAGES) return;
  if (data.type === "options" && typeof data.payload === "object" && data.payload) {
    set((name) => (Object.hasOwn(data.payload, name) ? data.payload[name] : undefined));
  } else if (data.type === "hello") {
    told.forEach(say);
  }
});

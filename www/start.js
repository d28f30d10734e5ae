// Starts the application and says so when it cannot start.
// <html data-app> tells where it is: "loading", "ready", "failed" (never started) or "stopped" (crashed).
// "app" is the module that wasm-bindgen generates; WASM_FILE is its code, CHUNK_FILES the code of what is opened later
// (see tools/finish.mjs).
import init, { open_page } from "app";
import { keepOffline } from "./offline.js";

const page = document.documentElement;
const notice = document.getElementById("boot-failed");

function fail(state, error) {
  page.dataset.app = state;
  if ("panic" in page.dataset) return; // the application has shown its own last page
  notice.querySelector("code").textContent = String(error);
  notice.querySelector("button").hidden = state === "stopped";
  notice.hidden = false;
}

// The code and the data of the page that the address names travel beside the code that will ask for them.
function preloadPage() {
  if (document.querySelector("script[data-file]")) return; // thuocso.html holds all code
  const [, page] = /^#\/?(?:frameworks\/[^/]+\/(?=compare\b))?(\w+)/.exec(location.hash) ?? [];
  const reading = ["score", "reading"];
  const desk = ["score", "session", "desk"];
  const chunks = {
    assess: hasOpenWork() ? ["score", "session", "start", "work"] : ["start"],
    results: reading,
    score: ["score"],
    frameworks: reading,
    carry: reading,
    compare: reading,
    ranking: [/^#\/?ranking\/[^?]/.test(location.hash) ? "explore" : "published"],
    budget: ["explore"],
    targets: ["score", "explore"],
    author: ["score", "author"],
    appraise: desk,
    rollup: desk,
    import: desk,
    check: desk,
    plan: desk,
    report: desk,
    evidence: desk,
    duties: desk,
    periods: ["score", "explore"],
    embed: ["explore"],
  };
  const names = Object.hasOwn(chunks, page) ? chunks[page] : [];
  for (const file of new Set(names.flatMap((name) => CHUNK_FILES[name]))) {
    preload(file, "application/wasm");
  }
  const isFirst = !/\w\//.test(location.hash); // of several below the same name
  // Other data than ours are named in the address.
  if (page === "ranking" && !/[?&]data=/.test(location.hash)) preload("data/published-results/dataset.json", "application/json");
  if ((page === "assess" || page === "frameworks") && isFirst) preload("indicators/index.json", "application/json");
}

// Whether this window had an assessment open: its form is drawn at once.
function hasOpenWork() {
  try {
    return Boolean(sessionStorage.getItem("thuocso/open"));
  } catch {
    return false; // the browser keeps nothing for this page
  }
}

function preload(file, type) {
  const link = document.createElement("link");
  Object.assign(link, { rel: "preload", as: "fetch", type, crossOrigin: "anonymous" });
  link.href = new URL(file, import.meta.url).href;
  document.head.append(link);
}

async function start() {
  if (typeof WebAssembly !== "object") {
    throw new Error("WebAssembly is not available");
  }
  await init({ module_or_path: new URL(WASM_FILE, import.meta.url) });
  // What boot.js has shown meanwhile; what is still on its way is not waited for.
  const preview = await Promise.race([globalThis.thuocSoPreview, undefined]);
  delete globalThis.thuocSoPreview;
  const before = document.getElementById("app");
  const root = document.createElement("div");
  root.hidden = true;
  before.before(root);
  open_page(root);
  const show = () => {
    before.remove();
    root.id = "app";
    root.hidden = false;
    delete page.dataset.elsewhere;
  };
  // One turn of the event loop: Yew draws its first page in a task of its own.
  await new Promise((drawn) => setTimeout(drawn));
  if (preview) await preview.handOver(root, show);
  else show();
}

// A panic of the Rust code arrives here as a trap. The page cannot be trusted after it.
function stopOnTrap(error) {
  if (typeof WebAssembly === "object" && error instanceof WebAssembly.RuntimeError) fail("stopped", error);
}
addEventListener("error", (event) => stopOnTrap(event.error));
addEventListener("unhandledrejection", (event) => stopOnTrap(event.reason));

/** Starts it; after a failure the next call tries again, and what was done in what is shown meanwhile is not lost. */
async function run() {
  page.dataset.app = "loading";
  notice.hidden = true;
  try {
    await start();
  } catch (error) {
    console.error(error);
    return fail("failed", error);
  }
  if (page.dataset.app === "loading") page.dataset.app = "ready";
  keepOffline().catch((error) => console.info("not kept for use without a network:", error)); // refused by the browser: the page works without
}

preloadPage();
notice.querySelector("button").addEventListener("click", run);
run();

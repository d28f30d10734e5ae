// Runs before anything is drawn. The text in the page is that of the first page (tools/finish.mjs): whoever asks for
// another one sees its frame, what was drawn of it when the application was built, and then what the program draws.
import { Preview, keepsSomething, prerendered } from "./prerendered.js";

const page = document.documentElement;
const here = document.currentScript.src;

if (!/^#?\/?(\?|$)/.test(location.hash)) {
  page.dataset.elsewhere = "";
  // www/start.js takes it. A frame in a sandbox may not even ask for the service worker.
  globalThis.thuocSoPreview = preview().catch(() => undefined);
}

/** A view of what the address asks for, on a first visit: later the program is in the browser, and may have other things to show. */
async function preview() {
  const asked = askedFor();
  const { hash } = location;
  if (!asked || navigator.serviceWorker?.controller) return undefined;
  const [view, again] = await Promise.all([prerendered(asked, innerWidth, here), keepsSomething()]);
  if (!view || again) return undefined;
  if (document.readyState === "loading") await new Promise((read) => document.addEventListener("DOMContentLoaded", read, { once: true }));
  const main = document.querySelector("#app .shell-main");
  // The program was quicker, or somebody has gone to another page meanwhile.
  if (!main || !("thuocSoPreview" in globalThis) || location.hash !== hash) return undefined;
  const before = [...main.childNodes];
  const shown = new Preview(view, main, () => main.setAttribute("aria-busy", "true"));
  if (asked.language !== page.lang) main.lang = asked.language;
  // As the program does, which is not seen while it draws.
  if (asked.variant) document.getElementById(`unit-${asked.variant}`)?.scrollIntoView({ block: "center" });
  delete page.dataset.elsewhere;
  for (const link of document.querySelectorAll(".shell-nav a")) {
    if (location.hash.startsWith(link.hash)) link.setAttribute("aria-current", "page");
  }
  addEventListener("hashchange", () => {
    if (!main.isConnected) return;
    if (shown.hasForm) {
      const { hash } = location;
      history.replaceState(null, "", "#/assess");
      return shown.afterwards(() => (location.hash = hash));
    }
    page.dataset.elsewhere = "";
    main.replaceChildren(...before);
    shown.end();
  });
  return shown;
}

function askedFor() {
  const query = new URLSearchParams(location.search);
  const [, name, rest] = /^#\/?(assess|ranking)(?:\?(.*))?$/.exec(location.hash) ?? [];
  const language = query.get("lang") ?? "vi";
  if (name === "assess" && !rest) return { view: name, variant: query.get("framework") ?? "", language };
  const options = new URLSearchParams(rest);
  const isPlain = [...options.keys()].every((it) => it === "year" || it === "unit") && !query.has("data") && !query.has("map");
  if (name === "ranking" && isPlain) return { view: name, of: options.get("year") ?? "", variant: options.get("unit") ?? "", language };
  return undefined;
}

// <thuoc-so view="…" framework="…" data="…" unit="…" period="…" lang="…" theme="…">: the views of Thước Số as an element
// of any page. docs/embedding.md is for those who use it.
//
// This file has all scripts and styles in it, so that one integrity hash covers them. A view that was drawn when the
// application was built is fetched from beside it, and the program when somebody does something in the view; what else is
// asked for, the program draws. It is checked against its hash and shared by all elements of the page.
// "app" is the module that wasm-bindgen generates; WASM_FILE, WASM_INTEGRITY, GUEST_CSS and VERSION come from
// tools/finish.mjs.
import init, { Embedded, set_base } from "app";
import { Preview, keepsSomething, prerendered, prerenderedOwn } from "./prerendered.js";

/** The version of events and messages; optional fields may be added without another version. */
const EVENTS_VERSION = 1;
/** Attributes that are also properties of the same name. `lang` is one of every element. */
const REFLECTED = ["view", "framework", "data", "drawn", "map", "unit", "period", "measure", "theme", "base", "keep"];
const THEMES = ["auto", "light", "dark", "contrast", "host"];
/** Deeds after which the element is where the person is at work. */
const DEEDS = ["pointerdown", "click", "keydown", "input", "change", "focusin", "submit", "drop"];

const TEXTS = {
  vi: { loading: "Đang mở…", failed: "Chưa mở được nội dung này. Kiểm tra kết nối mạng rồi thử lại.", again: "Thử lại" },
  en: { loading: "Opening…", failed: "This could not be opened. Check the connection, then try again.", again: "Try again" },
};

let program;
let memory;

/** Fetches and starts the program, once for the page; after a failure the next call tries again. */
function start() {
  program ??= (async () => {
    const wasm = new URL(WASM_FILE, import.meta.url);
    ({ memory } = await init({ module_or_path: fetch(wasm, { integrity: WASM_INTEGRITY }) }));
    set_base(new URL("./", import.meta.url).href);
  })();
  program.catch(() => (program = undefined));
  return program;
}

/** A page around that follows this changes its colors with it. */
const scheme = matchMedia("(prefers-color-scheme: dark)");

/** Deferred scripts of the page have run: their listeners hear the first events, too. */
const scriptsOfThePage = new Promise((done) => {
  if (document.readyState === "complete") return done();
  document.addEventListener("DOMContentLoaded", done, { once: true });
  // Imported when that was over.
  addEventListener("load", done, { once: true });
});

/** Not the id of something that ships: those have neither dot nor slash. */
const isAddress = (text = "") => /[./]/.test(text);

let sheet;

/** Gives the shadow root its style, which needs nothing of the policy of the page. */
function dress(shadow) {
  if ("adoptedStyleSheets" in shadow) {
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(GUEST_CSS);
    }
    shadow.adoptedStyleSheets = [sheet];
  } else {
    const style = document.createElement("style"); // Safari before 16.4; the policy must allow it
    style.textContent = GUEST_CSS;
    shadow.append(style);
  }
}

class ThuocSo extends HTMLElement {
  static observedAttributes = [...REFLECTED, "lang"];

  /** Where it is drawn. */
  #root;
  #embedded;
  /** What is shown until the program has drawn the same. */
  #preview;
  /** The options of what is shown, as text. */
  #shown;
  /** A page that was asked for before the program was there. */
  #page;
  /** Counts what was asked for: what comes for something earlier is not shown. */
  #asked = 0;
  #starting = false;
  #ready = false;
  #changed = false;
  /** What was told last of the assessment. */
  #last;
  #onScheme = () => this.#dye();

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open" });
    dress(shadow);
    for (const deed of DEEDS) shadow.addEventListener(deed, () => this.#embedded?.enter(), { capture: true, passive: true });
    shadow.addEventListener("click", (event) => this.#follow(event));
    shadow.addEventListener("auxclick", (event) => this.#follow(event));
    for (const name of REFLECTED) {
      // Set on the element before its class was known.
      if (Object.hasOwn(this, name)) {
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
    }
  }

  connectedCallback() {
    if (!this.#root) {
      this.#root = this.#newRoot();
      this.shadowRoot.append(this.#root);
    }
    scheme.addEventListener("change", this.#onScheme);
    this.#dye();
    if (!this.#embedded && !this.#preview) this.#show();
  }

  // Within one turn of the event loop an element that is taken out and put in elsewhere has been moved; its state stays.
  disconnectedCallback() {
    queueMicrotask(() => {
      if (!this.isConnected) this.#end();
    });
  }

  // For moveBefore(): nothing happens to an element that stays in the page.
  connectedMoveCallback() {}

  attributeChangedCallback(name, before, after) {
    if (before === after || this.#changed) return;
    this.#changed = true;
    queueMicrotask(() => {
      this.#changed = false;
      if (!this.isConnected) return;
      this.#dye();
      const options = this.#options().toString();
      if (options === this.#shown) {
        // Only its colors are others, or what was asked for meanwhile no longer is: what was entered stays.
        this.#asked++;
      } else if (this.#embedded) {
        this.#preview?.end();
        this.#embedded.set((this.#shown = options));
      } else {
        this.#show(); // a program that is on its way draws what is asked for then
      }
    });
  }

  /** How many bytes the program holds, for all elements together. */
  static memory() {
    return memory?.buffer.byteLength ?? 0;
  }

  /** The version of the program. */
  get version() {
    return VERSION;
  }

  /** Shows what is asked for: as it was drawn when the application was built, or else by the program. */
  async #show() {
    const turn = ++this.#asked;
    const options = this.#options().toString();
    if (!this.#preview) this.#say("p", this.#words().loading, "status");
    const view = await this.#prerendered();
    if (turn !== this.#asked || !this.isConnected || this.#starting || this.#embedded) return;
    this.#preview?.end();
    this.#preview = this.#shown = undefined;
    if (!view) return this.#start();
    const [frame, notice, main] = ["section", "div", "div"].map((name) => document.createElement(name));
    frame.className = "guest";
    frame.setAttribute("aria-label", "Thước Số");
    notice.className = "shell-notice";
    notice.setAttribute("role", "status");
    main.className = "shell-main";
    frame.append(notice, main);
    this.#preview = new Preview(view, main, () => this.#start());
    this.#shown = options;
    this.#root.lang = this.#options().get("lang") ?? "vi";
    this.#root.replaceChildren(frame);
    this.#isReady();
    if (view.told) this.#tell("change", JSON.stringify(view.told));
  }

  async #prerendered() {
    const options = this.#options();
    const { view = "assess", framework, data, map, unit, period = "", measure, keep, lang: language = "vi" } = Object.fromEntries(options);
    if (map || measure) return undefined;
    const published = ["ranking", "profile"].includes(view) && { of: period.split("-")[0], variant: unit };
    const fetched = (asked) => prerendered({ view, language, ...asked }, this.clientWidth, import.meta.url);
    const drawn = this.getAttribute("drawn");
    if (drawn && !framework && isAddress(data) && (published || ["results", "score"].includes(view))) {
      const from = { folder: this.#resolve(drawn), data, version: VERSION };
      const own = prerenderedOwn({ view, language, ...published }, this.clientWidth, from);
      return own.catch((error) => console.warn("<thuoc-so>", "not_drawn", String(error)));
    }
    switch (view) {
      case "ranking":
      case "profile":
        return data ? undefined : fetched(published);
      case "results":
      case "score":
        return fetched({ of: data });
      case "assess":
        return data || (keep !== "none" && (await keepsSomething())) ? undefined : fetched({ variant: framework });
    }
    return undefined;
  }

  /** Fetches the program and has it draw what is asked for. What is shown stays until then. */
  async #start() {
    if (this.#starting || this.#embedded) return;
    this.#starting = true;
    const words = this.#words();
    const preview = this.#preview;
    if (preview) this.#root.setAttribute("aria-busy", "true");
    else this.#say("p", words.loading, "status");
    try {
      await start();
      if (!this.isConnected) return;
      const root = preview ? this.#newRoot() : this.#root;
      if (preview) {
        root.hidden = true;
        this.#root.before(root);
      }
      root.replaceChildren();
      this.#dye(root);
      const options = this.#options().toString();
      if (options !== this.#shown) preview?.end(); // the program would never draw the same
      const embedded = new Embedded(root, options, (what, json) => this.#tell(what, json));
      this.#embedded = embedded;
      this.#shown = options;
      if (preview) {
        embedded.enter();
        await preview.handOver(root, () => {
          if (this.#embedded !== embedded) return root.remove(); // taken out of the page meanwhile
          this.#root.remove();
          this.#root = root;
          root.hidden = false;
          this.#dye();
        });
        if (this.#embedded !== embedded) return;
        this.#preview = undefined;
        if (this.#page) embedded.go(this.#page);
      }
    } catch (error) {
      console.error(error);
      const notice = this.#say("div", words.failed, "alert");
      const again = document.createElement("button");
      again.type = "button";
      again.className = "button";
      again.textContent = words.again;
      again.addEventListener("click", () => this.#start());
      notice.append(again);
      this.#send("error", { code: "not_loaded", what: String(error) });
    } finally {
      this.#page = undefined;
      this.#starting = false;
      this.#root?.removeAttribute("aria-busy");
    }
  }

  #newRoot() {
    const root = document.createElement("div");
    root.className = "thuoc-so";
    return root;
  }

  #words() {
    return TEXTS[this.#language()] ?? TEXTS.vi;
  }

  /** Says something in place of the view, or above one that is shown. */
  #say(name, text, role) {
    const element = document.createElement(name);
    element.className = "guest-notice";
    element.setAttribute("role", role);
    const line = document.createElement("p");
    line.textContent = text;
    element.append(...(name === "p" ? [text] : [line]));
    const place = this.#preview ? this.#root.querySelector(".shell-notice") : this.#root;
    place.replaceChildren(element);
    return element;
  }

  #end() {
    scheme.removeEventListener("change", this.#onScheme);
    const embedded = this.#embedded;
    this.#embedded = undefined;
    this.#preview?.end();
    this.#preview = this.#shown = undefined;
    this.#asked++;
    this.#ready = false;
    this.#last = undefined;
    try {
      embedded?.end();
    } catch (error) {
      console.error(error); // the program has stopped
    }
    // Yew keeps listeners at the root for ever: it gets a new one next time, and nothing hangs on this one.
    this.#root?.remove();
    this.#root = undefined;
  }

  #language() {
    const named = this.getAttribute("lang") || this.closest("[lang]")?.getAttribute("lang") || "vi";
    return named.split("-")[0].toLowerCase();
  }

  /** What is asked for, as in the address of embed.html. */
  #options() {
    const options = new URLSearchParams();
    for (const name of ["view", "unit", "period", "measure", "keep"]) {
      const value = this.getAttribute(name);
      if (value) options.set(name, value);
    }
    for (const name of ["framework", "data", "map"]) {
      const value = this.getAttribute(name);
      if (value) options.set(name, isAddress(value) ? this.#resolve(value) : value);
    }
    const language = this.getAttribute("lang") || this.#language();
    if (this.hasAttribute("lang") || language in TEXTS) options.set("lang", language);
    return options;
  }

  #resolve(address) {
    try {
      return new URL(address, new URL(this.getAttribute("base") ?? "", document.baseURI)).href;
    } catch {
      return address; // reported as unreachable
    }
  }

  #isReady() {
    if (!this.#ready) this.#send("ready", { view: this.getAttribute("view") ?? "assess" });
    this.#ready = true;
  }

  #tell(what, json) {
    const detail = JSON.parse(json);
    if (what === "ready") {
      this.#isReady();
    } else if (what === "change") {
      // The program finds what was told of the view before it.
      if (json !== this.#last) this.#send("change", { kind: "assessment", ...detail });
      this.#last = json;
    } else if (what === "page" && this.#ready && !this.#preview) {
      this.#send("change", { kind: "page", ...detail });
    } else if (what === "error") {
      console.warn("<thuoc-so>", detail.code, detail.what); // for the webmaster, who may not listen
      this.#send("error", detail);
    } else if (what === "stopped") {
      this.#send("error", { code: "stopped" });
    }
  }

  #send(name, detail) {
    const event = new CustomEvent(`thuoc-so-${name}`, {
      bubbles: true,
      composed: true,
      detail: Object.freeze({ version: EVENTS_VERSION, ...detail }),
    });
    // Not before the program has done what it was about: a listener may change or remove the element.
    scriptsOfThePage.then(() => this.dispatchEvent(event));
  }

  /** Links to pages of the application stay within the element; the address of the page around is not theirs. */
  #follow(event) {
    const link = event.composedPath().find((it) => it instanceof HTMLAnchorElement);
    const address = link?.getAttribute("href");
    if (!address?.startsWith("#") || event.defaultPrevented || event.button > 1) return;
    event.preventDefault();
    if (!address.startsWith("#/")) {
      const target = this.#root.querySelector(`[id="${CSS.escape(address.slice(1))}"]`);
      target?.scrollIntoView();
      target?.focus();
    } else if (event.button === 1 || event.ctrlKey || event.metaKey || event.shiftKey) {
      open(new URL(address, new URL("./index.html", import.meta.url)), "_blank", "noopener");
    } else if (this.#preview) {
      this.#page = address;
      this.#start();
    } else {
      this.#embedded?.go(address);
    }
  }

  /** Puts on the colors of the theme. */
  #dye(root = this.#root) {
    const named = this.getAttribute("theme");
    const theme = THEMES.includes(named) ? named : "auto";
    root.dataset.theme = theme;
    for (const name of ["--host-text", "--host-surface", "--host-font"]) root.style.removeProperty(name);
    if (theme !== "host") return;
    // What the page around looks like where the element stands.
    const own = getComputedStyle(this);
    const surface = opaque(this);
    root.style.setProperty("--host-text", own.color);
    root.style.setProperty("--host-surface", surface);
    root.style.setProperty("--host-font", own.fontFamily);
    root.dataset.theme = luminance(channels(surface)) < 0.2 ? "host-dark" : "host";
  }
}

/** The color behind an element: the first one outwards that hides what is behind it, or that of a page without any. */
function opaque(element) {
  for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
    const color = getComputedStyle(at).backgroundColor;
    if (channels(color)[3] === 255) return color;
  }
  const probe = document.createElement("i");
  // A page that only says that it is dark has a dark ground.
  Object.assign(probe.style, { backgroundColor: "Canvas", colorScheme: getComputedStyle(document.documentElement).colorScheme });
  element.shadowRoot.append(probe);
  const { backgroundColor } = getComputedStyle(probe);
  probe.remove();
  return backgroundColor;
}

/** Red, green, blue and how much is hidden behind it, each up to 255, of a color as getComputedStyle writes it. */
function channels(color) {
  if (/^rgba?\(/.test(color)) {
    const [red, green, blue, alpha = 1] = color.match(/[\d.]+/g).map(Number);
    return [red, green, blue, alpha * 255];
  }
  // oklch(), lab(), color() and more: what is painted with it tells.
  const context = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  context.fillStyle = "transparent"; // stays where a canvas does not know the form
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  return context.getImageData(0, 0, 1, 1).data;
}

/** Relative luminance, 0 to 1, of red, green and blue. */
function luminance(channels) {
  const parts = Array.from(channels, (part) => part / 255);
  const [red, green, blue] = parts.map((it) => (it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

for (const name of REFLECTED) {
  Object.defineProperty(ThuocSo.prototype, name, {
    configurable: true,
    enumerable: true,
    get() {
      return this.getAttribute(name) ?? "";
    },
    set(value) {
      if (value == null || value === "") this.removeAttribute(name);
      else this.setAttribute(name, value);
    },
  });
}

// A trap of the program: nothing that is drawn can be trusted after it. The program has said so in each element.
if (!customElements.get("thuoc-so")) customElements.define("thuoc-so", ThuocSo);

/** The version of the program. */
export const version = VERSION;

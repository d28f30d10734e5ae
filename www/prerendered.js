// Views as the application drew them when it was built (`thuocso prerender`, src/publish/prerendered.rs): shown until the
// program has drawn the same. What a person does meanwhile is done again on what the program draws.
// PRERENDERED names the files, each with its integrity hash, and comes from tools/finish.mjs. A portal's own build draws
// views of its own data in the same way, and an element says where they are.

const SVG = "http://www.w3.org/2000/svg";
/** Where the program draws a page, within its frame. */
const MAIN = ".shell-main";
/** The form of an assessment. */
const FORM = `${MAIN} .assess`;
/** What is of no use without the program. */
const CONTROLS = 'input, select, textarea, button, label, a[href^="#/"]';
const EVENTS = ["pointerdown", "focusin", "keydown", "click", "input", "change", "submit", "toggle", "compositionstart", "compositionend", "focusout"];

/** A place of less CSS pixels is one for narrow charts. */
const NARROW = 520;
/** Views with charts: somebody's own are drawn for both widths. */
const WITH_CHARTS = ["results", "profile"];

/** What views are made of: nothing that loads, runs or sends something by itself, whoever has drawn them. */
const ELEMENTS = new Set(
  (
    "a b button caption circle cite code dd desc details div dl dt fieldset figcaption figure form h1 h2 h3 h4 header i input label legend li line nav ol " +
    "optgroup option p path polygon polyline progress rect search section select span strong summary svg table tbody td text textarea tfoot th thead title tr tspan ul"
  ).split(" "),
);
const ATTRIBUTES =
  /^(?:aria-[a-z]+|data-[a-z-]+|accept|autocomplete|checked|class|colspan|cx|cy|d|disabled|fill-rule|font-size|for|height|hidden|href|id|inputmode|label|lang|max|maxlength|min|multiple|name|open|placeholder|points|preserveAspectRatio|r|rel|role|rows|scope|selected|spellcheck|step|tabindex|target|text-anchor|title|type|value|viewBox|width|x|x1|x2|y|y1|y2)$/;
const LINKS = /^(?:#|https?:)/;

/**
 * Fetches a view for a place of a width, and what leads on from it; nothing where there is none, and where it can not be
 * had: the program draws it then.
 */
export async function prerendered({ view, of = "", variant = "", language }, width, base) {
  const wide = `${view}.${of}.${language}`;
  const narrow = `${wide}.narrow`;
  return fetched(PRERENDERED, width < NARROW && Object.hasOwn(PRERENDERED, narrow) ? narrow : wide, variant, language, base);
}

async function fetched(files, key, variant, language, base) {
  if (!Object.hasOwn(files, key)) return undefined;
  const [file, integrity] = files[key];
  try {
    const response = await fetch(new URL(file, base), { integrity });
    const content = await response.json();
    // What is begun with a framework is its form.
    const next = (form) => fetched(content.forms ?? {}, new FormData(form).get("framework"), "", language, base);
    return viewOf(content, variant, language, next);
  } catch {
    return undefined;
  }
}

/**
 * Fetches a view that a portal's own build has drawn of data at an address (`thuocso prerender`) from the folder that it
 * has written.
 *
 * @throws why it is not shown: it can not be had, or it was drawn of other data or by another version.
 */
export async function prerenderedOwn({ view, of = "", variant = "", language }, width, { folder, data, version }) {
  const narrow = width < NARROW && WITH_CHARTS.includes(view) ? ".narrow" : "";
  const file = new URL(`${view}.${of}.${language}${narrow}.json`, folder.replace(/\/?$/, "/"));
  const [content, bytes] = await Promise.all([received(file, "json"), received(data, "arrayBuffer")]);
  const { version: by, sha256, address } = content.origin;
  if (by !== version) throw new Error(`${file} was drawn by version ${by} of thuocso, and this is ${version}`);
  if (address && address !== data) throw new Error(`${file} names ${address}, and these data are at ${data}`);
  if (!crypto.subtle) throw new Error("without HTTPS nobody knows which data this was drawn of");
  if (sha256 !== hexadecimal(await crypto.subtle.digest("SHA-256", bytes))) throw new Error(`${data} has changed since ${file} was drawn`);
  const shown = viewOf(content, variant, language, () => undefined);
  if (!shown) throw new Error(`${file} has nothing of ${variant}`);
  return shown;
}

async function received(address, as) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response[as]();
}

function hexadecimal(buffer) {
  return [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** One variant of what a file holds, if there is such a one. */
function viewOf({ drawn, told, tree, variants }, variant, language, next) {
  if (!Object.hasOwn(variants, variant)) return undefined;
  for (const [path, count, ...nodes] of variants[variant]) {
    const last = path.pop();
    const parent = path.reduce((node, child) => node[child + 2], tree);
    parent.splice(last + 2, count, ...nodes);
  }
  document.createDocumentFragment().querySelector(drawn); // no selector: it throws
  const [, , ...elements] = tree;
  return { drawn, told, elements: elements.map((element) => built(element)), language, next };
}

/** Whether this browser may keep something of ours; it is asked without making a store. */
export async function keepsSomething() {
  try {
    return (await indexedDB.databases()).some(({ name }) => name === "thuocso");
  } catch {
    return true;
  }
}

/** An element of what a file holds; what views are not made of throws. */
function built(node, space) {
  if (typeof node === "string") return document.createTextNode(node);
  const [name, attributes, ...children] = node;
  for (const [key, value] of Object.entries(attributes)) {
    if (!ATTRIBUTES.test(key) || (key === "href" && !LINKS.test(value))) throw new Error(`no view has ${key}="${value}"`);
  }
  if (!ELEMENTS.has(name)) throw new Error(`no view has <${name}>`);
  const own = name === "svg" ? SVG : space;
  const element = own ? document.createElementNS(own, name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children.map((child) => built(child, own)));
  return element;
}

/**
 * A view that stands where the program will draw the same, and the one that a form in it leads to. What was done in them
 * is done again in the same order.
 */
export class Preview {
  /** The views one after the other, each with what was done in it: a field as it is now, a part that was opened, a press. */
  #views = [];
  #place;
  #wanted;
  #composing = false;
  #handsOver = false;
  #ended = false;
  #changed = () => {};
  #after = () => {};

  /** Shows a view in a place; `wanted` is called when a person does something that needs the program. */
  constructor(view, place, wanted = () => {}) {
    this.#place = place;
    this.#wanted = wanted;
    this.#show(view);
    for (const type of EVENTS) place.addEventListener(type, this.#on, { capture: true });
  }

  /** The view is no longer what is asked for: nothing done in it is done again. */
  end() {
    this.#ended = true;
    for (const type of EVENTS) this.#place.removeEventListener(type, this.#on, { capture: true });
    removeEventListener("beforeunload", this.#onUnload);
    this.#changed();
  }

  /** Whether the form of an assessment is there, which is not left before the program has what was entered. */
  get hasForm() {
    return this.#views.length > 1;
  }

  /** Does something when all that was done has been done again. */
  afterwards(action) {
    this.#after = action;
  }

  /**
   * Waits until the program has drawn the same in `root`, which is hidden, or says why not; then does there what was done
   * here and calls `show`.
   */
  async handOver(root, show) {
    const watch = new MutationObserver(() => this.#changed());
    watch.observe(root, { childList: true, subtree: true, attributeFilter: ["lang"] });
    watch.observe(document.documentElement, { attributeFilter: ["lang"] });
    let at = 0;
    let isShown = false;
    /** Waits for the program to draw each view in turn and does there what was done in it, up to the last view; whether it did. */
    const repeat = async () => {
      for (; ; at++) {
        const view = this.#views[at];
        const isLast = () => view === this.#last;
        const isThere = () => this.#isDrawn(view, root) || (!isShown && this.#isStopped(root));
        // One that was begun meanwhile in another window or element: nothing that was done here belongs to it.
        const isOther = () => at === 0 && root.querySelector(FORM);
        await this.#until(() => isOther() || (isThere() && !(isLast() && this.#isBusy())));
        if (isOther()) this.end();
        if (!this.#ended && !this.#isDrawn(view, root)) return false;
        if (isLast()) return true;
        await this.#redo(view, root, () => true);
      }
    };
    // Where the program says why not, what was done waits until the person has tried again.
    const isDrawn = await repeat();
    const view = this.#last;
    this.#handsOver = true;
    if (isDrawn) await this.#redo(view, root, (deed) => !deed.click);
    const focused = this.#focused();
    const [from, to] = focused && "selectionStart" in focused ? [focused.selectionStart, focused.selectionEnd] : [];
    const target = focused && counterpart(focused, view, root);
    for (const region of this.#place.querySelectorAll("[tabindex]")) {
      const { scrollLeft, scrollTop } = region;
      if (scrollLeft || scrollTop) Object.assign(counterpart(region, view, root) ?? {}, { scrollLeft, scrollTop });
    }
    const top = focused?.getBoundingClientRect().top;
    show();
    target?.focus({ preventScroll: true });
    // What the program has drawn above may be higher.
    if (target) scrollBy({ top: target.getBoundingClientRect().top - top, behavior: "instant" });
    if (target && typeof from === "number") target.setSelectionRange(from, to);
    isShown = true;
    const rest = async () => {
      if (!isDrawn) await repeat();
      watch.disconnect();
      await this.#redo(view, root, () => true);
      const isLeft = this.#ended;
      this.end();
      if (!isLeft) this.#after();
    };
    if (isDrawn) await rest();
    else rest();
  }

  get #last() {
    return this.#views.at(-1);
  }

  #show({ drawn, elements, language, next }) {
    this.#views.push({ drawn, language, next, elements, deeds: [] });
    this.#place.replaceChildren(...elements);
  }

  #on = (event) => {
    const { type, target } = event;
    const { deeds } = this.#last;
    if (type.startsWith("composition")) this.#composing = type === "compositionstart";
    if (type === "toggle") deeds.push({ target, open: target.open });
    const control = target.closest?.(CONTROLS);
    if (control) {
      if ((type === "input" || type === "change") && deeds.at(-1)?.target !== target) deeds.push({ target });
      // A second press on what sends a form sends nothing more.
      const isAgain = control.type === "submit" && deeds.at(-1)?.target === control;
      // A form is not left before the program has it; another window is another matter.
      const isLeft = control.localName === "a" && this.hasForm && !(event.ctrlKey || event.metaKey || event.shiftKey);
      if (type === "click" && (control.localName === "button" || isLeft) && !isAgain) deeds.push({ target: control, click: true });
      if (type === "click" && isLeft) event.preventDefault();
      this.#wanted();
    }
    if (type === "submit") {
      event.preventDefault();
      this.#goOn(target);
    }
    this.#changed();
  };

  #onUnload = (event) => {
    if (this.hasForm && this.#last.deeds.length) event.preventDefault();
  };

  /** Shows what a form leads to, if nothing but a framework was chosen in it and it was sent. */
  async #goOn(form) {
    const before = this.#last;
    const view = await before.next(form);
    const isPlain = ({ target }) => target.form === form && (target.name === "framework" || target.type === "submit");
    if (!view || this.#ended || this.#handsOver || this.#last !== before || !before.deeds.every(isPlain)) return;
    this.#show(view);
    addEventListener("beforeunload", this.#onUnload);
    // As the program does when it opens an assessment.
    if (this.#place.getBoundingClientRect().top < 0) this.#place.scrollIntoView();
    this.#place.querySelector("h1").focus({ preventScroll: true });
    this.#changed();
  }

  async #until(isSo) {
    while (!this.#ended && !isSo()) await new Promise((changed) => (this.#changed = changed));
  }

  #isDrawn({ drawn, language }, root) {
    // The program begins in Vietnamese and fetches other texts.
    if ((root.lang || document.documentElement.lang) !== language) return false;
    const main = root.querySelector(MAIN);
    return Boolean(main?.querySelector(drawn) && !main.querySelector(".loading"));
  }

  #isStopped(root) {
    return Boolean(root.querySelector('[role="alert"], .notice'));
  }

  /** What is being written or chosen would be lost with the field. */
  #isBusy() {
    const focused = this.#focused();
    return this.#composing || (focused?.localName === "select" && this.#last.deeds.at(-1)?.target !== focused);
  }

  #focused() {
    const focused = this.#place.getRootNode().activeElement;
    return this.#place.contains(focused) ? focused : undefined;
  }

  /** Does the first deeds again that are `fit`; what they change is drawn before the next. */
  async #redo(view, root, fit) {
    const { deeds } = view;
    while (!this.#ended && deeds.length && fit(deeds[0])) {
      const { target, open, click } = deeds.shift();
      const other = counterpart(target, view, root);
      if (!other) continue;
      if (click) other.click();
      else if (open !== undefined) other.open = open;
      else if (target.type === "radio" || target.type === "checkbox") {
        if (other.checked !== target.checked) other.click();
      } else {
        if (target.type === "file") other.files = target.files;
        else other.value = target.value;
        for (const type of ["input", "change"]) other.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
        // What is wrong with it is said when it has been left.
        if (target !== this.#focused()) other.dispatchEvent(new FocusEvent("blur"));
      }
      await new Promise((drawn) => setTimeout(drawn));
    }
  }
}

/** What stands in the same place of what the program has drawn. */
function counterpart(element, view, root) {
  if (element.id) return root.querySelector(`[id="${CSS.escape(element.id)}"]`);
  if (element.type === "radio") return root.querySelector(`[name="${CSS.escape(element.name)}"][value="${CSS.escape(element.value)}"]`);
  const path = [];
  let outermost = element;
  for (; !view.elements.includes(outermost); outermost = outermost.parentElement) path.unshift([...outermost.parentElement.children].indexOf(outermost));
  const found = [view.elements.indexOf(outermost), ...path].reduce((at, child) => at?.children[child], root.querySelector(MAIN));
  return found?.localName === element.localName ? found : undefined;
}

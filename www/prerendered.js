// Views as the application drew them when it was built (`thuocso prerender`, src/publish/prerendered.rs): shown until the
// program has drawn the same. What a person does meanwhile is done again on what the program draws.
// PRERENDERED names the files, each with its integrity hash, and comes from tools/finish.mjs.

const SVG = "http://www.w3.org/2000/svg";
/** Where the program draws a page, within its frame. */
const MAIN = ".shell-main";
/** What is of no use without the program. */
const CONTROLS = 'input, select, textarea, button, label, a[href^="#/"]';
const EVENTS = ["pointerdown", "focusin", "keydown", "click", "input", "change", "submit", "toggle", "compositionstart", "compositionend", "focusout"];

/** A place of less CSS pixels is one for narrow charts. */
const NARROW = 520;

/** Fetches a view for a place of a width; nothing where there is none, and where it can not be had: the program draws it then. */
export async function prerendered({ view, of = "", variant = "", language }, width, base) {
  const wide = `${view}.${of}.${language}`;
  const key = width < NARROW && Object.hasOwn(PRERENDERED, `${wide}.narrow`) ? `${wide}.narrow` : wide;
  if (!Object.hasOwn(PRERENDERED, key)) return undefined;
  const [file, integrity] = PRERENDERED[key];
  try {
    const response = await fetch(new URL(file, base), { integrity });
    const { drawn, told, tree, variants } = await response.json();
    if (!Object.hasOwn(variants, variant)) return undefined;
    let root = ["", {}, tree];
    for (const [path, count, ...nodes] of variants[variant]) {
      const at = [0, ...path];
      const last = at.pop();
      const parent = at.reduce((node, child) => node[child + 2], root);
      parent.splice(last + 2, count, ...nodes);
    }
    return { drawn, told, tree: root[2], language };
  } catch {
    return undefined;
  }
}

/** Whether this browser may keep something of ours; it is asked without making a store. */
export async function keepsSomething() {
  try {
    return (await indexedDB.databases()).some(({ name }) => name === "thuocso");
  } catch {
    return true;
  }
}

function built(node, space) {
  if (typeof node === "string") return document.createTextNode(node);
  const [name, attributes, ...children] = node;
  const own = name === "svg" ? SVG : space;
  const element = own ? document.createElementNS(own, name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children.map((child) => built(child, own)));
  return element;
}

/** A view that stands where the program will draw the same. */
export class Preview {
  #drawn;
  #language;
  #place;
  #wanted;
  /** What was done: a field as it is now, a part that was opened, or a button. */
  #deeds = [];
  #composing = false;
  #ended = false;
  #changed = () => {};

  /** Shows a view in a place; `wanted` is called when a person does something that needs the program. */
  constructor({ drawn, tree, language }, place, wanted = () => {}) {
    this.#drawn = drawn;
    this.#language = language;
    this.#place = place;
    this.#wanted = wanted;
    place.replaceChildren(built(tree));
    for (const type of EVENTS) place.addEventListener(type, this.#on, { capture: true });
  }

  /** The view is no longer what is asked for: nothing done in it is done again. */
  end() {
    this.#ended = true;
    this.#deeds = [];
    for (const type of EVENTS) this.#place.removeEventListener(type, this.#on, { capture: true });
    this.#changed();
  }

  /**
   * Waits until the program has drawn the same in `root`, which is hidden, or says why not; then does there what was done
   * here and calls `show`.
   */
  async handOver(root, show) {
    const watch = new MutationObserver(() => this.#changed());
    watch.observe(root, { childList: true, subtree: true, attributeFilter: ["lang"] });
    watch.observe(document.documentElement, { attributeFilter: ["lang"] });
    while (!this.#ended && !(this.#isDrawn(root) && !this.#isBusy())) await new Promise((changed) => (this.#changed = changed));
    watch.disconnect();
    await this.#redo(root, (deed) => !deed.click);
    const focused = this.#focused();
    const [from, to] = focused && "selectionStart" in focused ? [focused.selectionStart, focused.selectionEnd] : [];
    const target = focused && this.#counterpart(focused, root);
    for (const region of this.#place.querySelectorAll("[tabindex]")) {
      const { scrollLeft, scrollTop } = region;
      if (scrollLeft || scrollTop) Object.assign(this.#counterpart(region, root) ?? {}, { scrollLeft, scrollTop });
    }
    show();
    target?.focus({ preventScroll: true });
    if (target && typeof from === "number") target.setSelectionRange(from, to);
    await this.#redo(root, () => true);
    this.end();
  }

  #on = (event) => {
    const { type, target } = event;
    if (type.startsWith("composition")) this.#composing = type === "compositionstart";
    if (type === "submit") event.preventDefault();
    if (type === "toggle") this.#deeds.push({ target, open: target.open });
    const control = target.closest?.(CONTROLS);
    if (control) {
      if ((type === "input" || type === "change") && this.#deeds.at(-1)?.target !== target) this.#deeds.push({ target });
      if (type === "click" && control.localName === "button") this.#deeds.push({ target: control, click: true });
      this.#wanted();
    }
    this.#changed();
  };

  #isDrawn(root) {
    const main = root.querySelector(MAIN);
    if (!main) return false;
    // The program begins in Vietnamese and fetches other texts.
    const isSame = (root.lang || document.documentElement.lang) === this.#language;
    return Boolean((isSame && main.querySelector(this.#drawn) && !main.querySelector(".loading")) || root.querySelector('[role="alert"], .notice'));
  }

  /** What is being written or chosen would be lost with the field. */
  #isBusy() {
    const focused = this.#focused();
    return this.#composing || (focused?.localName === "select" && this.#deeds.at(-1)?.target !== focused);
  }

  #focused() {
    const focused = this.#place.getRootNode().activeElement;
    return this.#place.contains(focused) ? focused : undefined;
  }

  /** Does the first deeds again that are `fit`; what they change is drawn before the next. */
  async #redo(root, fit) {
    while (this.#deeds.length && fit(this.#deeds[0])) {
      const { target, open, click } = this.#deeds.shift();
      const other = this.#counterpart(target, root);
      if (!other) continue;
      if (click) other.click();
      else if (open !== undefined) other.open = open;
      else if (target.type === "radio" || target.type === "checkbox") {
        if (other.checked !== target.checked) other.click();
      } else {
        if (target.type === "file") other.files = target.files;
        else other.value = target.value;
        for (const type of ["input", "change"]) other.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
      }
      await new Promise((drawn) => setTimeout(drawn));
    }
  }

  /** What stands in the same place of what the program has drawn. */
  #counterpart(element, root) {
    if (element.id) return root.querySelector(`[id="${CSS.escape(element.id)}"]`);
    const path = [];
    for (let at = element; at !== this.#place; at = at.parentElement) path.unshift([...at.parentElement.children].indexOf(at));
    const found = path.reduce((at, child) => at?.children[child], root.querySelector(MAIN));
    return found?.localName === element.localName ? found : undefined;
  }
}

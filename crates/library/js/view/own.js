// Texts that must stay the view's own: what is decided on is not to be read in other words, and not
// to stand still while the facts go on. A browser that translates and an extension that rewrites
// change an element's text, not its `data-own`, which says what the text is.

import { el } from "./dom.js";

/** Both an element's text and its attribute are written by then. */
const PAUSE_MS = 100;

const FOREIGN =
  "Your browser or an extension has changed the text of this view. What it says of tasks and reruns may be false, or may stand still while the facts go on. Switch off translation for this page, and extensions that rewrite pages, then reload; decide nothing before.";

/** An element that holds this text and nothing else. */
export function own(name, given, text) {
  return el(name, { ...given, "data-own": text }, text);
}

/** Gives such an element another text. */
export function say(element, text) {
  if (element.dataset.own === text) return;
  [element.textContent, element.dataset.own] = [text, text];
}

/**
 * Watches everything inside `view`. Somebody else's text is put right, once for each text, and told in
 * an alert that it makes; whoever changes it again wins, and the alert stays.
 */
export function watchTexts(view) {
  const alert = el("div", { class: "card", "data-tone": "bad", role: "alert", hidden: true });
  const mended = new WeakMap();
  let timer;
  const look = () => {
    timer = undefined;
    for (const element of view.querySelectorAll("[data-own]")) {
      const text = element.dataset.own;
      if (element.textContent === text) continue;
      if (mended.get(element) !== text) element.textContent = text;
      mended.set(element, text);
      alert.hidden = false;
      if (alert.textContent === "") alert.append(FOREIGN);
    }
  };
  const observer = new MutationObserver(() => (timer ??= setTimeout(look, PAUSE_MS)));
  observer.observe(view, { subtree: true, childList: true, characterData: true });
  const end = () => {
    observer.disconnect();
    clearTimeout(timer);
  };
  return { alert, end };
}

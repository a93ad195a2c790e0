// One rerun: what is known of it, and the honest buttons.

import { AS_TYPED, el } from "./dom.js";
import { own } from "./own.js";

/** Orders that ask for a word first. */
const FINDINGS = new Set(["sendOnceMore", "foundNotRun", "foundRan"]);

/**
 * The card. `ask.give` carries an order out; `ask.begin` asks for the word that a finding needs, and
 * `ask.keep` what was typed of it so far.
 */
export function rerunCard(intent, ask) {
  const { tone, word, headline, detail, advice, decidedAt, by, reason, key, attempts, choices } = intent;
  const who = [decidedAt && new Date(decidedAt).toLocaleString(), by].filter(Boolean).join(", ");
  return el(
    "div",
    { class: "card", "data-tone": tone, tabindex: "-1" },
    el("p", {}, own("span", { class: "badge", "data-tone": tone }, word), " ", own("span", {}, headline)),
    detail ? own("p", {}, detail) : null,
    advice ? own("p", { class: "muted" }, advice) : null,
    el("small", {}, who, who ? ": " : "", "“", el("bdi", {}, reason), "”"),
    el("small", {}, "Key ", el("code", {}, key)),
    ...attempts.map(attemptLine),
    ...orders(choices, ask),
  );
}

function attemptLine({ trackId, sentAt, status, requestId, verdict }, place) {
  const told = status ? `HTTP ${status}` : verdict ? "no answer" : "no answer yet";
  const request = requestId ? `, request ${requestId}` : "";
  return el("small", {}, `Attempt ${place + 1}: ${new Date(sentAt).toLocaleTimeString()}, track ${trackId}, ${told}${request}`);
}

function orders(choices, ask) {
  if (choices.length === 0) return [];
  const button = ({ order, label, whyNot }) => {
    const press = () => {
      if (whyNot !== null) return;
      if (FINDINGS.has(order)) ask.begin(order);
      else ask.give(order, []);
    };
    return own("button", { type: "button", "aria-disabled": String(whyNot !== null), onclick: press }, label);
  };
  const reasons = choices.filter(({ whyNot }) => whyNot !== null);
  return [
    el("div", { class: "row" }, ...choices.map(button)),
    ...reasons.map(({ label, whyNot }) => own("small", {}, `${label.replace("…", "")}: ${whyNot}`)),
    ...finding(choices, ask),
  ];
}

/** What is asked before a finding is written down; what was typed stays when the card is drawn anew. */
function finding(choices, ask) {
  const choice = choices.find(({ order, whyNot }) => order === ask.order && whyNot === null);
  if (choice === undefined) return [];
  const keep = ({ target }) => ask.keep(target.value);
  const word = el("input", { ...AS_TYPED, maxlength: "500", "aria-label": "What did you see, and where?", value: ask.note, oninput: keep });
  const confirm = () => word.value.trim() !== "" && ask.give(choice.order, [word.value.trim()]);
  const written = choice.label.replace("…", "").replace(/^It/, "Record that it");
  return [
    own("p", {}, choice.means ?? ""),
    el("div", { class: "row" }, word, own("button", { type: "button", onclick: confirm }, written)),
  ];
}

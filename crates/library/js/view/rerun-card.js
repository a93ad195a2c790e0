// One rerun: what is known of it, and the honest buttons.

import { el } from "./dom.js";

/** Orders that ask for a word first. */
const FINDINGS = new Set(["foundNotRun", "foundRan"]);

/** The card; `give` carries an order out. */
export function rerunCard(intent, give) {
  const { tone, word, headline, detail, advice, decidedAt, by, reason, key, attempts, choices } = intent;
  const who = [decidedAt && new Date(decidedAt).toLocaleString(), by].filter(Boolean).join(", ");
  return el(
    "div",
    { class: "card", "data-tone": tone, tabindex: "-1" },
    el("p", {}, el("span", { class: "badge", "data-tone": tone }, word), " ", headline),
    detail ? el("p", {}, detail) : null,
    advice ? el("p", { class: "muted" }, advice) : null,
    el("small", {}, who, who ? ": " : "", "“", el("bdi", {}, reason), "”"),
    el("small", {}, "Key ", el("code", {}, key)),
    ...attempts.map(attemptLine),
    ...orders(choices, give),
  );
}

function attemptLine({ trackId, sentAt, status, requestId, verdict }, place) {
  const told = status ? `HTTP ${status}` : verdict ? "no answer" : "no answer yet";
  const request = requestId ? `, request ${requestId}` : "";
  return el("small", {}, `Attempt ${place + 1}: ${new Date(sentAt).toLocaleTimeString()}, track ${trackId}, ${told}${request}`);
}

function orders(choices, give) {
  if (choices.length === 0) return [];
  const word = el("input", { maxlength: "500", autocomplete: "off", "aria-label": "What did you see, and where?" });
  const asks = el("div", { class: "row", hidden: true });
  const button = ({ order, label, whyNot }) => {
    const press = () => {
      if (whyNot !== null) return;
      if (!FINDINGS.has(order)) return void give(order, []);
      const confirm = () => word.value.trim() !== "" && give(order, [word.value.trim()]);
      const written = label.replace("…", "").replace(/^It/, "Write down that it");
      asks.replaceChildren(word, el("button", { type: "button", onclick: confirm }, written));
      asks.hidden = false;
      word.focus();
    };
    return el("button", { type: "button", "aria-disabled": String(whyNot !== null), title: whyNot, onclick: press }, label);
  };
  const reasons = choices.filter(({ whyNot }) => whyNot !== null);
  return [
    el("div", { class: "row" }, ...choices.map(button)),
    ...reasons.map(({ label, whyNot }) => el("small", {}, `${label.replace("…", "")}: ${whyNot}`)),
    asks,
  ];
}

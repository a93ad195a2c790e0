// What was found out about a task, as elements.

import { el } from "./dom.js";
import { own } from "./own.js";

/** Things of one sort that are named; the others are counted. */
const NAMED = 4;

/** Characters of a message of Zuora's that are shown. */
const LONGEST = 2_000;

export function cause({ sentence, advice, error, error_class }) {
  const said = [error_class, error].filter((text) => typeof text === "string" && text !== "");
  return [
    el("h2", {}, "Why it failed"),
    el("p", {}, sentence),
    advice ? el("p", { class: "muted" }, advice) : "",
    said.length > 0 ? el("pre", { tabindex: "0", "aria-label": "Zuora's message" }, shortened(said.join("\n"))) : "",
  ];
}

function shortened(text) {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

export function verdict({ label, verdict, sentence, reasons, checks }) {
  const tone = { "would-repeat": "bad", "no-effect-outside": "good" }[verdict] ?? "unsettled";
  const list = (items) => el("ul", {}, ...items.map((item) => el("li", {}, item)));
  return [
    el("h2", {}, "Is it safe to run again?"),
    el("p", {}, own("span", { class: "badge", "data-tone": tone }, label), " ", own("span", {}, sentence)),
    reasons.length > 0 ? list(reasons) : "",
    ...(checks.length > 0 ? [el("h3", {}, "Check first"), list(checks)] : []),
  ];
}

export function touches({ groups, amounts }) {
  const named = ({ line, shown, count }) => {
    const names = shown.slice(0, NAMED).map(({ label }) => label).join(", ");
    return el("li", {}, `${line}: `, el("bdi", {}, names), count > NAMED ? " …" : "");
  };
  const items = [...groups.map(named), ...amounts.map(({ line }) => el("li", {}, line))];
  return [el("h2", {}, "What it touches"), el("ul", {}, ...items)];
}

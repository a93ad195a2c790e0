// The payload, its secrets hidden, drawn when somebody opens it.

import { el } from "./dom.js";
import { textOf } from "../exact.js";
import { explainer } from "../wasm.js";

/** Characters that are shown; Reprise itself shows all of them. */
const MOST = 200_000;

/** A part to open, or nothing where there is no payload. */
export function payloadOf(task) {
  if (task.data === null || task.data === undefined) return [];
  const text = el("pre", { tabindex: "0", "aria-label": "Payload" });
  const note = el("small", {});
  const open = ({ target }) => {
    if (!target.open || text.textContent !== "") return;
    const all = explainer().payload(textOf(task));
    text.textContent = all.length > MOST ? `${all.slice(0, MOST)}…` : indented(all);
    note.textContent = all.length > MOST ? `The first ${MOST} of ${all.length} characters. Secrets are hidden.` : "Secrets are hidden.";
  };
  return el("details", { ontoggle: open }, el("summary", {}, "Payload"), text, note);
}

/** Line breaks and blanks between the tokens; the tokens themselves stay as they came. */
function indented(json) {
  const tokens = json.match(/"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g) ?? [];
  const lines = [];
  let [line, depth] = ["", 0];
  const end = () => {
    if (line !== "") lines.push("  ".repeat(depth) + line);
    line = "";
  };
  tokens.forEach((token, place) => {
    const isEmpty = /^[[{]$/.test(token) && /^[\]}]$/.test(tokens[place + 1] ?? "");
    if (/^[\]}]$/.test(token) && !/^[[{]$/.test(tokens[place - 1] ?? "")) {
      end();
      depth -= 1;
    }
    line += token === ":" ? ": " : token;
    if (token === "," || (/^[[{]$/.test(token) && !isEmpty)) {
      end();
      if (token !== ",") depth += 1;
    }
  });
  end();
  return lines.join("\n");
}

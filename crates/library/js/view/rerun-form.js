// Where a rerun is decided: a reason, a confirmation where effects would be repeated, one button.

import { el } from "./dom.js";

let forms = 0;

/** The form; `decide` carries the decision out. */
export function rerunForm(decide) {
  forms += 1;
  const ids = { reason: `reason-${forms}`, missing: `missing-${forms}` };
  const reason = el("input", { id: ids.reason, maxlength: "500", autocomplete: "off", "aria-required": "true", oninput: () => judge() });
  const again = el("input", { type: "checkbox", onchange: () => judge() });
  const twice = el("label", { class: "check" }, again, "It ended well: a rerun does it all again.");
  const missing = el("small", { id: ids.missing });
  const button = el("button", { type: "button", class: "danger", "aria-describedby": ids.missing, onclick: () => press() }, "Rerun");
  const fields = el("div", {}, el("label", { for: ids.reason }, "Reason"), reason, twice);
  const place = el("section", {}, el("h2", {}, "Rerun"), fields, el("div", { class: "row" }, button, missing));
  let [state, isUnderWay] = [{ id: "", whyNot: "Reading…", endedWell: false }, false];

  function why() {
    if (isUnderWay) return "Being carried out…";
    if (state.whyNot !== "") return state.whyNot;
    if (reason.value.trim() === "") return "Write a reason first.";
    return state.endedWell && !again.checked ? "Confirm that it is meant first." : "";
  }

  function judge() {
    const said = why();
    if (missing.textContent !== said) missing.textContent = said;
    button.setAttribute("aria-disabled", String(said !== ""));
  }

  async function press() {
    if (why() !== "") return;
    const decision = { reason: reason.value.trim(), repeatSuccess: state.endedWell && again.checked };
    isUnderWay = true;
    judge();
    await decide(decision);
    isUnderWay = false;
    reason.value = "";
    again.checked = false;
    judge();
  }

  judge();
  place.hidden = true;
  return {
    place,
    show(next) {
      state = next;
      place.hidden = false;
      button.textContent = `Rerun task ${next.id}`;
      twice.hidden = !next.endedWell;
      fields.hidden = next.whyNot !== "";
      judge();
    },
  };
}

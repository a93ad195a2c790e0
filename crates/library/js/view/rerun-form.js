// Where a rerun is decided: a reason, what else must be confirmed, one button.

import { AS_TYPED, el } from "./dom.js";
import { own, say } from "./own.js";

let forms = 0;

/**
 * The form. `decide` carries the decision out and tells whether that came to a decision. `production`:
 * the task's id is typed as well.
 */
export function rerunForm(decide, { environment, production }) {
  forms += 1;
  const ids = { reason: `reason-${forms}`, typed: `typed-${forms}`, missing: `missing-${forms}` };
  const field = (id) => el("input", { ...AS_TYPED, id, maxlength: "500", "aria-required": "true", oninput: () => judge() });
  const [reason, typed] = [field(ids.reason), field(ids.typed)];
  const typedLabel = el("label", { for: ids.typed });
  const second = el("div", { hidden: true }, typedLabel, typed);
  const again = el("input", { type: "checkbox", onchange: () => judge() });
  const twice = el("label", { class: "check" }, again, own("span", {}, "It ended well: a rerun does it all again."));
  const missing = own("small", { id: ids.missing }, "");
  const button = el("button", { type: "button", class: "danger", "aria-describedby": ids.missing, onclick: () => press() }, "Rerun");
  const fields = el("div", { class: "fields" }, el("div", {}, el("label", { for: ids.reason }, "Reason"), reason), second, twice);
  const place = el("section", { hidden: true }, el("h2", {}, "Rerun"), fields, el("div", { class: "row" }, button, missing));
  let [state, isUnderWay] = [{ id: "", whyNot: "Reading…", endedWell: false }, false];

  function why() {
    if (isUnderWay) return "Being carried out…";
    if (state.whyNot !== "") return state.whyNot;
    if (reason.value.trim() === "") return "Write a reason first.";
    if (production && typed.value.trim() !== state.id) return "Type the task's id first.";
    return state.endedWell && !again.checked ? "Confirm that it is meant first." : "";
  }

  function judge() {
    const said = why();
    say(missing, said);
    button.setAttribute("aria-disabled", String(said !== ""));
  }

  async function press() {
    if (why() !== "") return;
    isUnderWay = true;
    judge();
    const isDecided = await decide({ reason: reason.value.trim(), repeatSuccess: state.endedWell && again.checked });
    isUnderWay = false;
    // What was written stays where nothing came of it.
    if (isDecided) [reason.value, typed.value, again.checked] = ["", "", false];
    judge();
  }

  return {
    place,
    show(next) {
      state = next;
      place.hidden = false;
      say(button, `Rerun task ${next.id} in ${environment}`);
      say(typedLabel, `Type ${next.id} to confirm: this is production`);
      second.hidden = !production;
      twice.hidden = !next.endedWell;
      fields.hidden = next.whyNot !== "";
      judge();
    },
  };
}

// Elements without markup: nothing that was read is ever taken for HTML.

/** An element: `class` and attributes by name, `on…` listeners, then texts and elements. */
export function el(name, given = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter(isThere));
  return made;
}

function isThere(child) {
  return child !== null && child !== undefined && child !== "";
}

/** Attributes of a field: what is typed is neither corrected, nor filled in, nor sent to anybody. */
export const AS_TYPED = {
  autocomplete: "off",
  autocapitalize: "off",
  autocorrect: "off",
  spellcheck: "false",
  "data-1p-ignore": true,
  "data-lpignore": "true",
  "data-form-type": "other",
  "data-gramm": "false",
};

/** A place whose contents are made anew only when what they show has changed. */
export function slot(name, given, draw) {
  const place = el(name, given);
  let shown;
  return {
    place,
    show(data) {
      const now = JSON.stringify(data, (_name, own) => (typeof own === "bigint" ? String(own) : own));
      if (now === shown) return;
      shown = now;
      const back = focusWithin(place);
      const made = data === null ? [] : [draw(data)].flat().filter(isThere);
      place.replaceChildren(...made);
      place.hidden = made.length === 0;
      back();
    },
  };
}

/** Gives what brings the focus back to where it was, or else to the place itself. */
function focusWithin(place) {
  const active = place.getRootNode().activeElement;
  if (!active || !place.contains(active)) return () => {};
  const [kind, label, start, end] = [active.localName, labelOf(active), active.selectionStart, active.selectionEnd];
  return () => {
    const same = [...place.querySelectorAll(kind)].find((own) => labelOf(own) === label);
    if (same === undefined) place.setAttribute("tabindex", "-1");
    (same ?? place).focus();
    if (same && typeof start === "number") same.setSelectionRange(start, end);
  };
}

const labelOf = (element) => element.getAttribute("aria-label") ?? element.textContent;

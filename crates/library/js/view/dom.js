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
      const root = place.getRootNode();
      const hadFocus = place.contains(root.activeElement ?? null);
      const label = root.activeElement?.textContent;
      const made = data === null ? [] : [draw(data)].flat().filter(isThere);
      place.replaceChildren(...made);
      place.hidden = made.length === 0;
      if (!hadFocus) return;
      // The same button, if it is still there; else the place itself.
      const same = [...place.querySelectorAll("button")].find((own) => own.textContent === label);
      if (same === undefined) place.setAttribute("tabindex", "-1");
      (same ?? place).focus();
    },
  };
}

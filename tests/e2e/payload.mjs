// The payload view as an operator sees it: a tree of which only the visible rows exist.

/** The tree. */
export const payload = (page) => page.getByRole("tree", { name: "Payload" });

/** Its row of that name. */
export const row = (page, name) =>
  payload(page)
    .getByRole("treeitem")
    .filter({ has: page.locator(".row__name").getByText(name, { exact: true }) })
    .first();

/** Opens everything. */
export async function openAll(page) {
  await payload(page).waitFor();
  await page.getByLabel("Open to").selectOption("all");
}

/** Every row from top to bottom, as the window is moved over them. */
export const rowsShown = (page) =>
  payload(page).evaluate(async (tree) => {
    const rows = new Map();
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const drawn = async () => {
      await frame();
      await frame();
    };
    await drawn();
    for (let top = 0; ; top += tree.clientHeight / 2) {
      tree.scrollTop = top;
      await drawn();
      for (const row of tree.querySelectorAll("[role=treeitem]")) {
        rows.set(Number(row.id.slice("row-".length)), {
          level: Number(row.getAttribute("aria-level")),
          name: row.querySelector(".row__name")?.textContent,
          value: row.querySelector(".row__value")?.textContent,
          isGroup: row.querySelector("[data-kind=group]") !== null,
        });
      }
      if (top + tree.clientHeight >= tree.scrollHeight) break;
    }
    return [...rows].sort(([one], [other]) => one - other).map(([, row]) => row);
  });

/** Every leaf of the opened tree with its path, in order, as it is shown. */
export async function leavesShown(page) {
  const [found, path] = [[], []];
  for (const { level, name, value, isGroup } of await rowsShown(page)) {
    path.splice(level - 1, path.length, name);
    if (!isGroup || /^[[{]0[\]}]$/.test(value)) found.push([path.join(" / "), value]);
  }
  return found;
}

// The payload view as an operator sees it: a tree of which only the visible rows exist.

/** The tree: the payload's, or that of the parameters. */
export const payload = (page, name = "Payload") => page.getByRole("tree", { name });

/** Its row of that name. */
export const row = (page, name) =>
  payload(page)
    .getByRole("treeitem")
    .filter({ has: page.locator(".row__name").getByText(name, { exact: true }) })
    .first();

/** Opens everything. */
export async function openAll(page, name = "Payload") {
  await payload(page, name).waitFor();
  await page.getByLabel("Open to").selectOption("all");
}

/** Every row from top to bottom, as the window is moved over them. */
export const rowsShown = (page, name = "Payload") =>
  payload(page, name).evaluate(async (tree) => {
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
        rows.set(Number(row.id.split("-").pop()), {
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
export async function leavesShown(page, tree = "Payload") {
  const [found, path] = [[], []];
  for (const { level, name, value, isGroup } of await rowsShown(page, tree)) {
    path.splice(level - 1, path.length, name);
    if (!isGroup || /^[[{]0[\]}]$/.test(value)) found.push([path.join(" / "), value]);
  }
  return found;
}

// The two faces of the core that a decision can be made at, both in Chromium over the same line: the
// built page, whose own buttons are pressed by a script inside of it, and the module in a bare page.
// Each is run in the page, and leaves the same few hands on `globalThis.soak`.

/** The built page. It is opened once and goes from task to task by its search. */
export function pageFace() {
  const said = [];
  let task = 0;
  const part = (selector) => document.querySelector(selector);
  const wordOf = () => part("#rerun-notice section :is(h1, h2, h3, h4)")?.textContent.trim() ?? "";
  // Before the task may stand how many reruns are unsettled.
  const isThere = () => new RegExp(`(^|\\) )Task ${task} `).test(document.title);
  const isOpen = (button) => button.getAttribute("aria-disabled") !== "true" && !button.disabled;
  const named = (within, name) => [...document.querySelectorAll(`${within} button`)].find((button) => name.test(button.textContent.trim()));
  const STEPS = { again: /^(Ask|Try) again, same key$/, check: /^Check now$/ };
  const listen = () => {
    const headline = wordOf();
    if (headline === "" || !isThere()) return;
    const key = part("[data-field=key]")?.textContent.trim() ?? "";
    if (said.at(-1)?.headline !== headline || said.at(-1)?.key !== key) said.push({ headline, key, at: Date.now() });
  };
  new MutationObserver(listen).observe(document, { childList: true, subtree: true, characterData: true });
  const until = async (probe, what) => {
    const end = performance.now() + 8_000;
    for (let found = probe(); ; found = probe()) {
      if (found) return found;
      if (performance.now() > end) throw new Error(`in vain: ${what}`);
      await new Promise((next) => setTimeout(next, 15));
    }
  };
  globalThis.soak = {
    /** Goes to the task, within the page where it stands already. */
    async goTo(next) {
      task = next;
      said.length = 0;
      await until(() => part("#search"), "the page");
      if (!location.pathname.endsWith(`/tasks/${task}`)) {
        part("#search").value = String(task);
        part("#search").dispatchEvent(new Event("input", { bubbles: true }));
        part("form.search").requestSubmit();
      }
      await until(() => isThere() && (wordOf() !== "" || named("main", /^Rerun…$/)), "the task");
    },
    look() {
      const steps = Object.keys(STEPS).filter((step) => {
        const button = named("#rerun-notice section", STEPS[step]);
        return button !== undefined && isOpen(button);
      });
      const rerun = named("main", /^Rerun…$/);
      const heard = said.map((word) => ({ ...word }));
      return { headline: isThere() ? wordOf() : "", said: heard, steps, canRerun: rerun !== undefined && isOpen(rerun) };
    },
    /** Opens the dialog and gives the reason. */
    async ask() {
      named("main", /^Rerun…$/).click();
      const reason = await until(() => part("[role=alertdialog] input"), "the dialog");
      reason.value = "the line was cut";
      reason.dispatchEvent(new Event("input", { bubbles: true }));
    },
    confirm() {
      named("[role=alertdialog]", /^Rerun task \d+$/).click();
    },
    press(step) {
      named("#rerun-notice section", STEPS[step])?.click();
    },
  };
}

/** The module in a page of ours; it has the same journal, the same keys, and no pixels. */
export function moduleFace() {
  let [task, intent, refused] = [0, undefined, ""];
  const said = [];
  // Another tab was first. Anything else passes, such as a reading that was cut.
  const OTHERS = ["decided-elsewhere", "rerun-open", "changed", "succeeded", "task-under-way"];
  const ORDERS = { again: "askAgain", check: "check" };
  const listen = (changed) => {
    if (Number(changed.task) !== task) return;
    intent = changed;
    const { headline, key } = changed.toJSON();
    if (said.at(-1)?.headline !== headline || said.at(-1)?.key !== key) said.push({ headline, key, at: Date.now() });
  };
  globalThis.soak = {
    async goTo(next) {
      while (globalThis.zuora === undefined) await new Promise((next) => setTimeout(next, 15));
      if (task === 0) globalThis.zuora.on("change", listen);
      [task, intent, refused] = [next, undefined, ""];
      said.length = 0;
      const known = await globalThis.zuora.reruns({ task });
      if (known.length > 0) listen(known.at(-1));
    },
    look() {
      const choices = intent?.choices ?? [];
      const may = (step) => choices.some(({ order, whyNot }) => order === ORDERS[step] && whyNot === null);
      const heard = said.map((word) => ({ ...word }));
      const { headline = refused, isSettled = true } = intent?.toJSON() ?? {};
      return { headline, said: heard, steps: Object.keys(ORDERS).filter(may), canRerun: isSettled };
    },
    ask() {},
    confirm() {
      const given = globalThis.zuora.rerun(task, { reason: "the line was cut" });
      given.then(listen, ({ code }) => {
        if (OTHERS.includes(code)) refused = `${code}: Nothing was sent from here`;
      });
    },
    press(step) {
      intent[ORDERS[step]]().catch(() => {});
    },
  };
}

/** The bare page in which the module stands. */
export const bare = (options) => ({
  "bare.html": '<!doctype html><title>bare</title><link rel="icon" href="/icon.svg"><script type="module" src="bare.js"></script>',
  "bare.js": `import init, { Reprise } from "./reprise/index.js";
    await init({ explain: false });
    globalThis.zuora = new Reprise(${JSON.stringify(options)});`,
});

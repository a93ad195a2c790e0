// Plain pages that use the module, as they would be written by hand.

import { AGREED } from "./stage.mjs";

/** A page of one script. */
export const document = (title, body, script) => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="/icon.svg"><title>${title}</title></head>
<body>${body}<script type="module" src="${script}"></script></body>
</html>
`;

const options = JSON.stringify({ api: "/api/sandbox", ...AGREED });

/** A page that makes one `Reprise` and leaves it on `window`, for tests to use. */
export const BARE = {
  "bare.html": document("bare", "<main><h1>Bare</h1></main>", "/bare.js"),
  "bare.js": `import init, { Reprise, RepriseError } from "/reprise/index.js";
    import { defineTaskElement, mount } from "/reprise/view/index.js";
    Object.assign(window, { init, Reprise, RepriseError, defineTaskElement, mount, options: ${options} });
    await init();
    window.zuora = new Reprise(window.options);
    document.documentElement.dataset.ready = "yes";`,
};

/** A page with the task's element. */
export const WITH_ELEMENT = {
  "element.html": document("element", '<main><h1>Ours</h1><reprise-task environment="sandbox" task="2770"></reprise-task></main>', "/element.js"),
  "element.js": `import init, { Reprise } from "/reprise/index.js";
    import { defineTaskElement } from "/reprise/view/index.js";
    await init();
    window.zuora = new Reprise(${options});
    defineTaskElement(window.zuora);`,
};

/** The same for bundlers: by the package's names. */
export const BUNDLED = `import init, { Reprise } from "reprise";
  import { mount } from "reprise/view";
  await init(globalThis.files);
  const zuora = new Reprise(${options});
  const task = await zuora.getTask(2770);
  const { cause } = zuora.explain(task);
  mount(document.querySelector("main"), zuora, { task: 2770 });
  document.title = task.id + " " + cause.kind;`;

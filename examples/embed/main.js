// What a page of your own needs of Reprise: read a list, show a task, tell what is in doubt.

import init, { Reprise } from "/reprise/index.js";
import { mount } from "/reprise/view/index.js";

/** Failed tasks that are listed; each comes with its payload, so not too many. */
const MOST = 12;

const [list, place, unsettled] = ["tasks", "task", "unsettled"].map((id) => document.getElementById(id));
let view = null;

await init();
// As in the config.json of the practice tenant: so it arrives at the same keys.
const { salt, environments } = await (await fetch("/config.json")).json();
const { id: environment, api, tenant, entities } = environments[0];
const zuora = new Reprise({ api, environment, salt, tenant, entityId: entities[0].id });
zuora.on("change", tellUnsettled);

tellUnsettled();
try {
  await listFailed();
} catch (error) {
  list.replaceChildren(item(error.message));
}

async function listFailed() {
  const failed = [];
  for await (const task of zuora.listTasks({ instance: true, page_length: 50 })) {
    if (task.status === "Error") failed.push(task);
    if (failed.length === MOST) break;
  }
  list.replaceChildren(...failed.map(entry));
  if (failed.length === 0) list.replaceChildren(item("Nothing failed."));
}

function entry(task) {
  const button = document.createElement("button");
  button.textContent = `${task.id} ${task.name ?? ""}`;
  button.addEventListener("click", () => {
    for (const other of list.querySelectorAll("button")) other.removeAttribute("aria-current");
    button.setAttribute("aria-current", "true");
    view?.destroy();
    place.replaceChildren();
    view = mount(place, zuora, { task: task.id });
  });
  return item(button);
}

function item(content) {
  const made = document.createElement("li");
  made.append(content);
  return made;
}

async function tellUnsettled() {
  const open = await zuora.unsettled();
  const words = open.map(({ task }) => task).join(", ");
  unsettled.textContent = open.length === 0 ? "Nothing is in doubt." : `In doubt: ${words}. Do not rerun these elsewhere.`;
}

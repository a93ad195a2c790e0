// A task in somebody else's page: why it failed, what a rerun would do, and the rerun itself.

import { el, slot } from "./dom.js";
import { RepriseError } from "../errors.js";
import { cause, touches, verdict } from "./explained.js";
import { payloadOf } from "./payload.js";
import { rerunForm } from "./rerun-form.js";
import { rerunCard } from "./rerun-card.js";
import { dress } from "./style.js";

/** Shows a task inside `element`. */
export function mount(element, zuora, { task } = {}) {
  if (!(element instanceof Element)) {
    throw new RepriseError({ code: "bad-option", message: "mount() needs an element to show the task in." });
  }
  const host = el("div", { class: "reprise" });
  const root = host.attachShadow({ mode: "open" });
  dress(root);
  element.append(host);
  const view = new TaskView(root, zuora, String(task ?? ""));
  view.read();
  return {
    read: () => view.read(),
    destroy: () => {
      view.end();
      host.remove();
    },
  };
}

class TaskView {
  #zuora;
  #id;
  #task = null;
  #found = null;
  #reruns = new Map();
  /** The reruns whose end the task was read after. */
  #ended = new Set();
  #end = new AbortController();
  #offs;
  #parts;
  #form;
  #said = el("p", { class: "said", role: "status" });

  constructor(root, zuora, id) {
    this.#zuora = zuora;
    this.#id = id;
    const alert = { class: "card", "data-tone": "bad", role: "alert" };
    this.#parts = {
      head: slot("header", {}, (data) => this.#head(data)),
      trouble: slot("div", alert, troubled),
      refusal: slot("div", alert, troubled),
      reruns: slot("section", { "aria-label": "Reruns of this task" }, (all) => this.#cards(all)),
      cause: slot("section", {}, cause),
      verdict: slot("section", {}, verdict),
      touches: slot("section", {}, touches),
      payload: slot("section", {}, () => payloadOf(this.#task)),
    };
    this.#form = rerunForm((options) => this.#try(() => zuora.rerun(id, options)));
    const { payload, ...others } = this.#parts;
    const above = Object.values(others).map(({ place }) => place);
    root.append(el("div", { class: "view" }, ...above, this.#form.place, payload.place, this.#said));
    for (const { place } of Object.values(this.#parts)) place.hidden = true;
    this.#offs = [
      zuora.on("change", (intent) => this.#changed(intent)),
      zuora.on("journal", () => this.#show()),
    ];
    this.#parts.head.show({ id, isReading: true });
  }

  /** Reads the task, and the journal with it. */
  async read() {
    const { signal } = this.#end;
    if (signal.aborted) return;
    try {
      const journal = this.#zuora.reruns({ task: this.#id });
      const [task, reruns] = await Promise.all([this.#zuora.getTask(this.#id, { signal }), journal]);
      if (signal.aborted) return;
      for (const intent of reruns) this.#reruns.set(intent.key, intent);
      this.#task = task;
      this.#found = this.#zuora.explain(task);
      this.#parts.trouble.show(null);
    } catch (error) {
      if (signal.aborted || error.code === "destroyed") return;
      this.#parts.trouble.show(telling(error));
    }
    this.#show();
  }

  end() {
    this.#end.abort();
    for (const off of this.#offs) off();
  }

  /** Carries an order out, and shows why not where it is refused. */
  async #try(order) {
    this.#parts.refusal.show(null);
    try {
      await order();
    } catch (error) {
      if (!this.#end.signal.aborted) this.#parts.refusal.show(telling(error));
    }
    await this.read();
  }

  #changed(intent) {
    if (String(intent.task) !== this.#id) return;
    const { key, decidedAt, headline, isOver, finishedAt } = intent.toJSON();
    if (decidedAt !== null) this.#reruns.set(key, intent);
    if (this.#said.textContent !== headline) this.#said.textContent = headline;
    if ((isOver || finishedAt !== null) && !this.#ended.has(key)) {
      this.#ended.add(key);
      this.read();
    }
    this.#show();
  }

  #show() {
    const [task, found, parts] = [this.#task, this.#found, this.#parts];
    const reruns = [...this.#reruns.values()].map((intent) => intent.toJSON()).reverse();
    parts.reruns.show(reruns.length > 0 ? reruns : null);
    if (task === null) return parts.head.show({ id: this.#id });
    const { name, action_type, workflow_id, status, error, error_class } = task;
    parts.head.show({ id: this.#id, name, action_type, workflow_id, status });
    parts.cause.show(found.cause && { ...found.cause, error, error_class });
    parts.verdict.show(found.verdict);
    const { groups, amounts } = found.touches;
    parts.touches.show(groups.length + amounts.length > 0 ? found.touches : null);
    parts.payload.show({ start: task.start_time, end: task.end_time, size: this.#zuora.source(task).length });
    this.#form.show({ id: this.#id, whyNot: this.#zuora.whyNot(task), endedWell: status === "Success" });
  }

  #head({ id, name, action_type, workflow_id, status, isReading }) {
    const title = name ? `Task ${id}, ${name}` : `Task ${id}`;
    const run = workflow_id === undefined || workflow_id === null ? "" : `run ${workflow_id}`;
    const facts = isReading ? "Reading…" : [action_type, run].filter(Boolean).join(" · ");
    return [
      el("div", {}, el("h1", {}, el("bdi", {}, title)), el("small", {}, facts)),
      status ? el("span", { class: "badge", "data-tone": toneOf(status) }, status) : "",
      el("button", { type: "button", onclick: () => this.read() }, "Read again"),
    ];
  }

  #cards(all) {
    const card = (intent) =>
      rerunCard(intent, (order, words) => this.#try(() => this.#reruns.get(intent.key)[order](...words)));
    return [el("h2", {}, "Reruns"), ...all.map(card)];
  }
}

function toneOf(status) {
  if (status === "Error") return "bad";
  return status === "Success" ? "good" : "plain";
}

const telling = ({ message, requestId }) => ({ message, requestId });

function troubled({ message, requestId }) {
  return [el("p", {}, message), requestId ? el("small", {}, `Zuora's request id: ${requestId}`) : ""];
}

// A task in somebody else's page: why it failed, what a rerun would do, and the rerun itself.

import { el, slot } from "./dom.js";
import { RepriseError } from "../errors.js";
import { cause, touches, verdict } from "./explained.js";
import { own, watchTexts } from "./own.js";
import { payloadOf } from "./payload.js";
import { rerunForm } from "./rerun-form.js";
import { rerunCard } from "./rerun-card.js";
import { dress } from "./style.js";

/** How often what waits for a moment is looked at. */
const TICK_MS = 10_000;

/** Shows a task inside `element`. */
export function mount(element, zuora, options) {
  const { task, production = false } = options ?? {};
  if (!(element instanceof Element)) {
    throw new RepriseError({ code: "bad-option", message: "mount() needs an element to show the task in." });
  }
  // A Reprise that was destroyed is told at once, and not by a view that waits for ever.
  const { environment } = zuora;
  zuora.on("change", () => {})();
  const host = el("div", { class: "reprise" });
  const root = host.attachShadow({ mode: "open" });
  dress(root);
  element.append(host);
  const view = new TaskView(root, zuora, { id: String(task ?? ""), environment, production });
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
  /** The finding that somebody is writing: of which rerun, which one, and what so far. */
  #asked = { key: null, order: null, note: "" };
  #readings = 0;
  #readAt = null;
  #end = new AbortController();
  #offs;
  #parts;
  #form;
  #said = el("p", { class: "said", role: "status" });
  #view;
  #ticking;
  #texts;

  constructor(root, zuora, { id, environment, production }) {
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
    this.#form = rerunForm((options) => this.#try(() => zuora.rerun(id, { ...options, seen: this.#task })), { environment, production });
    const { payload, ...others } = this.#parts;
    const above = Object.values(others).map(({ place }) => place);
    // The sentences are English, whatever the page around them speaks.
    const given = { class: "view notranslate", translate: "no", lang: "en", dir: "ltr" };
    this.#view = el("div", given, ...above, this.#form.place, payload.place, this.#said);
    this.#texts = watchTexts(this.#view);
    this.#view.prepend(this.#texts.alert);
    root.append(this.#view);
    for (const { place } of Object.values(this.#parts)) place.hidden = true;
    this.#offs = [
      zuora.on("change", (intent) => this.#changed(intent)),
      zuora.on("journal", () => this.#show()),
    ];
    this.#parts.head.show({ id, isReading: true });
    // Some buttons wait for a moment, which comes by itself.
    this.#ticking = setInterval(() => this.#show(), TICK_MS);
  }

  /** Reads the task, and the journal with it. */
  async read() {
    const { signal } = this.#end;
    if (signal.aborted) return;
    this.#readings += 1;
    const reading = this.#readings;
    this.#view.setAttribute("aria-busy", "true");
    try {
      const journal = this.#zuora.reruns({ task: this.#id });
      const [task, reruns] = await Promise.all([this.#zuora.getTask(this.#id, { signal }), journal]);
      // A slower one that began earlier shows the past.
      if (signal.aborted || reading !== this.#readings) return;
      for (const intent of reruns) this.#reruns.set(intent.key, intent);
      [this.#task, this.#found] = [task, this.#explained(task)];
      this.#readAt = new Date();
      this.#parts.trouble.show(null);
    } catch (error) {
      if (signal.aborted || reading !== this.#readings) return;
      this.#parts.trouble.show(telling(error));
    }
    this.#view.setAttribute("aria-busy", "false");
    this.#show();
  }

  /** What is found out about a task; nothing where that was left away. */
  #explained(task) {
    try {
      return this.#zuora.explain(task);
    } catch (error) {
      if (error.code === "not-ready") return null;
      throw error;
    }
  }

  end() {
    this.#end.abort();
    clearInterval(this.#ticking);
    this.#texts.end();
    for (const off of this.#offs) off();
  }

  /** Carries an order out, and shows why not where it is refused; tells whether it was not. */
  async #try(order) {
    this.#parts.refusal.show(null);
    let isDone = true;
    try {
      await order();
    } catch (error) {
      isDone = false;
      if (!this.#end.signal.aborted) this.#parts.refusal.show(telling(error));
    }
    await this.read();
    return isDone;
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
    if (this.#end.signal.aborted) return;
    const reruns = [...this.#reruns.values()].map((intent) => intent.toJSON()).reverse();
    const { key, order } = this.#asked;
    parts.reruns.show(reruns.length > 0 ? { reruns, key, order } : null);
    if (task === null) return parts.head.show({ id: this.#id });
    const { name, action_type, workflow_id, status, error, error_class } = task;
    parts.head.show({ id: this.#id, name, action_type, workflow_id, status, readAt: this.#readAt.toLocaleTimeString() });
    parts.cause.show(found?.cause ? { ...found.cause, error, error_class } : null);
    parts.verdict.show(found?.verdict ?? null);
    const { groups, amounts } = found?.touches ?? { groups: [], amounts: [] };
    parts.touches.show(groups.length + amounts.length > 0 ? found.touches : null);
    parts.payload.show(found && { start: task.start_time, end: task.end_time, size: this.#zuora.source(task).length });
    this.#form.show({ id: this.#id, whyNot: this.#zuora.whyNot(task), endedWell: status === "Success" });
  }

  #head({ id, name, action_type, workflow_id, status, readAt, isReading }) {
    const title = name ? `Task ${id}, ${name}` : `Task ${id}`;
    const run = workflow_id === undefined || workflow_id === null ? "" : `run ${workflow_id}`;
    const known = [this.#zuora.environment, action_type, run, readAt && `read at ${readAt}`];
    const facts = isReading ? "Reading…" : known.filter(Boolean).join(" · ");
    return [
      el("div", {}, el("h1", {}, el("bdi", {}, title)), el("small", {}, facts)),
      status ? own("span", { class: "badge", "data-tone": toneOf(status) }, status) : "",
      el("button", { type: "button", onclick: () => this.read() }, "Read again"),
    ];
  }

  #cards({ reruns }) {
    return [el("h2", {}, "Reruns"), ...reruns.map((intent) => rerunCard(intent, this.#asking(intent.key)))];
  }

  /** What a card may ask of the view. */
  #asking(key) {
    const isOpen = this.#asked.key === key;
    return {
      order: isOpen ? this.#asked.order : null,
      note: isOpen ? this.#asked.note : "",
      begin: (order) => {
        this.#asked = { key, order, note: "" };
        this.#show();
        this.#parts.reruns.place.querySelector("input")?.focus();
      },
      keep: (note) => void (this.#asked.note = note),
      give: (order, words) =>
        this.#try(async () => {
          await this.#reruns.get(key)[order](...words);
          this.#asked = { key: null, order: null, note: "" };
        }),
    };
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

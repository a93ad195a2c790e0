import type { IdLike, Reprise } from "../index.js";

export interface TaskView {
  /** Reads the task again. */
  read(): Promise<void>;
  /** Takes it away, with all that belongs to it. */
  destroy(): void;
}

/** Shows a task inside an element: why it failed, what a rerun would do, its reruns, its payload. */
export function mount(element: Element, zuora: Reprise, options: { task: IdLike }): TaskView;

/** Defines `<reprise-task environment="…" task="…">` for these environments. */
export function defineTaskElement(zuoras: Reprise | Reprise[], name?: string): void;

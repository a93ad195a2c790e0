import type { IdLike, Reprise } from "../index.js";

export interface TaskView {
  /** Reads the task again. */
  read(): Promise<void>;
  /** Takes it away, with all that belongs to it. */
  destroy(): void;
}

export interface MountOptions {
  task: IdLike;
  /** Money moves: the task's id is typed before a rerun. */
  production?: boolean;
}

/** Shows a task inside an element: why it failed, what a rerun would do, its reruns, its payload. */
export function mount(element: Element, zuora: Reprise, options: MountOptions): TaskView;

/**
 * Defines `<reprise-task environment="…" task="…" production>` for these environments. Called again, it
 * takes these in the place of earlier ones.
 */
export function defineTaskElement(zuoras: Reprise | Reprise[], name?: string): void;

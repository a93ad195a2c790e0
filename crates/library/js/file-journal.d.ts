import type { JournalStore } from "./index.js";

/**
 * A journal in a folder, for Node. A record counts when it is on the disk; several programs may share
 * the folder, on one machine or on a file system whose hard links are atomic.
 */
export function fileJournal(folder: string): JournalStore;

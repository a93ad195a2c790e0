// A journal in a folder, for Node: one file a record, written whole or not at all, and on the disk
// before it counts.

import { createHash, randomUUID } from "node:crypto";
import { link, mkdir, open, readdir, readFile, rename, unlink } from "node:fs/promises";
import { join } from "node:path";

/** Longest name that every file system takes. */
const LONGEST = 200;

/** A journal in `folder`, which is made if it is not there. Several programs may share it. */
export function fileJournal(folder) {
  const ready = mkdir(folder, { recursive: true });
  const path = (id) => join(folder, nameOf(id));

  /** Writes the record beside its place; only its name is missing then. */
  async function prepared(id, record) {
    await ready;
    const draft = join(folder, `.${randomUUID()}`);
    const file = await open(draft, "wx");
    try {
      await file.writeFile(JSON.stringify({ id, record }));
      await file.sync();
    } catch (error) {
      await unlink(draft).catch(() => {});
      throw told(error);
    } finally {
      await file.close();
    }
    return draft;
  }

  /** The name of a file is on the disk when its folder is. */
  async function settled() {
    // Windows lets no folder be opened; there the name is written through with the file.
    const own = await open(folder, "r").catch(() => null);
    await own?.sync().catch(() => {});
    await own?.close();
  }

  async function read(file) {
    try {
      return JSON.parse(await readFile(file, "utf8"));
    } catch (error) {
      if (error.code === "ENOENT") return undefined;
      throw error;
    }
  }

  return {
    async add(id, record) {
      const draft = await prepared(id, record);
      try {
        // Of two that give the same name, the second fails.
        await link(draft, path(id));
      } catch (error) {
        if (error.code === "EEXIST") return false;
        throw told(error);
      } finally {
        await unlink(draft).catch(() => {});
      }
      await settled();
      return true;
    },

    async put(id, record) {
      await rename(await prepared(id, record), path(id));
      await settled();
    },

    async get(id) {
      return (await read(path(id)))?.record;
    },

    async list(beginning) {
      await ready;
      const begins = nameOf(beginning);
      const names = (await readdir(folder)).filter((name) => name.startsWith(begins) || name.startsWith("sha256-"));
      const found = await Promise.all(names.map((name) => read(join(folder, name))));
      const own = found.filter((each) => each?.id.startsWith(beginning));
      return own.map(({ id, record }) => [id, record]).sort(([one], [other]) => (one < other ? -1 : 1));
    },
  };
}

/** A name that every file system takes and keeps apart. */
function nameOf(id) {
  const plain = (sign) => `%${sign.codePointAt(0).toString(16).padStart(2, "0")}`;
  // Upper case, too: on some systems two names that differ only by that are one.
  const name = id.replaceAll(/[^a-z0-9.-]/g, plain);
  if (name.length <= LONGEST) return name;
  return `sha256-${createHash("sha256").update(id).digest("hex")}`;
}

/** A full disk by the name that browsers have for it. */
function told(error) {
  if (error.code === "ENOSPC" || error.code === "EDQUOT") error.name = "QuotaExceededError";
  else if (error.code) error.name = error.code;
  return error;
}

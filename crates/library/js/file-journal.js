// A journal in a folder, for Node: one file a record, written whole or not at all, and on the disk
// before it counts.

import { createHash, randomUUID } from "node:crypto";
import { link, mkdir, open, readdir, readFile, unlink } from "node:fs/promises";
import { join, resolve } from "node:path";

/** Longest name that every file system takes. */
const LONGEST = 200;

/** Files that are open at once. */
const AT_ONCE = 64;

/** A journal in `folder`, which is made if it is not there. Several programs may share it. */
export function fileJournal(folder) {
  const home = resolve(folder);
  const path = (id) => join(home, nameOf(id));

  /** Writes the record beside its place; only its name is missing then. */
  async function prepared(id, record) {
    await mkdir(home, { recursive: true });
    const draft = join(home, `.${randomUUID()}`);
    const file = await open(draft, "wx");
    try {
      await file.writeFile(JSON.stringify({ id, record }));
      await file.sync();
    } finally {
      await file.close();
    }
    return draft;
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
    add: (id, record) =>
      told(async () => {
        const draft = await prepared(id, record);
        try {
          // Of two that give the same name, the second fails.
          await link(draft, path(id));
        } catch (error) {
          if (error.code === "EEXIST") return false;
          throw error;
        } finally {
          await unlink(draft).catch(() => {});
        }
        await named(home, path(id));
        return true;
      }),

    get: (id) => told(async () => (await read(path(id)))?.record),

    list: (beginning) =>
      told(async () => {
        const begins = nameOf(beginning);
        const all = await readdir(home).catch((error) => (error.code === "ENOENT" ? [] : Promise.reject(error)));
        const names = all.filter((name) => name.startsWith(begins) || name.startsWith("sha256-"));
        const found = [];
        while (names.length > 0) found.push(...(await Promise.all(names.splice(0, AT_ONCE).map((name) => read(join(home, name))))));
        const own = found.filter((each) => each?.id.startsWith(beginning));
        return own.map(({ id, record }) => [id, record]).sort(([one], [other]) => (one < other ? -1 : 1));
      }),
  };
}

/** The name of a file is on the disk when its folder is. Windows lets no folder be opened: there the file itself is told to write its name through. */
async function named(home, path) {
  const file = process.platform === "win32" ? await open(path, "r+") : await open(home, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A name that every file system takes and keeps apart. */
function nameOf(id) {
  const plain = (sign) => `%${sign.codePointAt(0).toString(16).padStart(2, "0")}`;
  // Upper case, too: on some systems two names that differ only by that are one.
  const name = id.replaceAll(/[^a-z0-9.-]/g, plain);
  if (name.length <= LONGEST) return name;
  return `sha256-${createHash("sha256").update(id).digest("hex")}`;
}

/** Does it, and calls what goes wrong by its code; a full disk by the name that browsers have for it. */
async function told(work) {
  try {
    return await work();
  } catch (error) {
    if (error.code === "ENOSPC" || error.code === "EDQUOT") error.name = "QuotaExceededError";
    else if (error.code) error.name = error.code;
    throw error;
  }
}

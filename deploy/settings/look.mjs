// What can be seen on the machine where the templates are filled in: whether files lie open, and
// whether a secret is what it must be. What is not there is not judged: it may lie in a container. Nor is
// what whoever fills them in may not look at: that it is closed to them shows by that.

import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { mistake } from "./read.mjs";

const OTHERS = 0o007;
const LEAST_SESSION_BYTES = 32;

/** Every mistake that files and folders show. */
export function open(settings) {
  const mistakes = [];
  const tell = (place, said) => mistakes.push(mistake(place, said));
  const { signIn, site, localUsers, socket, adminSocket, memory, journal, accessLog } = settings;
  const login = signIn?.login;
  settings.environments?.forEach((each, at) => secretOf(`environments[${at}].secretFile`, each ?? {}, tell));
  if (login !== undefined) {
    secret("signIn.login.secretFile", login.secretFile, tell);
    const size = secret("signIn.login.sessionFile", login.sessionFile, tell);
    if (size < LEAST_SESSION_BYTES) tell("signIn.login.sessionFile", `it holds ${size} bytes: make it of 32 random ones at least, \`openssl rand -hex 32\``);
  }
  if (site?.certificateKey !== undefined) closed("site.certificateKey", site.certificateKey, "chmod 600", tell);
  if (localUsers === "trusted") return mistakes;
  closed("memory", memory, "chmod 700", tell);
  closed("journal", journal, "chmod 700", tell);
  if (accessLog !== undefined && !accessLog.startsWith("/dev/")) closed("accessLog", dirname(accessLog), "chmod 750", tell);
  if (socket !== undefined) closed("socket", dirname(socket), "chmod 2750", tell);
  if (adminSocket !== undefined) closed("adminSocket", dirname(adminSocket), "chmod 2750", tell);
  return mistakes;
}

/** Undefined if the file or folder is not there; a mistake if it is open to those who are neither its owner nor of its group. */
function closed(place, path, mend, tell) {
  const found = path === undefined ? undefined : allowed(() => statSync(path, { throwIfNoEntry: false }));
  if (found !== undefined && (found.mode & OTHERS) !== 0)
    tell(place, `every user of this machine may look into ${path} (mode ${(found.mode & 0o7777).toString(8)}): ${mend} ${path}`);
  return found;
}

/** What looking gives; undefined where that is not allowed. */
function allowed(look) {
  try {
    return look();
  } catch (error) {
    if (["EACCES", "EPERM"].includes(error.code)) return undefined;
    throw error;
  }
}

/** An environment's secret: in a file of secret.mjs, or by itself. */
function secretOf(place, { id, secretFile: path }, tell) {
  if (!path?.endsWith(".json")) return void secret(place, path, tell);
  if (closed(place, path, "chmod 400", tell) === undefined) return;
  const text = allowed(() => readFileSync(path, "utf8"));
  if (text !== undefined && !isWatchable(text, `secret-${id}`)) tell(place, `${path} is no file of secret.mjs: \`node secret.mjs ${path} USER\``);
}

function isWatchable(text, name) {
  try {
    return JSON.parse(text).resources.some((each) => each.name === name && each.generic_secret.secret.inline_string !== "");
  } catch {
    return false;
  }
}

/** How many bytes a secret has; without end if it is not there. */
function secret(place, path, tell) {
  if (closed(place, path, "chmod 400", tell) === undefined) return Infinity;
  const text = allowed(() => readFileSync(path, "latin1"));
  if (text === undefined) return Infinity;
  if (text === "") tell(place, `${path} is empty: \`printf %s 'the secret' > ${path}\``);
  else if (/[\r\n]$/.test(text)) tell(place, `${path} ends with a line end, which would be sent with it: write it with \`printf %s\``);
  return text.length;
}

// Another user of the machine, who tries what is said to them and tells what came of it: started as
// root, it is nobody before it looks at anything.
//
// `node neighbour.mjs UID GID TRIES`: tries as JSON, each `[what, name, …]`; prints a JSON object with
// "no" and the reason, or "yes", for each.

import { appendFileSync, chmodSync, openSync, readdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { connect } from "node:net";

const [uid, gid, tries] = process.argv.slice(2);
process.setgroups([]);
process.setgid(Number(gid));
process.setuid(Number(uid));

const reaches = (to) =>
  new Promise((done, fails) => {
    const socket = connect(to);
    socket.once("connect", () => (socket.destroy(), done("connected"))).once("error", fails);
  });

const WAYS = {
  connect: (path) => reaches({ path }),
  read: (path) => `${readFileSync(path).length} bytes`,
  list: (path) => readdirSync(path).join(" "),
  append: (path) => appendFileSync(path, "{}\n"),
  make: (path) => writeFileSync(path, ""),
  remove: (path) => unlinkSync(path),
  move: (path) => renameSync(path, `${path}-moved`),
  open: (path) => chmodSync(path, 0o777),
  memory: (pid) => openSync(`/proc/${pid}/mem`, "r+"),
  environment: (pid) => readFileSync(`/proc/${pid}/environ`, "utf8"),
  files: (pid) => readdirSync(`/proc/${pid}/fd`).join(" "),
  through: (pid) => readdirSync(`/proc/${pid}/root/`).join(" "),
  signal: (pid) => process.kill(Number(pid), "SIGWINCH"),
};

const told = {};
for (const [what, name] of JSON.parse(tries)) {
  try {
    told[`${what} ${name}`] = `yes: ${await WAYS[what](name)}`;
  } catch (error) {
    told[`${what} ${name}`] = `no: ${error.code ?? error.message}`;
  }
}
console.log(JSON.stringify(told));

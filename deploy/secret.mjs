// Puts a secret where the gateway finds it: `node secret.mjs FILE USER`, with the secret on standard
// input. FILE is `<environment's id>.json` for one that the gateway watches; without `.json` it holds
// the secret and nothing else. USER, who alone may read it, is the one that runs the gateway. A secret
// that is there already is replaced in one step.

import { execFileSync } from "node:child_process";
import { chmodSync, closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";

const KIND = "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret";

const [file, user] = process.argv.slice(2);
const [, id, kind] = /^([a-z0-9-]{1,32})(\.json)?$/.exec(basename(file ?? "")) ?? [];
if (id === undefined || user === undefined) fails("node secret.mjs <environment's id>.json USER < secret");

function fails(why) {
  console.error(why);
  process.exit(2);
}

// The end of the line is the keyboard's, not the secret's.
const secret = readFileSync(0, "utf8").replace(/\r?\n$/, "");
if (!/^[!-~]{8,512}$/.test(secret))
  fails("That is no secret: 8 to 512 printable characters of one line, without blanks. Nothing was changed.");

const resource = { "@type": KIND, name: `secret-${id}`, generic_secret: { secret: { inline_string: secret } } };
const fresh = join(dirname(file), `.${id}.new`);
rmSync(fresh, { force: true });
// Nobody's but ours until it is whole.
const opened = openSync(fresh, "wx", 0o600);
writeSync(opened, kind === undefined ? secret : JSON.stringify({ resources: [resource] }));
fsyncSync(opened);
closeSync(opened);
execFileSync("chown", [`${user}:`, fresh]);
chmodSync(fresh, 0o400);
renameSync(fresh, file);

// Fills a template: `node render.mjs gateway.json > gateway.yaml` the gateway's, and
// `node render.mjs gateway.json nginx.conf` that of the host in front. A third word is the file to
// write instead of printing.
//
// The settings are checked before anything goes in (settings/), so that none can be more than a
// value; README.md lists them. Every mistake is told, and then nothing is written.

import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { entrance, locks, opened, passedOn, readable, watched } from "./around.mjs";
import { checked, Refused, settingsFrom } from "./settings/check.mjs";
import { isNamed } from "./settings/rules.mjs";
import { rights } from "./settings/rights.mjs";

const here = dirname(fileURLToPath(import.meta.url));

/** An address of another server, taken apart. */
function server(text) {
  const { protocol, hostname, port, host } = new URL(text);
  const plain = protocol === "http:";
  return {
    upstream: hostname,
    upstreamPort: port || (plain ? "80" : "443"),
    authority: host,
    origin: `${protocol}//${host}`,
    plain,
    tls: !plain,
  };
}

function environment({ id, zuora, clientId, secretFile, keys = "unproven" }) {
  const { origin, ...upstream } = server(zuora);
  return { id, cluster: `zuora-${id}`, clientId, secretFile, ...watched(secretFile), keys, zuora: origin, ...upstream };
}

/** Who vouches for names: a token that the gateway verifies. */
function signIn(settings) {
  if (settings === undefined) return undefined;
  const { issuer, audience, jwks, header = "x-sign-in-token", cookie = "__Host-sign-in", claim = "email" } = settings;
  const claimPath = JSON.stringify([{ key: "token" }, ...claim.split(".").map((key) => ({ key }))]);
  return { ...server(jwks), cluster: "sign-in", jwks, issuer, audience, header, cookie, claim, claimPath };
}

/** How operators log in: by a listener of its own beside the gateway's. */
function login(settings, provider) {
  const own = settings.signIn?.login;
  if (own === undefined) return undefined;
  const { issuer, audience, jwks, header, claim } = provider;
  const { authorize, token, secretFile, sessionFile, address, scopes = ["openid", "email"], port } = own;
  const socket = entrance(settings);
  return {
    ...server(token),
    ...{ issuer, audience, jwks, header, claim, authorize },
    cluster: "log-in",
    tokenAddress: token,
    loginSecretFile: secretFile,
    sessionFile,
    pageAddress: address,
    pageScheme: new URL(address).protocol.slice(0, -1),
    scopes: JSON.stringify(scopes),
    loginListens: listens(port === undefined ? socket : undefined, "127.0.0.1", port),
    loginServer: port === undefined ? `unix:${socket}` : `127.0.0.1:${port}`,
    who: JSON.stringify(readFileSync(join(here, "who.lua"), "utf8")),
  };
}

// What the file's owner and its group may do, and for sockets of the administration its owner alone.
const GROUP = 0o660;
const OWNER = 0o600;

/** Where a listener is, as Envoy has it. */
function listens(socket, address, port, mode = GROUP) {
  return JSON.stringify(
    socket === undefined ? { socket_address: { address, port_value: port } } : { pipe: { path: socket, mode } },
  );
}

/** Envoy's administration, unless there is none. */
function administration({ adminSocket, adminPort }) {
  if (adminSocket === undefined && adminPort === undefined) return undefined;
  return { adminListens: listens(adminSocket, "127.0.0.1", adminPort, OWNER) };
}

/** What remembers, and what is written down: where, for how long, and the scripts that do it. */
function memory({ memory: folder, memoryDays: days = 30, journal = `${folder}/journal`, journalDays: kept }) {
  const script = (name) => readFileSync(join(here, name), "utf8");
  const known = `local FOLDER, DAYS = ${JSON.stringify(folder)}, ${days}\n${script("memory.lua")}\n`;
  const told = `local JOURNAL = ${JSON.stringify(journal)}\n${script("journal.lua")}\n`;
  return {
    memory: folder,
    // Whoever clears it may come a little late, never early.
    clearedAfter: days + 1,
    track: JSON.stringify(known + script("track.lua")),
    key: JSON.stringify(known + told + script("key.lua")),
    journal,
    journalKept: kept === undefined ? "-" : `${kept}d`,
  };
}

/** A header as it is on the wire; nginx alone writes it with underscores. */
const hyphened = (header) => header.replaceAll("_", "-");

/** The host in front. `isLogin`: whether who has not logged in is led there. */
function site(settings, isLogin) {
  if (settings === undefined) return {};
  const { names = ["_"], folder, headers = join(here, "headers.conf") } = settings;
  const { certificate, certificateKey, brotli = false, work, operatorHeader, groupsHeader, behind } = settings;
  return {
    open: certificate === undefined,
    certified: certificate === undefined ? undefined : { certificate, certificateKey },
    ...opened(settings),
    siteNames: names.join(" "),
    site: folder,
    headers,
    brotli,
    work,
    operator: operatorHeader === undefined ? undefined : { operatorHeader, operatorName: hyphened(operatorHeader) },
    grouped: groupsHeader === undefined ? undefined : { groupsHeader, groupsName: hyphened(groupsHeader) },
    nobody: operatorHeader === undefined,
    groupless: groupsHeader === undefined,
    behind: behind === undefined ? undefined : { allowed: behind.map((from) => `allow ${from};`).join(" ") },
    public: !isLogin,
  };
}

/** The names and blocks of the templates. */
function values(settings) {
  const { socket, port, address = "127.0.0.1", hosts, timeout = "125s", accessLog = "/dev/stdout" } = settings;
  const { authorities = "/etc/ssl/certs/ca-certificates.crt", user = "envoy", hostGroup = "www-data" } = settings;
  const environments = settings.environments.map(environment);
  const provider = signIn(settings.signIn);
  const door = login(settings, provider);
  const allowed = rights(settings);
  return {
    ...readable(settings),
    ...passedOn(settings),
    locks,
    listens: listens(socket, address, port),
    administration: administration(settings),
    socketFolder: socket === undefined ? undefined : dirname(socket),
    user,
    hostGroup,
    hosts: JSON.stringify(hosts),
    timeout,
    accessLog,
    authorities,
    passes: JSON.stringify(readFileSync(join(here, "passes.lua"), "utf8")),
    environments,
    ...memory(settings),
    signIn: provider,
    login: door,
    named: isNamed(settings),
    rights: allowed.length > 0,
    refusals: allowed,
    vouchedFor: provider === undefined,
    servers: [...environments, provider, door].filter((one) => one !== undefined),
    ...site(settings.site, door !== undefined),
  };
}

/** Fills lines in; a block's values come before those around it. */
function filled(lines, known) {
  const out = [];
  while (lines.length > 0) {
    const line = lines.shift();
    const [, kind, name] = /^\s*# (each|if) (\w+)$/.exec(line) ?? [];
    if (kind === undefined) {
      out.push(line.replaceAll(/\{\{(\w+)\}\}/g, (_, key) => named(known, key)));
      continue;
    }
    const inner = block(lines);
    const value = known[name];
    const rounds = kind === "each" ? value : value ? [value] : [];
    for (const round of rounds) out.push(...filled([...inner], { ...known, ...Object(round) }));
  }
  return out;
}

function named(known, key) {
  if (known[key] === undefined) throw new Error(`the template asks for ${key}, which is nowhere`);
  return known[key];
}

/** Takes the lines up to the matching end. */
function block(lines) {
  const inner = [];
  for (let depth = 1; ; inner.push(lines.shift())) {
    if (lines.length === 0) throw new Error("the template has a block without end");
    if (/^\s*# (each|if) \w+$/.test(lines[0])) depth += 1;
    if (/^\s*# end$/.test(lines[0])) depth -= 1;
    if (depth === 0) break;
  }
  lines.shift();
  return inner;
}

/** The gateway's configuration for these settings, that of the host in front, or of the clearing. */
export function render(settings, name = "envoy.yaml") {
  return fill(checked(settings), name);
}

/** What the templates of other hosts have no words for. */
function onlyNginx({ signIn: provider, site }, name) {
  const said = `nginx.conf has this, ${name} has not: leave it out, or take nginx`;
  const mistakes = [];
  if (provider?.login !== undefined) mistakes.push({ place: "signIn.login", said });
  if (site.behind !== undefined) mistakes.push({ place: "site.behind", said });
  if ([site.listen].flat().some((address) => address.startsWith("unix:"))) mistakes.push({ place: "site.listen", said });
  if (mistakes.length > 0) throw new Refused(mistakes);
}

function fill(settings, name = "envoy.yaml") {
  if (!/^[a-z-]+\.(yaml|conf)$/.test(name)) throw new Error(`${name} is no template`);
  if (/^(nginx|apache|caddy)/.test(name) && settings.site === undefined) throw new Error("site: is missing");
  if (/^(apache|caddy)/.test(name)) onlyNginx(settings, name);
  return filled(readFileSync(join(here, name), "utf8").split("\n"), values(settings)).join("\n");
}

function main([settings, template, file]) {
  const text = fill(settingsFrom(settings), template);
  if (file === undefined) console.log(text);
  else writeFileSync(file, text);
}

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  try {
    main(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    console.error(`${process.argv[2]} cannot be taken; nothing is written.\n${error.message}`);
    process.exitCode = 1;
  }
}

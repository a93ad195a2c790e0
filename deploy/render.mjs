// Fills a template: `node render.mjs gateway.json > gateway.yaml` the gateway's, and
// `node render.mjs gateway.json nginx.conf` that of the host in front. A third word is the file to
// write instead of printing.
//
// Every value is checked before it goes in, so that none can be more than a value; README.md
// lists them.

import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { locks, opened, readable, watched } from "./around.mjs";

const here = dirname(fileURLToPath(import.meta.url));

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3})$/;
const ZUORA = /^rest(\.[a-z0-9]+)*\.zuora\.com$/;
const PORT = /^[1-9]\d{0,4}$/;
const PATH = /^\/[\w./-]+$/;
const NAME = /^[A-Za-z0-9_.@:/-]{1,255}$/;

/** The value as text, if it has the form; a mistake names its place in the settings. */
function checked(place, value, form) {
  const text = String(value ?? "");
  if (!form.test(text)) throw new Error(`${place}: ${JSON.stringify(value)} does not fit ${form}`);
  return text;
}

/** An address of another server, taken apart. Without TLS it must be on this machine. */
function server(place, text, hosts) {
  const { protocol, hostname, port, host, pathname, search, hash, username } = new URL(text);
  const plain = protocol === "http:";
  if (!plain && protocol !== "https:") throw new Error(`${place}: neither https nor http`);
  if (plain && !LOOPBACK.test(hostname)) throw new Error(`${place}: http only on this machine`);
  if (!LOOPBACK.test(hostname)) checked(place, hostname, hosts);
  if (search !== "" || hash !== "" || username !== "") throw new Error(`${place}: an address only`);
  return {
    upstream: hostname,
    upstreamPort: port || (plain ? "80" : "443"),
    authority: host,
    origin: `${protocol}//${host}`,
    path: pathname,
    plain,
    tls: !plain,
  };
}

function environment(settings, index) {
  const place = (name) => `environments[${index}].${name}`;
  const { upstream, upstreamPort, authority, origin, path, plain, tls } = server(
    place("zuora"),
    settings.zuora,
    ZUORA,
  );
  if (path !== "/") throw new Error(`${place("zuora")}: has a path`);
  return {
    id: checked(place("id"), settings.id, /^[a-z0-9-]{1,32}$/),
    cluster: `zuora-${settings.id}`,
    clientId: checked(place("clientId"), settings.clientId, /^[A-Za-z0-9-]{1,64}$/),
    secretFile: checked(place("secretFile"), settings.secretFile, PATH),
    ...watched(place("secretFile"), settings),
    keys: checked(place("keys"), settings.keys ?? "unproven", /^(un)?proven$/),
    zuora: origin,
    upstream,
    upstreamPort,
    authority,
    plain,
    tls,
  };
}

function signIn(settings) {
  if (settings === undefined) return undefined;
  const place = (name) => `signIn.${name}`;
  const named = (name, usual) => checked(place(name), settings[name] ?? usual, NAME);
  return {
    ...server(place("jwks"), settings.jwks, /^[a-z0-9.-]+$/),
    cluster: "sign-in",
    jwks: checked(place("jwks"), settings.jwks, NAME),
    issuer: named("issuer"),
    audience: named("audience"),
    header: named("header", "x-sign-in-token"),
    cookie: named("cookie", "__Host-sign-in"),
    claim: named("claim", "email"),
  };
}

/** What remembers: where, for how long, and the two scripts that ask it. */
function memory(settings) {
  const folder = checked("memory", settings.memory, PATH);
  const days = checked("memoryDays", settings.memoryDays ?? 30, /^([2-9]|[1-9]\d{1,2})$/);
  const script = (name) => readFileSync(join(here, name), "utf8");
  const known = `local FOLDER, DAYS = ${JSON.stringify(folder)}, ${days}\n${script("memory.lua")}\n`;
  return {
    memory: folder,
    // Whoever clears it may come a little late, never early.
    clearedAfter: Number(days) + 1,
    track: JSON.stringify(known + script("track.lua")),
    key: JSON.stringify(known + script("key.lua")),
  };
}

/** The host in front. */
function site(settings) {
  if (settings === undefined) return {};
  const place = (name) => `site.${name}`;
  const path = (name, usual) => checked(place(name), settings[name] ?? usual, PATH);
  const { names = ["_"], operatorHeader, brotli = false } = settings;
  const isOpen = settings.certificate === undefined;
  const header = (text) => checked(place("operatorHeader"), text, /^[a-z][a-z_]*$/);
  return {
    open: isOpen,
    certified: isOpen
      ? undefined
      : { certificate: path("certificate"), certificateKey: path("certificateKey") },
    ...opened(settings),
    siteNames: names.map((name) => checked(place("names"), name, /^[a-z0-9._-]+$/)).join(" "),
    site: path("folder"),
    headers: path("headers", join(here, "headers.conf")),
    brotli: brotli === true,
    work: settings.work === undefined ? undefined : path("work"),
    operator: operatorHeader === undefined ? undefined : { operatorHeader: header(operatorHeader), operatorName: operatorHeader.replaceAll("_", "-") },
    nobody: operatorHeader === undefined,
  };
}

/** The names and blocks of the templates. */
function values(settings) {
  const { address = "127.0.0.1", timeout = "125s", accessLog = "/dev/stdout" } = settings;
  const { authorities = "/etc/ssl/certs/ca-certificates.crt" } = settings;
  const environments = settings.environments.map(environment);
  const ids = environments.map((each) => each.id);
  if (new Set(ids).size < ids.length) throw new Error("environments: an id stands twice");
  const provider = signIn(settings.signIn);
  const hosts = settings.hosts.map((host) => checked("hosts", host, /^[a-z0-9.:-]+$/));
  return {
    ...readable(settings),
    locks,
    address: checked("address", address, /^[0-9a-f.:]+$/),
    port: checked("port", settings.port, PORT),
    adminPort: checked("adminPort", settings.adminPort, PORT),
    hosts: JSON.stringify(hosts),
    timeout: checked("timeout", timeout, /^\d+(\.\d+)?s$/),
    accessLog: checked("accessLog", accessLog, PATH),
    authorities: checked("authorities", authorities, PATH),
    passes: JSON.stringify(readFileSync(join(here, "passes.lua"), "utf8")),
    environments,
    ...memory(settings),
    signIn: provider,
    vouchedFor: provider === undefined,
    servers: provider ? [...environments, provider] : environments,
    ...site(settings.site),
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
  if (name.startsWith("nginx") && settings.site === undefined) throw new Error("site: missing");
  const template = readFileSync(join(here, checked("template", name, /^[a-z-]+\.(yaml|conf)$/)), "utf8");
  return filled(template.split("\n"), values(settings)).join("\n");
}

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  const [settings, template, file] = process.argv.slice(2);
  const text = render(JSON.parse(readFileSync(settings, "utf8")), template);
  if (file === undefined) console.log(text);
  else writeFileSync(file, text);
}

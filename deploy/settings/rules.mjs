// What a schema cannot say: what must fit together, and what would open the door.

import { isIP } from "node:net";
import { basename } from "node:path";
import { mistake } from "./read.mjs";

const ZUORA = /^rest(\.[a-z0-9]+)*\.zuora\.com$/;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/;
/** Where nothing outlives a restart of the machine. */
const FLEETING = /^\/(run|tmp|dev|var\/run|var\/tmp)(\/|$)/;
/** By headers of these names something else is said, or a browser says it. */
const TAKEN = /^x[-_]((forwarded|real|original|envoy|http|csrf|xsrf)[-_](?!user$|email$|preferred[-_]username$|groups$).*|requested[-_]with|reprise|proxy[-_].*)$/;
const GATEWAYS_OWN = ["x-operator", "x-groups"];
const NO_NAME = "nobody signs in: everybody who reaches the page could rerun in production, without a name. Add signIn, or site.operatorHeader for a sign-in in front of nginx (README.md, Sign-in)";
const LOCAL = "every user of this machine could connect to it";
const TRUSTED = 'or, in a container or a demonstration, add "localUsers": "trusted"';

/** Every mistake between the settings; `sound` has those members only that are right by themselves. */
export function broken(given, sound) {
  const settings = { ...given, site: parts(given.site), signIn: parts(given.signIn) };
  if (settings.signIn?.login !== undefined) settings.signIn = { ...settings.signIn, login: parts(settings.signIn.login) };
  const mistakes = [];
  const tell = (place, said) => mistakes.push(mistake(place, said));
  for (const rule of [doors, administration, metrics, memory, signIn, login, vouching, header, certificate, environments]) rule(settings, sound, tell);
  return mistakes;
}

/** Something that should have parts and has none is there all the same. */
const parts = (value) => (value === undefined ? undefined : { ...Object(value) });

/** Who vouches for names: a token, or a host in front. */
export const isNamed = ({ signIn: provider, hostSignsIn, site }) =>
  provider !== undefined || hostSignsIn === true || site?.operatorHeader !== undefined;

export const isLoopback = (host) => LOOPBACK.test(host);
const isTrusted = (settings) => settings.localUsers === "trusted";

function doors(settings, sound, tell) {
  const { socket, port, address, signIn: provider } = settings;
  if (socket === undefined && port === undefined) return tell("socket", `is missing. Write the Unix socket on which the gateway listens: "/run/reprise/gateway.sock"`);
  if (socket !== undefined && port !== undefined) tell("port", "socket is there as well: leave one of them out");
  if (address !== undefined && port === undefined) tell("address", "it belongs beside port; leave it out");
  if (port === undefined) return undefined;
  if (sound.address !== undefined && isIP(sound.address) === 0) return tell("address", 'this is no address. Write "127.0.0.1"');
  const isOpen = sound.address !== undefined && !isLoopback(sound.address);
  if (isOpen && provider === undefined) return tell("address", `${JSON.stringify(sound.address)} is open to other machines, and nobody signs in: leave it out, or add signIn`);
  if (!isTrusted(settings) && provider === undefined) tell("port", `${LOCAL}, and rerun under any name. Write socket in its place, ${TRUSTED}`);
  return undefined;
}

function administration(settings, sound, tell) {
  const { adminPort, adminSocket, signIn: provider } = settings;
  if (adminPort !== undefined && adminSocket !== undefined) tell("adminPort", "adminSocket is there as well: leave one of them out");
  if (adminPort !== undefined && !isTrusted(settings)) tell("adminPort", `${LOCAL}, and read the configuration. Write adminSocket in its place, or leave both out, ${TRUSTED}`);
  if (adminPort !== undefined && adminPort === settings.port) tell("adminPort", "it is that of port: write another one");
  const sockets = [["socket", sound.socket], ["adminSocket", sound.adminSocket], ["signIn.login.socket", provider?.login?.socket]].filter(([, path]) => path !== undefined);
  sockets.forEach(([place, path], at) => sockets.slice(0, at).some(([, other]) => other === path) && tell(place, "another socket has this path: write one of its own"));
}

function metrics(settings, sound, tell) {
  const { metricsPort: port, metricsAddress, adminPort, adminSocket } = settings;
  if (metricsAddress !== undefined && port === undefined) tell("metricsAddress", "it belongs beside metricsPort; leave it out");
  if (sound.metricsAddress !== undefined && isIP(sound.metricsAddress) === 0) tell("metricsAddress", 'this is no address. Write "127.0.0.1"');
  if (port === undefined) return;
  if (adminPort === undefined && adminSocket === undefined) tell("metricsPort", 'there is no administration that it could ask: add "adminSocket"');
  if (port === settings.port || port === adminPort) tell("metricsPort", "it is that of another listener: write another one");
}

function memory(settings, sound, tell) {
  if (!isTrusted(settings) && FLEETING.test(sound.memory ?? "")) tell("memory", `what lies in ${sound.memory} may be gone after a restart, and with it what has left. Write a folder that stays: "/var/lib/reprise"`);
  if (!isTrusted(settings) && FLEETING.test(sound.journal ?? "")) tell("journal", `what lies in ${sound.journal} may be gone after a restart. Write a folder that stays, or leave it out`);
}

function signIn(settings, sound, tell) {
  if (settings.signIn === undefined) return;
  const { issuer, jwks, header: own, claim, groupsClaim } = sound.signIn ?? {};
  for (const [name, text] of Object.entries({ issuer, jwks })) address(`signIn.${name}`, text, tell);
  if (own !== undefined && (TAKEN.test(own) || GATEWAYS_OWN.includes(own))) tell("signIn.header", `${own} says something else already. Write a name of its own: "x-sign-in-token"`);
  if (claim !== undefined && claim === (groupsClaim ?? "groups")) tell("signIn.claim", "it is that of the groups: write the one with the operator's name");
  if (settings.hostSignsIn !== undefined) tell("hostSignsIn", "signIn is there as well: leave out the one that does not vouch for names");
  if (settings.site?.operatorHeader !== undefined) tell("site.operatorHeader", "signIn is there as well: leave out the one that does not vouch for names");
}

function login(settings, sound, tell) {
  if (settings.signIn?.login === undefined) return;
  const place = (name) => `signIn.login.${name}`;
  const { authorize, token, secretFile, sessionFile, address: page, scopes } = sound.signIn?.login ?? {};
  for (const [name, text] of Object.entries({ authorize, token, address: page })) address(place(name), text, tell);
  const host = page?.replace(/^https?:\/\//, "");
  if (host !== undefined && sound.hosts?.every((one) => one !== undefined) && !sound.hosts.includes(host)) tell(place("address"), `${host} is not one of hosts: write it the same in both`);
  if (scopes !== undefined && !scopes.includes("openid")) tell(place("scopes"), 'without "openid" the provider gives no token with a name: add it');
  if (secretFile !== undefined && secretFile === sessionFile) tell(place("sessionFile"), "it is the file of the secret: write one of its own");
  if (settings.signIn.login.port !== undefined && !isTrusted(settings)) tell(place("port"), `${LOCAL}. Leave it out, ${TRUSTED}`);
  if (settings.socket === undefined && settings.port !== undefined && settings.signIn.login.port === undefined && settings.signIn.login.socket === undefined) tell(place("socket"), "is missing, because there is no socket beside which it could lie");
}

/** An address of another server: without TLS it must be on this machine. */
function address(place, text, tell) {
  if (text === undefined) return undefined;
  const at = parsed(text);
  if (at === undefined) return tell(place, "this is no address");
  if (at.protocol === "http:" && !isLoopback(at.hostname)) tell(place, "http is for this machine only: write https");
  return at;
}

function parsed(text) {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** Who vouches where a host in front does: a header counts only where no browser can set it. */
function vouching(settings, sound, tell) {
  const { site } = settings;
  if (sound.hostSignsIn !== undefined && site !== undefined) tell("hostSignsIn", "it is for hosts of your own, without site: write site.operatorHeader in its place");
  if (site === undefined) return;
  if (site.groupsHeader !== undefined && site.operatorHeader === undefined) tell("site.groupsHeader", "groups belong to a name: add operatorHeader, or leave it out");
  if (site.behind !== undefined && site.operatorHeader === undefined) tell("site.behind", "it belongs beside operatorHeader; leave it out");
  if (site.operatorHeader === undefined) return;
  const { listen, behind } = sound.site ?? {};
  const isHere = (text) => isLoopback(text.replace(/\/\d+$/, ""));
  for (const [at, from] of (behind ?? []).entries()) {
    if (from === undefined) continue;
    if (isIP(from.replace(/\/\d+$/, "")) === 0) tell(`site.behind[${at}]`, "this is no address");
    else if (isHere(from) && !isTrusted(settings)) tell(`site.behind[${at}]`, `${LOCAL}, and name itself as it likes. Let the sign-in come by a socket: "listen": "unix:/run/reprise-page/page.sock", ${TRUSTED}`);
  }
  if (site.behind !== undefined) return;
  const isClosed = (at) => at.startsWith("unix:") || (isTrusted(settings) && isHere(at.replace(/:\d+$/, "")));
  const door = [].concat(listen ?? []).find((at) => at !== undefined && !isClosed(at));
  if (door !== undefined) tell("site.operatorHeader", `who reaches ${door} could set this header itself. Let only the sign-in reach nginx: "listen": "unix:/run/reprise-page/page.sock", or its addresses in "behind"`);
}

function header(settings, sound, tell) {
  const { operatorHeader, groupsHeader } = sound.site ?? {};
  for (const [name, own] of Object.entries({ operatorHeader, groupsHeader })) {
    if (own === undefined) continue;
    const isOwn = (own.startsWith("x_") || own === "remote_user" || own === "remote_groups") && !TAKEN.test(own);
    if (!isOwn) tell(`site.${name}`, `${own} is a header that browsers or proxies set for something else. Write one that only the sign-in sets: "x_signed_in"`);
  }
  if (operatorHeader !== undefined && operatorHeader === groupsHeader) tell("site.groupsHeader", "it is that of the name: write another one");
}

function certificate({ site }, sound, tell) {
  for (const [one, other] of [["certificate", "certificateKey"], ["certificateKey", "certificate"]])
    if (site?.[one] !== undefined && site[other] === undefined) tell(`site.${other}`, `is missing beside ${one}`);
  if (site?.redirect === undefined) return;
  if (site.certificate === undefined) tell("site.redirect", "there is no certificate to lead to: add certificate, or leave it out");
  if (site.names === undefined) tell("site.names", "is missing beside redirect, which leads to the first of them");
}

function environments(settings, sound, tell) {
  if (!Array.isArray(settings.environments)) return;
  const seen = new Map();
  for (const [at, given] of settings.environments.entries()) {
    const each = sound.environments?.[at] ?? {};
    const place = (name) => `environments[${at}].${name}`;
    if (each.id !== undefined && seen.has(each.id)) tell(place("id"), `environments[${seen.get(each.id)}] has the same: write another one`);
    seen.set(each.id, seen.get(each.id) ?? at);
    zuora(place("zuora"), each.zuora, tell);
    // Envoy takes a secret only under the name by which it asks for it.
    if (each.secretFile?.endsWith(".json") && each.id !== undefined && basename(each.secretFile) !== `${each.id}.json`)
      tell(place("secretFile"), `a .json is a file of secret.mjs, and named after the environment: ${each.id}.json`);
    if (each.kind === "production" && !isNamed(settings)) tell(place("kind"), NO_NAME);
    for (const name of ["groups", "rerunGroups", "stopGroups"]) {
      if (given?.[name] === undefined) continue;
      if (!isNamed(settings)) tell(place(name), "nobody signs in, so nobody has groups: add signIn, or leave it out");
      else if (settings.site?.operatorHeader !== undefined && settings.site.groupsHeader === undefined) tell(place(name), "site.groupsHeader is missing, so nobody has groups");
      if (name !== "groups" && each.readOnly === true) tell(place(name), "nothing is rerun or stopped here (readOnly): leave one of them out");
    }
  }
}

function zuora(place, text, tell) {
  const at = address(place, text, tell);
  if (at !== undefined && !isLoopback(at.hostname) && !ZUORA.test(at.hostname)) tell(place, `${at.hostname} is none of Zuora's. Write one of its REST hosts: "https://rest.na.zuora.com"`);
}

// What render.mjs puts around the gateway: where the host listens, secrets that are watched, the
// listener of the measurements, the headers for hosts that are not nginx.

import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";

const ADDRESS = /^[0-9a-z.:[\]]+$/;
const PORT = /^[1-9]\d{0,4}$/;

function list(place, value) {
  const all = [value].flat().map(String);
  const wrong = all.find((each) => !ADDRESS.test(each));
  if (wrong !== undefined) throw new Error(`${place}: ${JSON.stringify(wrong)} does not fit ${ADDRESS}`);
  return all;
}

/** Where the host listens, and where it sends on to TLS: one address each, or several. */
export function opened({ listen, redirect, certificate, names = [] }) {
  const listens = list("site.listen", listen).map((siteAddress) => ({ siteAddress }));
  const named = elsewhere({ listen, redirect, certificate, names });
  if (redirect === undefined) return { ...named, listens, redirect: undefined };
  if (certificate === undefined) throw new Error("site.redirect: there is no certificate to lead to");
  if (names.length === 0) throw new Error("site.redirect: names are missing, so it leads nowhere");
  const redirects = list("site.redirect", redirect).map((redirectAddress) => ({ redirectAddress }));
  return { ...named, listens, redirect: { redirects, siteName: names[0] } };
}

/** A secret in a `.json` of secret.mjs is watched and may change; any other file is read once. */
export function watched(place, { id, secretFile }) {
  if (!String(secretFile).endsWith(".json")) return { watchedSecret: undefined, keptSecret: true };
  // Envoy takes a secret only under the name by which it asks for it.
  if (basename(secretFile) !== `${id}.json`) throw new Error(`${place}: the file must be ${id}.json`);
  return { watchedSecret: { secretFolder: dirname(secretFile) }, keptSecret: undefined };
}

/** The listener of the measurements, if one is wanted. */
export function readable({ metricsPort, metricsAddress = "127.0.0.1" }) {
  if (metricsPort === undefined) return { metrics: undefined };
  if (!PORT.test(String(metricsPort))) throw new Error(`metricsPort: ${JSON.stringify(metricsPort)} is none`);
  if (!/^[0-9a-f.:]+$/.test(metricsAddress)) throw new Error(`metricsAddress: ${JSON.stringify(metricsAddress)} is none`);
  return { metrics: { metricsPort, metricsAddress } };
}

const lines = readFileSync(new URL("headers.conf", import.meta.url), "utf8");

/** The lines of headers.conf, one by one. */
export const locks = [...lines.matchAll(/^add_header (\S+) "(.*)" always;$/gm)].map(
  ([, lockName, value]) => ({ lockName, lockQuoted: value.replaceAll('"', '\\"') }),
);

/** Where Apache and Caddy listen, in their words: an address without a host is every one. */
function elsewhere({ listen, redirect = [], certificate, names = [] }) {
  const whole = (address) => address.replace(/^(?:\[::\]:|0\.0\.0\.0:)?(\d+)$/, "*:$1");
  const hosts = (all) => [...new Set([all].flat().map((each) => whole(String(each))))].join(" ");
  // A port alone would take IPv6 as well, and leave none for an address of it.
  const bound = (all) => [all].flat().map((each) => ({ boundAddress: String(each).replace(/^(\d+)$/, "0.0.0.0:$1") }));
  const port = (address) => /\d+$/.exec(address)[0];
  const [first] = [listen].flat().map(String);
  const scheme = certificate === undefined ? "http" : "https";
  return {
    bounds: [...bound(listen), ...bound(redirect)],
    siteHosts: hosts(listen),
    firstName: names[0] ?? "localhost",
    caddySite: (names.length === 0 ? [""] : names).map((name) => `${scheme}://${name}:${port(first)}`).join(", "),
    caddyRedirects: [...new Set([redirect].flat().map((each) => `http://:${port(String(each))}`))].join(", "),
    redirectHosts: hosts(redirect),
  };
}

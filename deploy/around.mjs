// What render.mjs puts around the gateway: where the host listens and where it passes on to, secrets
// that are watched, the listener of the measurements, the headers for hosts that are not nginx.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Where the host listens, and where it sends on to TLS: one address each, or several. */
export function opened({ listen, redirect, certificate, names = [] }) {
  const each = (name, all) => [all].flat().map((address) => ({ [name]: address }));
  return {
    ...elsewhere({ listen, redirect, certificate, names }),
    siteListens: each("siteAddress", listen),
    redirect: redirect === undefined ? undefined : { redirects: each("redirectAddress", redirect), siteName: names[0] },
  };
}

/** Where the gateway is, in the words of each host. */
export function passedOn({ socket, port, address = "127.0.0.1" }) {
  const at = `${address.includes(":") ? `[${address}]` : address}:${port}`;
  if (socket === undefined) return { gateway: at, apacheGateway: `http://${at}`, caddyGateway: at };
  return { gateway: `unix:${socket}`, apacheGateway: `unix:${socket}|http://gateway`, caddyGateway: `unix/${socket}` };
}

/** The socket on which one logs in: beside the gateway's unless set; none where the gateway has none. */
export const entrance = ({ socket, signIn }) => signIn.login.socket ?? (socket && join(dirname(socket), "log-in.sock"));

/** A secret in the `.json` of secret.mjs is watched and may change; any other file is read once. */
export function watched(secretFile) {
  if (!secretFile.endsWith(".json")) return { watchedSecret: undefined, keptSecret: true };
  return { watchedSecret: { secretFolder: dirname(secretFile) }, keptSecret: undefined };
}

/** The listener of the measurements, if one is wanted: it asks the administration. */
export function readable({ metricsPort, metricsAddress = "127.0.0.1", adminSocket, adminPort }) {
  if (metricsPort === undefined) return { metrics: undefined };
  const asked = adminSocket === undefined ? { socket_address: { address: "127.0.0.1", port_value: adminPort } } : { pipe: { path: adminSocket } };
  return { metrics: { metricsPort, metricsAddress, adminAsked: JSON.stringify(asked) } };
}

const lines = readFileSync(new URL("headers.conf", import.meta.url), "utf8");

/** The lines of headers.conf, one by one. */
export const locks = [...lines.matchAll(/^add_header (\S+) "(.*)" always;$/gm)].map(
  ([, lockName, value]) => ({ lockName, lockQuoted: value.replaceAll('"', '\\"') }),
);

/** Where Apache and Caddy listen, in their words: an address without a host is every one. */
function elsewhere({ listen, redirect = [], certificate, names }) {
  const all = [listen].flat();
  // They listen on no sockets: render.mjs says so.
  if (all.some((address) => address.startsWith("unix:"))) return {};
  const whole = (address) => address.replace(/^(?:\[::\]:|0\.0\.0\.0:)?(\d+)$/, "*:$1");
  const hosts = (addresses) => [...new Set([addresses].flat().map(whole))].join(" ");
  // A port alone would take IPv6 as well, and leave none for an address of it.
  const bound = (addresses) => [addresses].flat().map((each) => ({ boundAddress: each.replace(/^(\d+)$/, "0.0.0.0:$1") }));
  const port = (address) => /\d+$/.exec(address)[0];
  const scheme = certificate === undefined ? "http" : "https";
  return {
    bounds: [...bound(listen), ...bound(redirect)],
    siteHosts: hosts(listen),
    firstName: names[0] ?? "localhost",
    caddySite: (names.length === 0 ? [""] : names).map((name) => `${scheme}://${name}:${port(all[0])}`).join(", "),
    caddyRedirects: [...new Set([redirect].flat().map((each) => `http://:${port(each)}`))].join(", "),
    redirectHosts: hosts(redirect),
  };
}

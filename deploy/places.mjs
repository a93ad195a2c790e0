// The two places in which a gateway can run on one machine: `a` as the settings say, `b` beside it.
// They share the memory, the journal and the log, and nothing that only one can have.

import { dirname, join } from "node:path";

/** How far the ports of `b` are from those of `a`: whoever counts up by one has room for nine. */
export const APART = 10;

const PORTS = ["port", "adminPort", "metricsPort"];
const SOCKETS = ["socket", "adminSocket"];
const beside = (socket) => socket.replace(/(\.\w+)?$/, "-b$1");

/** The settings of the gateway in this place. */
export function inPlace(settings, place) {
  if (place === "a") return settings;
  const moved = { ...settings };
  for (const name of PORTS) if (settings[name] !== undefined) moved[name] = settings[name] + APART;
  for (const name of SOCKETS) if (settings[name] !== undefined) moved[name] = beside(settings[name]);
  const login = settings.signIn?.login;
  if (login !== undefined) moved.signIn = { ...settings.signIn, login: { ...login, ...entrance(login, settings) } };
  return moved;
}

/** Where one logs in, beside where it is in the first place. */
function entrance({ port, socket }, settings) {
  if (port !== undefined) return { port: port + APART };
  return { socket: beside(socket ?? join(dirname(settings.socket), "log-in.sock")) };
}

// The two places in which a gateway can run on one machine: `a` as the settings say, `b` beside it.
// They share the memory, the journal and the log, and nothing that only one can have.

import { entrance } from "./around.mjs";

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
  if (login === undefined) return moved;
  const own = login.port === undefined ? { socket: beside(entrance(settings)) } : { port: login.port + APART };
  return { ...moved, signIn: { ...settings.signIn, login: { ...login, ...own } } };
}

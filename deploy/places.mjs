// The two places in which a gateway can run on one machine: `a` as the settings say, `b` beside it.
// They share the memory and the log, and nothing that only one can have.

const PORTS = ["port", "adminPort", "metricsPort"];
const SOCKETS = ["socket", "adminSocket"];

/** The settings of the gateway in this place. */
export function inPlace(settings, place) {
  if (place === "a") return settings;
  const moved = { ...settings };
  for (const name of PORTS) if (settings[name] !== undefined) moved[name] = Number(settings[name]) + 1;
  for (const name of SOCKETS)
    if (settings[name] !== undefined) moved[name] = settings[name].replace(/(\.\w+)?$/, `-b$1`);
  return moved;
}

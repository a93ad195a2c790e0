// Whoever comes to the machine of the guide: by the guide's name, over TLS.

import { connect } from "node:net";
import { connect as connectSecurely } from "node:tls";
import { reading, rerun } from "../stage.mjs";
import { send } from "../wire.mjs";

export const NAME = "reprise.example.org";
export const ENVIRONMENT = "us-production";

function named(request) {
  request.headers = request.headers.map(([name, value]) => [name, name === "Host" ? NAME : value]);
  return request;
}

export const aRerun = (task) => named(rerun(ENVIRONMENT, task));
export const aReading = (rest) => named(reading(ENVIRONMENT, rest));
export const aVisit = (path) => ({ method: "GET", path, headers: [["Host", NAME]] });

/** Sends it to the machine's page over TLS. */
export const toPage = (machine, request, more = {}) => send(machine.port, request, { tls: { servername: NAME }, ...more });

/** What comes of a handshake with these words: the socket's protocol and cipher, or why not. */
export function handshake(port, words) {
  return new Promise((done) => {
    const socket = connectSecurely({ port, host: "127.0.0.1", servername: NAME, rejectUnauthorized: false, ...words });
    socket.on("secureConnect", () => {
      done({ protocol: socket.getProtocol(), cipher: socket.getCipher().name, certificate: socket.getPeerCertificate().fingerprint256 });
      socket.destroy();
    });
    socket.on("error", ({ code }) => done({ refused: code }));
  });
}

/**
 * So many connections that send a part of a head and wait; one that ends is made anew, until they
 * relent. `open()`: how many the host still has.
 */
export async function dawdle(ports, count) {
  let [open, isPersistent] = [0, true];
  const one = (nth) =>
    new Promise((done) => {
      const socket = connect(ports[nth % ports.length], "127.0.0.1");
      let isOpen = false;
      socket.on("connect", () => (socket.write("GET / HTT"), (isOpen = true), (open += 1), done()));
      socket.on("error", done).resume();
      socket.on("close", () => {
        if (isOpen) open -= 1;
        if (isPersistent) one(nth);
      });
    });
  await Promise.all(Array.from({ length: count }, (_, nth) => one(nth)));
  return { open: () => open, relent: () => (isPersistent = false) };
}

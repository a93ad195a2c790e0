// Whoever comes to the machine of the guide: by the guide's name, over TLS.

import assert from "node:assert/strict";
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

/** Sends it to the machine's page over TLS, as whoever has logged in there (`logIn`). */
export function toPage(machine, request, more = {}) {
  const cookie = machine.session === undefined ? [] : [["Cookie", machine.session]];
  return send(machine.port, { ...request, headers: [...request.headers, ...cookie] }, { tls: { servername: NAME }, ...more });
}

/** Logs in at the provider, as a browser that is led there and back. */
export async function logIn(machine, who = "ada") {
  const kept = new Map();
  const visit = async (path) => {
    machine.session = [...kept].map((each) => each.join("=")).join("; ") || undefined;
    const answer = await toPage(machine, aVisit(path));
    assert.equal(answer.status, 302, `${path}: ${answer.text}`);
    for (const [, value] of answer.headers.filter(([name]) => name === "set-cookie")) {
      const [, name, text] = /^([^=]+)=([^;]*)/.exec(value);
      if (text === "" || text === "deleted" || /max-age=0/i.test(value)) kept.delete(name);
      else kept.set(name, text);
    }
    return new URL(answer.header("location"), `https://${NAME}`);
  };
  const asked = await visit("/");
  assert.equal(asked.origin, machine.provider.issuer);
  asked.pathname = "/enter";
  asked.searchParams.set("who", who);
  const entered = await fetch(asked, { redirect: "manual" });
  const back = new URL(entered.headers.get("location"));
  await visit(`${back.pathname}${back.search}`);
  machine.session = [...kept].map((each) => each.join("=")).join("; ");
}

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

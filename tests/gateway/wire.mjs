// Requests byte by byte: no library mends them on the way out.

import { connect } from "node:net";
import { connect as connectSecurely } from "node:tls";

/** The bytes of a request: text as it is, or method, path, headers and body. */
export function bytes(request) {
  if (typeof request === "string") return Buffer.from(request, "latin1");
  const { method, path, headers, body = "", version = "HTTP/1.1" } = request;
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} ${version}\r\n${lines.join("")}\r\n${body}`, "latin1");
}

/**
 * Sends it over a connection of its own, to a port of this machine or the path of a socket, and reads
 * one answer. `whole` says whether the answer came to its proper end; without a status there was none.
 * `abandon`: leave after so many milliseconds.
 * `tls`: over TLS, with these words about it.
 */
export function send(port, request, { patience = 8_000, abandon, tls } = {}) {
  return new Promise((done) => {
    const where = typeof port === "string" ? { path: port } : { port, host: "127.0.0.1" };
    const socket = tls === undefined ? connect(where) : connectSecurely({ ...where, rejectUnauthorized: false, ...tls });
    let received = Buffer.alloc(0);
    const finish = (why) => {
      clearTimeout(timer);
      socket.destroy();
      done({ ...(answer(received) ?? { whole: false }), why });
    };
    const timer = setTimeout(() => finish("timer"), abandon ?? patience);
    socket.on(tls === undefined ? "connect" : "secureConnect", () => socket.write(bytes(request)));
    socket.on("data", (more) => {
      received = Buffer.concat([received, more]);
      if (answer(received)?.whole) finish("answered");
    });
    socket.on("error", () => finish("reset"));
    socket.on("close", () => finish("closed"));
  });
}

/** Reads the first final answer; `undefined` as long as its head is not there. */
function answer(bytes) {
  const received = bytes.subarray(0, 13).includes(" 100 ")
    ? bytes.subarray(bytes.indexOf("\r\n\r\n") + 4)
    : bytes;
  const end = received.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [first, ...lines] = received.subarray(0, end).toString("latin1").split("\r\n");
  const headers = lines.map((line) => [
    line.slice(0, line.indexOf(":")).toLowerCase(),
    line.slice(line.indexOf(":") + 1).trim(),
  ]);
  const header = (name) => headers.find(([own]) => own === name)?.[1];
  const rest = received.subarray(end + 4);
  const length = header("content-length");
  const chunked = header("transfer-encoding") === "chunked";
  const status = Number(first.split(" ")[1]);
  const whole = chunked
    ? rest.includes("0\r\n\r\n")
    : rest.length >= Number(length ?? (status === 204 ? 0 : Infinity));
  const text = rest.toString("utf8");
  return { status, headers, header, mark: header("x-proxy-local"), text, whole };
}

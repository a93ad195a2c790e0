// A Zuora that misbehaves as a test wants it to, and counts what arrived.

import { createServer } from "node:net";
import { reset } from "../reset.mjs";

/** Markers that must appear nowhere but where they belong. */
export const CANARY = {
  token: "canary-token-7f3a",
  secret: "canary+secret/9c=&1e",
  payload: "canary-payload-51d0",
};

const TASK = JSON.stringify({ id: 1, data: { note: CANARY.payload } });

/** An answer with the right length. */
export function reply(status, text, headers = {}) {
  const all = { "Content-Type": "application/json", "Content-Length": text.length, ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} X\r\n${lines.join("")}\r\n${text}`;
}

export const token = (seconds = 3599, headers) =>
  reply(
    200,
    JSON.stringify({ access_token: CANARY.token, token_type: "bearer", expires_in: seconds }),
    headers,
  );

export const task = (headers) => reply(200, TASK, headers);

/**
 * Starts it. `course(socket, request, nth)` says what becomes of a request that has arrived whole;
 * `tokens(socket, request)` the same for `/oauth/token`; `refuses` closes every new connection.
 */
export async function startUpstream(t) {
  const sockets = new Set();
  const upstream = {
    arrived: [],
    tokens: (socket) => socket.write(token()),
    course: (socket) => socket.write(task()),
    resetsOnConnect: false,
  };
  const take = (socket, request) => {
    if (request.path === "/oauth/token") return upstream.tokens(socket, request);
    upstream.arrived.push(request);
    return upstream.course(socket, request, upstream.arrived.length);
  };
  const server = createServer((socket) => {
    if (upstream.resetsOnConnect) return void reset(socket);
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => {});
    let text = "";
    socket.setEncoding("latin1").on("data", (more) => {
      text += more;
      for (let read = parsed(text); read !== undefined; read = parsed(text)) {
        text = text.slice(read.length);
        take(socket, read.request);
      }
    });
  });
  const listen = (port) => new Promise((done) => server.listen(port, "127.0.0.1", done));
  await listen(0);
  const { port } = server.address();
  upstream.origin = `http://127.0.0.1:${port}`;
  upstream.environment = (id) => ({
    id,
    zuora: upstream.origin,
    clientId: "faulty",
    secret: CANARY.secret,
  });
  /** Cuts every connection that stands. */
  upstream.cut = () => sockets.forEach(reset);
  upstream.close = () => {
    sockets.forEach((socket) => socket.destroy());
    return new Promise((done) => server.close(done));
  };
  upstream.open = () => listen(port);
  t.after(() => server.listening && upstream.close());
  return upstream;
}

/** The first whole request in the text, with its length. */
function parsed(text) {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const head = text.slice(0, end);
  const body = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
  if (text.length < end + 4 + body) return undefined;
  const [method, path] = head.split(" ");
  const key = /^idempotency-key: *(\S+)/im.exec(head)?.[1];
  const length = end + 4 + body;
  return { length, request: { method, path, key, head, body: text.slice(end + 4, length) } };
}

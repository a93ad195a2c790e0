// One process of readers: so many connections that are kept, on each of them one request after the
// other. Its parent sends what to do and gets what came of it.

import { connect } from "node:net";

/** Longer than the slowest answer that still counts as one. */
const PATIENCE_MS = 30_000;
const STEPS_PER_MS = 10;

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

process.once("message", async ({ port, connections, seconds, request, spread }) => {
  const told = { answers: 0, errors: {}, times: {} };
  const end = performance.now() + seconds * 1_000;
  // Readers who begin together would stay together, and come as a wave each time.
  const one = () => pause(Math.random() * spread).then(() => reader(port, request, end, told));
  await Promise.all(Array.from({ length: connections }, one));
  process.send(told, () => process.disconnect());
});

/** Asks until the time is over; a connection that is lost is made anew. */
async function reader(port, request, end, told) {
  let connection;
  while (performance.now() < end) {
    connection ??= await opened(port);
    const began = performance.now();
    const { error, last } = await connection.ask(request);
    const step = Math.round((performance.now() - began) * STEPS_PER_MS);
    if (error === undefined) {
      told.answers += 1;
      told.times[step] = (told.times[step] ?? 0) + 1;
    } else {
      told.errors[error] = (told.errors[error] ?? 0) + 1;
    }
    if (last) {
      connection.close();
      connection = undefined;
    }
  }
  connection?.close();
}

/** A connection on which one request at a time is asked. */
function opened(port) {
  const socket = connect(port, "127.0.0.1");
  let received = Buffer.alloc(0);
  let finish = () => {};
  socket.setNoDelay(true);
  socket.on("data", (more) => {
    received = Buffer.concat([received, more]);
    const answer = whole(received);
    if (answer !== undefined) finish(answer);
  });
  socket.on("error", ({ code }) => finish({ error: code, last: true }));
  socket.on("close", () => finish({ error: "closed", last: true }));
  const ask = (request) =>
    new Promise((done) => {
      const timer = setTimeout(() => finish({ error: "no answer", last: true }), PATIENCE_MS);
      finish = (answer) => {
        clearTimeout(timer);
        finish = () => {};
        received = Buffer.alloc(0);
        done(answer);
      };
      if (socket.destroyed) return finish({ error: "closed", last: true });
      socket.write(request);
    });
  const connection = { ask, close: () => socket.destroy() };
  return new Promise((done) => {
    const ready = () => done(connection);
    socket.once("connect", ready).once("error", ready);
  });
}

/** What a whole answer says; `undefined` as long as it is not whole. */
function whole(received) {
  const end = received.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const head = received.toString("latin1", 0, end).toLowerCase();
  const length = Number(/\r\ncontent-length: (\d+)/.exec(head)?.[1]);
  if (Number.isNaN(length)) return { error: "an answer without length", last: true };
  if (received.length < end + 4 + length) return undefined;
  const last = /\r\nconnection: close/.test(head);
  const status = head.slice(9, 12);
  if (status === "200") return { last };
  const mark = /\r\nx-proxy-local: (\S+)/.exec(head)?.[1] ?? "none";
  return { error: `HTTP ${status}, mark ${mark}`, last };
}

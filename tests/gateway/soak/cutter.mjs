// A line between two servers that can be cut at any byte, as a network does it: towards each side by
// RST or by FIN, before a request, inside of it, behind it, or inside of its answer; and what it has
// taken in may still arrive when the side that sent it is long gone.
//
// It knows where requests and answers begin and end, and changes none of their bytes.

import { connect, createServer } from "node:net";
import { reset } from "../../reset.mjs";

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/**
 * Starts one on `port`, before the server on `to`. `fateOf(head)` says what becomes of a request, of
 * which it is told the first lines: nothing in particular, or one of the points of `plan.mjs`.
 */
export async function startCutter({ port, to, fateOf }) {
  const lines = new Set();
  const server = createServer((near) => {
    const line = new Line(near, connect({ port: to, host: "127.0.0.1", noDelay: true }), fateOf);
    lines.add(line);
    near.on("close", () => lines.delete(line));
  });
  await new Promise((done) => server.listen(port, "127.0.0.1", done));
  const stop = () => {
    for (const line of lines) line.cut("rst");
    return new Promise((done) => server.close(done));
  };
  return { stop };
}

/** One connection, and its other half. */
class Line {
  #near;
  #far;
  #fateOf;
  #request = Buffer.alloc(0);
  #answer = Buffer.alloc(0);
  /** What is to become of the answer that is on its way. */
  #fate;
  /** The side that asked is gone, or is to hear no more. */
  #isDeaf = false;

  constructor(near, far, fateOf) {
    [this.#near, this.#far, this.#fateOf] = [near, far, fateOf];
    near.setNoDelay(true);
    near.on("error", () => {}).on("data", (bytes) => this.#taken(bytes));
    far.on("error", () => {}).on("data", (bytes) => this.#answered(bytes));
    near.on("end", () => this.#isDeaf || far.end()).on("close", () => this.#isDeaf || far.destroy());
    far.on("end", () => this.#isDeaf || near.end()).on("close", () => this.#isDeaf || near.destroySoon());
  }

  /** Cuts both sides. */
  cut(how) {
    this.#deafen(how);
    closed(this.#far, how);
  }

  /** Cuts the side that asked; the other half goes on. */
  #deafen(how) {
    this.#isDeaf = true;
    closed(this.#near, how);
  }

  #taken(bytes) {
    this.#request = Buffer.concat([this.#request, bytes]);
    for (let length = wholeRequest(this.#request); length > 0; length = wholeRequest(this.#request)) {
      const request = this.#request.subarray(0, length);
      this.#request = this.#request.subarray(length);
      const fate = this.#fateOf(request.toString("latin1"));
      if (fate === undefined) this.#far.write(request);
      else this.#suffer(request, fate).catch(() => this.cut("rst"));
    }
  }

  async #suffer(request, fate) {
    const { point, how, share, wait, act } = fate;
    await act?.();
    if (point === "before") return this.cut(how);
    if (point === "inside") {
      await written(this.#far, request.subarray(0, Math.max(1, Math.floor(request.length * share))));
      return this.cut(how);
    }
    if (point === "late") {
      this.#deafen(how);
      await pause(wait);
    }
    if (point === "slow") await pause(wait);
    this.#fate = fate;
    await written(this.#far, request);
    if (point !== "behind") return;
    await pause(wait);
    if (fate.both) this.cut(how);
    else this.#deafen(how);
  }

  #answered(bytes) {
    if (!["answer", "slow answer", "hang"].includes(this.#fate?.point)) {
      if (!this.#isDeaf) this.#near.write(bytes);
      return;
    }
    this.#answer = Buffer.concat([this.#answer, bytes]);
    if (!isWholeAnswer(this.#answer)) return;
    const [answer, fate] = [this.#answer, this.#fate];
    [this.#answer, this.#fate] = [Buffer.alloc(0), undefined];
    this.#tell(answer, fate).catch(() => this.cut("rst"));
  }

  async #tell(answer, { point, how, share, wait }) {
    // The side that asked gives up by itself.
    if (point === "hang") return void (this.#isDeaf = true);
    if (point === "slow answer") {
      await pause(wait);
      return void this.#near.write(answer);
    }
    const last = answer.length - 1;
    const length = Math.min(last, Math.floor(answer.length * share));
    if (length > 0) await written(this.#near, answer.subarray(0, length));
    this.cut(how);
  }
}

const written = (socket, bytes) => new Promise((done) => socket.write(bytes, done));

/** Ends it so that the other side sees a reset, or a regular end. */
function closed(socket, how) {
  if (how === "rst") reset(socket);
  else socket.destroySoon();
}

/** The length of the whole request that the bytes begin with; 0 while it is not there. */
function wholeRequest(bytes) {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return 0;
  const length = end + 4 + Number(/^content-length: *(\d+)/im.exec(bytes.toString("latin1", 0, end))?.[1] ?? 0);
  return bytes.length < length ? 0 : length;
}

/** Whether the bytes hold an answer to its end. */
function isWholeAnswer(bytes) {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return false;
  const head = bytes.toString("latin1", 0, end);
  const length = /^content-length: *(\d+)/im.exec(head)?.[1];
  if (length !== undefined) return bytes.length >= end + 4 + Number(length);
  return bytes.subarray(-7).toString("latin1").endsWith("\r\n0\r\n\r\n");
}

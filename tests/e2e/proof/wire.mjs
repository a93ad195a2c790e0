// A gateway between the browser and the sandbox whose line can fail at any place. Behind the real
// gateway it is the line to Zuora.
//
// Everything passes as it is, but for the reruns: each takes the next of the behaviours that the
// test has laid out (`wire.plan(...)`). A request that the browser sends once more by itself, under
// the track id of one that was lost, finds the same line as that one.

import { createServer, request as ask } from "node:http";
import { connect } from "node:net";
import { reset } from "../../reset.mjs";

const RERUN = /^(?:\/api\/[^/]+)?\/workflows\/tasks\/(\d+)\/rerun$/;
const HOLD = "/_proof/hold/";
/** Longer than anything takes that a story waits for. */
const LONGEST_WAIT_MS = 60_000;

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** A story did not get to where it was to break: nothing was proven, for or against. */
export class NeverCame extends Error {}

/** What can become of a rerun on the line. Each has the request, and what to do with it. */
export const LINE = {
  pass: async ({ forward, answer }) => answer(await forward()),
  /** Nothing reaches the server, the connection is reset. */
  resetBefore: async ({ reset }) => reset(),
  /** The server gets half of the request's head, and then nothing more. */
  halfRequest: async ({ half, reset }) => {
    await half();
    reset();
  },
  /** The server runs it, the connection is reset in place of the answer. */
  resetAfter: async ({ forward, reset }) => {
    await forward();
    reset();
  },
  /** The head and half of the body come, then the connection is reset. */
  halfAnswer: async ({ forward, answer, reset }) => {
    await answer(await forward(), 0.5);
    reset();
  },
  /** The server runs it, and nobody ever answers. */
  hang: async ({ forward, hangs }) => {
    hangs();
    await forward();
  },
  /** The server runs it, the answer is late. */
  lateAnswer: async ({ forward, answer, chance }) => {
    const reply = await forward();
    await pause(chance.between(300, 1500));
    answer(reply);
  },
  /** It reaches the server late, whoever is still there to hear of it. */
  lateArrival: async ({ forward, answer, chance }) => {
    await pause(chance.between(200, 900));
    answer(await forward());
  },
  /** The line doubles it. */
  twice: async ({ forward, answer }) => answer((await Promise.all([forward(), forward()]))[0]),
  /** The gateway's session ended: it says no, and forwards nothing. */
  signedOut: async ({ answer }) => answer({ status: 401, headers: JSON_TYPE, body: SIGNED_OUT }),
  /** The gateway cannot reach the server, and says so. */
  unreachable: async ({ answer }) =>
    answer({ status: 503, headers: { ...JSON_TYPE, "x-proxy-local": "UF" }, body: Buffer.from("{}") }),
};

/** Lost both ways once, but the browser's own repetition comes through. */
export const lostOnce = async (turn) =>
  turn.arrivals > 1 ? LINE.pass(turn) : LINE.resetAfter(turn);

/** A browser repeats within milliseconds what was cut. */
const QUIET_MS = 1_500;

const JSON_TYPE = { "content-type": "application/json" };
const SIGNED_OUT = Buffer.from('{"message":"Authentication error"}');

/** Starts a gateway in front of a sandbox; it keeps its port when it dies and comes back. */
export async function startWire(upstream, chance, port = 0) {
  const wire = new Wire(new URL(upstream), chance);
  wire.port = port;
  await wire.rise();
  return wire;
}

class Wire {
  /** Every rerun that arrived here: key, track id, when, and what became of it. */
  arrivals = [];
  #behaviours = [];
  #ofTrack = new Map();
  #sockets = new Set();
  #held = [];
  #hanging = [];
  #isCut = false;
  #waiting = [];
  /** Names of reruns of earlier stories: what comes of them now comes too late for any. */
  #past = new Set();
  #server;
  port = 0;
  /** Whether the session with the gateway has ended: it forwards nothing of the API. */
  signedOut = false;
  /** What becomes of requests for a token, which only the real gateway makes. */
  tokens = LINE.pass;

  constructor(upstream, chance) {
    this.upstream = upstream;
    this.chance = chance;
  }

  get address() {
    return `http://127.0.0.1:${this.port}`;
  }

  async rise() {
    this.#server = createServer((request, response) => this.#serve(request, response));
    this.#server.keepAliveTimeout = 60_000;
    this.#server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => this.#sockets.delete(socket));
    });
    await new Promise((done) => this.#server.listen(this.port, "127.0.0.1", done));
    this.port = this.#server.address().port;
  }

  /** Dies: every connection is reset, no new one is taken. */
  async fall() {
    const closed = new Promise((done) => this.#server.close(done));
    for (const socket of this.#sockets) reset(socket);
    await closed;
  }

  /** What becomes of the next reruns, one after the other; all later ones pass. */
  plan(...behaviours) {
    this.#behaviours = behaviours;
  }

  /** Resets the connections on which nobody answers, and each that would become one. */
  cutHanging() {
    this.#isCut = true;
    for (const reset of this.#hanging.splice(0)) reset();
  }

  /** These reruns belong to a story that is over. */
  retire(tracks) {
    for (const track of tracks) this.#past.add(track);
  }

  /** Forgets what was, for the next story. */
  forget() {
    this.retire(this.arrivals.map(({ track }) => track));
    this.arrivals = [];
    this.signedOut = false;
    this.#behaviours = [];
    this.#ofTrack.clear();
    this.cutHanging();
    this.#isCut = false;
    for (const held of this.#held.splice(0)) held.response.destroy();
  }

  /** Resolves as soon as `count` reruns have arrived here. */
  arrived(count = 1) {
    return this.#until(() => this.arrivals.length >= count, `rerun ${count}`);
  }

  /** Resolves when no rerun has arrived for a while. */
  async quiet() {
    let before;
    do {
      before = this.arrivals.length;
      await new Promise((done) => setTimeout(done, QUIET_MS));
    } while (this.arrivals.length > before);
  }

  /** Resolves as soon as a page stands still at a place. */
  held(place) {
    return this.#until(() => this.#held.some((held) => held.place === place), `a page at “${place}”`);
  }

  get isHolding() {
    return this.#held.length > 0;
  }

  /** Lets the pages go on that stand still. */
  release() {
    for (const { response } of this.#held.splice(0)) response.writeHead(204).end();
  }

  #until(probe, what) {
    if (probe()) return Promise.resolve();
    return new Promise((done, failed) => {
      const giveUp = () => failed(new NeverCame(`${what} never came`));
      const timer = setTimeout(giveUp, LONGEST_WAIT_MS);
      this.#waiting.push({ probe, done: () => done(clearTimeout(timer)) });
    });
  }

  #tell() {
    const ready = this.#waiting.filter(({ probe }) => probe());
    this.#waiting = this.#waiting.filter((waiting) => !ready.includes(waiting));
    for (const { done } of ready) done();
  }

  #serve(request, response) {
    request.resume();
    response.on("error", () => {});
    if (request.url.startsWith(HOLD)) {
      this.#held.push({ place: request.url.slice(HOLD.length), response });
      return this.#tell();
    }
    const turn = this.#turn(request, response);
    const behaviour = this.#behaviourOf(request, turn);
    behaviour(turn).catch(() => turn.reset());
  }

  #behaviourOf({ method, url, headers }, turn) {
    const rerun = RERUN.exec(url);
    if (this.signedOut && url.startsWith("/api/")) return LINE.signedOut;
    if (url === "/oauth/token") return this.tokens;
    if (method !== "POST" || rerun === null) return LINE.pass;
    const track = headers["zuora-track-id"];
    if (this.#past.has(track)) return LINE.resetBefore;
    if (!this.#ofTrack.has(track)) {
      this.#ofTrack.set(track, { behaviour: this.#behaviours.shift() ?? LINE.pass, arrivals: 0 });
    }
    const line = this.#ofTrack.get(track);
    turn.arrivals = line.arrivals += 1;
    const key = headers["idempotency-key"];
    this.arrivals.push({ task: Number(rerun[1]), key, track, at: Date.now() });
    this.#tell();
    return line.behaviour;
  }

  #turn(request, response) {
    return {
      chance: this.chance,
      arrivals: 0,
      forward: () => forwarded(this.upstream, request),
      half: () => half(this.upstream, request),
      reset: () => reset(request.socket),
      hangs: () => {
        this.#hanging.push(() => reset(request.socket));
        if (this.#isCut) this.cutHanging();
      },
      answer: (reply, part = 1) => answered(response, reply, part),
    };
  }
}

/** Asks the sandbox on a connection of its own, whatever becomes of the browser's. */
function forwarded({ hostname, port }, { method, url, rawHeaders }) {
  const headers = {};
  for (let place = 0; place < rawHeaders.length; place += 2) {
    if (!/^(connection|keep-alive)$/i.test(rawHeaders[place]))
      headers[rawHeaders[place]] = rawHeaders[place + 1];
  }
  return new Promise((done, failed) => {
    const asked = ask({ hostname, port, method, path: url, headers, agent: false }, (reply) => {
      const parts = [];
      reply.on("data", (part) => parts.push(part));
      reply.on("error", failed);
      reply.on("end", () => {
        const body = Buffer.concat(parts);
        done({ status: reply.statusCode, headers: reply.headers, body });
      });
    });
    asked.on("error", failed).end();
  });
}

/** Half of the head reaches the sandbox. */
function half({ hostname, port }, { method, url, rawHeaders }) {
  const text = `${method} ${url} HTTP/1.1\r\n${rawHeaders.join(": ")}`;
  return new Promise((done) => {
    const socket = connect({ host: hostname, port: Number(port) }, () => {
      socket.write(text.slice(0, text.length / 2), () => done(socket.destroy()));
    });
    socket.on("error", done);
  });
}

function answered(response, { status, headers, body }, part) {
  const { connection, "transfer-encoding": chunked, ...kept } = headers;
  response.writeHead(status, { ...kept, "content-length": body.length });
  if (part === 1) return void response.end(body);
  return new Promise((done) => {
    response.write(body.subarray(0, Math.floor(body.length * part)), done);
  });
}

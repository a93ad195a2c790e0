// The way to Zuora as in production: TLS with a certificate that must be right, HTTP/2 where the
// other side speaks it.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { constants, createSecureServer } from "node:http2";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { NEVER_LEFT, rerun, row, startGateway, wholeFile } from "./stage.mjs";
import { CANARY } from "./upstream.mjs";
import { send } from "./wire.mjs";

const skip = spawnSync("openssl", ["version"]).status === 0 ? false : "there is no openssl here";
const folder = mkdtempSync(join(tmpdir(), "reprise-tls-"));
wholeFile.after(() => rmSync(folder, { recursive: true, force: true }));

/** A certificate that vouches for itself, for this name. */
function certificate(name) {
  const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
  const words = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=${name}`;
  const files = ["-addext", `subjectAltName=DNS:${name}`, "-keyout", key, "-out", cert];
  execFileSync("openssl", [...words.split(" "), ...files], { stdio: "ignore" });
  return { key: readFileSync(key), cert: readFileSync(cert), file: cert };
}

/** A Zuora behind TLS; `course` answers what is no token. */
async function startSecure(
  t,
  { name = "localhost", course, make = createSecureServer, ...options } = {},
) {
  const { key, cert, file } = certificate(name);
  const upstream = { arrived: [], file };
  const server = make({ key, cert, ...options }, (request, answer) => {
    if (request.url === "/oauth/token") {
      return answer.end(
        JSON.stringify({ access_token: CANARY.token, token_type: "bearer", expires_in: 3599 }),
      );
    }
    upstream.arrived.push(request);
    return course ? course(request, answer) : answer.end("{}");
  }).listen(0, "127.0.0.1");
  server.on("sessionError", () => {}).on("tlsClientError", () => {});
  await new Promise((done) => server.once("listening", done));
  t.after(() => server.close());
  const zuora = `https://localhost:${server.address().port}`;
  upstream.environment = { id: "faulty", zuora, clientId: "faulty", secret: CANARY.secret };
  return upstream;
}

const VERSIONS = [
  ["HTTP/2", "2.0", {}],
  ["HTTP/1.1", "1.1", { make: createServer }],
];

for (const [name, version, options] of VERSIONS) {
  test(`Over TLS with ${name}`, { skip }, async (t) => {
    const upstream = await startSecure(t, options);
    const gateway = await startGateway(t, {
      environments: [upstream.environment],
      authorities: upstream.file,
    });
    upstream.arrived.length = 0;
    const answer = await send(gateway.port, rerun("faulty", 1));
    row(`TLS, ${name}`, answer, upstream.arrived.length);
    assert.deepEqual([answer.status, upstream.arrived.length], [200, 1]);
    const [request] = upstream.arrived;
    assert.equal(request.httpVersion, version);
    assert.equal(request.headers.authorization, `Bearer ${CANARY.token}`);
  });
}

const WRONG = [
  ["for another name", { name: "rest.evil.example" }, (upstream) => upstream.file],
  ["of an unknown authority", {}, () => certificate("another").file],
  [
    "over an old protocol",
    { minVersion: "TLSv1.1", maxVersion: "TLSv1.1" },
    (upstream) => upstream.file,
  ],
];

for (const [name, options, authorities] of WRONG) {
  test(`A certificate ${name}: neither secret nor request goes there`, { skip }, async (t) => {
    const upstream = await startSecure(t, options);
    const gateway = await startGateway(t, {
      environments: [upstream.environment],
      authorities: authorities(upstream),
      ready: [],
    });
    await new Promise((next) => setTimeout(next, 300));
    const answer = await send(gateway.port, rerun("faulty", 1));
    row(`TLS, certificate ${name}`, answer, upstream.arrived.length);
    assert.deepEqual([answer.status, answer.mark, upstream.arrived.length], [401, "-", 0]);
  });
}

const { NGHTTP2_REFUSED_STREAM, NGHTTP2_INTERNAL_ERROR } = constants;
const HTTP2_FAULTS = [
  ["refuses the stream", (request) => request.stream.close(NGHTTP2_REFUSED_STREAM)],
  ["resets the stream", (request) => request.stream.close(NGHTTP2_INTERNAL_ERROR)],
  ["says good-bye", (request) => request.stream.session.goaway(NGHTTP2_INTERNAL_ERROR, 0)],
  ["drops the session", (request) => request.stream.session.destroy()],
];

for (const [name, course] of HTTP2_FAULTS) {
  test(`Over HTTP/2 Zuora ${name}`, { skip }, async (t) => {
    const upstream = await startSecure(t, {
      course: (request, answer) => (request.method === "POST" ? course(request) : answer.end("{}")),
    });
    const gateway = await startGateway(t, {
      environments: [upstream.environment],
      authorities: upstream.file,
      timeout: "1.5s",
    });
    upstream.arrived.length = 0;
    const answer = await send(gateway.port, rerun("faulty", 1));
    await new Promise((next) => setTimeout(next, 150));
    row(`HTTP/2, ${name}`, answer, upstream.arrived.length);
    assert.equal(upstream.arrived.length, 1);
    assert.ok(answer.mark !== undefined && !NEVER_LEFT.includes(answer.mark), `${answer.mark}`);
  });
}

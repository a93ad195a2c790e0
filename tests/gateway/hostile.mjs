// Requests that must not reach Zuora. Each is a request of the page with one thing changed.

import { reading, request, rerun } from "./stage.mjs";

const TASK = "/api/sandbox/workflows/tasks/2770";
const STOP = "/api/sandbox/workflows/workflow_runs/476/stop";
const KEY = "b48f07af-928c-848a-b05c-58d2f467a761";

// Each under a key of its own: one that had left before would be refused for that.
const order = (key) => rerun("sandbox", 2770, key);

/** The request with another value for a header; `undefined` leaves the header out. */
function changed(asked, name, value) {
  const same = ([own]) => own.toLowerCase() === name.toLowerCase();
  const headers = asked.headers.flatMap((pair) => {
    if (!same(pair)) return [pair];
    return value === undefined ? [] : [[pair[0], value]];
  });
  return { ...asked, headers };
}

/** The request with one more header line. */
const more = (asked, name, value) => ({ ...asked, headers: [...asked.headers, [name, value]] });

const at = (path) => ({ ...reading("sandbox"), path });
const orderAt = (path) => ({ ...order(), path });
const by = (method, path) => request(method, path, [["Content-Length", "0"]]);

const FOREIGN_PAGES = [
  ...["cross-site", "same-site", "none", "", "Same-Origin", "same-origin, cross-site"].map(
    (site) => [
      `rerun, Sec-Fetch-Site ${JSON.stringify(site)}`,
      changed(order(), "Sec-Fetch-Site", site),
    ],
  ),
  ["rerun without Sec-Fetch-Site", changed(order(), "Sec-Fetch-Site")],
  [
    "rerun, two Sec-Fetch-Site, the last one cross-site",
    more(order(), "Sec-Fetch-Site", "cross-site"),
  ],
  ["read, cross-site", changed(reading("sandbox"), "Sec-Fetch-Site", "cross-site")],
  ["rerun without X-Reprise", changed(order(), "X-Reprise")],
  ["rerun, X-Reprise 0", changed(order(), "X-Reprise", "0")],
  ["rerun, X-Reprise twice", more(order(), "X-Reprise", "1")],
  ["read without X-Reprise", changed(reading("sandbox"), "X-Reprise")],
  [
    "a form's POST",
    {
      ...by("POST", `${TASK}/rerun`),
      headers: [
        ["Host", "reprise.test"],
        ["Content-Type", "application/x-www-form-urlencoded"],
        ["Content-Length", "0"],
      ],
    },
  ],
  [
    "preflight",
    {
      ...request("OPTIONS", `${TASK}/rerun`, [
        ["Origin", "https://evil.example"],
        ["Access-Control-Request-Method", "POST"],
        ["Access-Control-Request-Headers", "idempotency-key,x-reprise"],
      ]),
    },
  ],
  ["rebound name", changed(order(), "Host", "evil.example")],
  ["rebound name with our port", changed(order(), "Host", "reprise.test:81")],
  ["sub-domain", changed(order(), "Host", "a.reprise.test")],
  ["Zuora's own name", changed(order(), "Host", "rest.zuora.com")],
  ["no name", changed(order(), "Host")],
  ["two names", more(order(), "Host", "evil.example")],
];

const KEYS = [
  ["rerun without key", changed(order(), "Idempotency-Key")],
  ["rerun, empty key", changed(order(), "Idempotency-Key", "")],
  ["rerun, key of 21", changed(order(), "Idempotency-Key", KEY.slice(0, 21))],
  ["rerun, key of 65", changed(order(), "Idempotency-Key", "a".repeat(65))],
  ["rerun, colon in the key", changed(order(), "Idempotency-Key", KEY.replace("-", ":"))],
  ["rerun, blank in the key", changed(order(), "Idempotency-Key", KEY.replace("-", " "))],
  ["rerun, Latin-1 in the key", changed(order(), "Idempotency-Key", `${KEY}\u00e9`)],
  ["rerun, NUL in the key", changed(order(), "Idempotency-Key", `${KEY}\0`)],
  ["rerun, tab in the key", changed(order(), "Idempotency-Key", `${KEY}\t${KEY}`)],
  ["rerun, CR in the key", changed(order(), "Idempotency-Key", `${KEY}\rX: y`)],
  [
    "rerun, CR LF and another key behind the key",
    changed(order(), "Idempotency-Key", `${KEY}\r\nIdempotency-Key: ${crypto.randomUUID()}`),
  ],
  ["rerun, folded key", changed(order(), "Idempotency-Key", `${KEY}\r\n ${KEY}`)],
  ["rerun, two keys", more(order(), "Idempotency-Key", crypto.randomUUID())],
  ["rerun, the same key twice", more(order(KEY), "idempotency-key", KEY)],
  [
    "rerun, two keys in one line",
    changed(order(), "Idempotency-Key", `${KEY},${crypto.randomUUID()}`),
  ],
  ["rerun, Idempotency_Key beside it", more(order(), "Idempotency_Key", KEY)],
  [
    "rerun, Idempotency_Key in its place",
    more(changed(order(), "Idempotency-Key"), "Idempotency_Key", KEY),
  ],
  [
    "rerun, key declared as of this connection only",
    more(order(), "Connection", "close, idempotency-key"),
  ],
  ["read with a key", more(reading("sandbox"), "Idempotency-Key", KEY)],
  ["stop with a key", more(by("PUT", STOP), "Idempotency-Key", KEY)],
  ["read with a track id", more(reading("sandbox"), "Zuora-Track-Id", "rp-1")],
  ["stop with a track id", more(by("PUT", STOP), "Zuora-Track-Id", "rp-1")],
  ["rerun without track id", changed(order(), "Zuora-Track-Id")],
  ["rerun, colon in the track id", changed(order(), "Zuora-Track-Id", "rp:1")],
  ["rerun, quote in the track id", changed(order(), "Zuora-Track-Id", "rp'1")],
  ["rerun, track id of 65", changed(order(), "Zuora-Track-Id", "a".repeat(65))],
  ["rerun, two track ids", more(order(), "Zuora-Track-Id", "rp-2")],
  [
    "read, two entities",
    more(more(reading("sandbox"), "Zuora-Entity-Ids", "a"), "Zuora-Entity-Ids", "b"),
  ],
  ["read, two entities in one line", more(reading("sandbox"), "Zuora-Entity-Ids", "a,b")],
  ["read, blank in the organisations", more(reading("sandbox"), "Zuora-Org-Ids", "a b")],
  ["read, entity of 256", more(reading("sandbox"), "Zuora-Entity-Ids", "a".repeat(256))],
];

const PATHS = [
  ["%2f for a slash", at("/api/sandbox/workflows/tasks%2f2770")],
  ["%5c for a slash", at("/api/sandbox/workflows/tasks%5c2770")],
  ["backslash", at("/api/sandbox/workflows/tasks\\2770")],
  ["..", at("/api/sandbox/workflows/tasks/../tasks/2770")],
  [".. into another environment", at("/api/sandbox/../production/workflows/tasks/2770")],
  ["%2e%2e", at("/api/sandbox/workflows/tasks/%2e%2e/tasks/2770")],
  ["%252e%252e", at("/api/sandbox/workflows/%252e%252e/v1/accounts")],
  [".", at("/api/sandbox/workflows/./tasks/2770")],
  ["//", at("/api/sandbox//workflows/tasks/2770")],
  ["// at the start", at("//api/sandbox/workflows/tasks/2770")],
  ["//evil.example", at("//evil.example/api/sandbox/workflows/tasks/2770")],
  [";parameter", at(`${TASK};x=1`)],
  ["#fragment", at(`${TASK}#x`)],
  ["slash at the end", at(`${TASK}/`)],
  ["capitals", at("/API/sandbox/workflows/tasks/2770")],
  ["encoded letter", at("/api/sandbox/workflows/%74asks/2770")],
  ["%00", at(`${TASK}%00`)],
  ["NUL", at(`${TASK}\0`)],
  ["blank in the path", at(`${TASK} /x`)],
  ["CR LF in the path", at(`${TASK}%0d%0aX:y`)],
  ["task 0", at("/api/sandbox/workflows/tasks/0")],
  ["task -1", at("/api/sandbox/workflows/tasks/-1")],
  ["task 02770", at("/api/sandbox/workflows/tasks/02770")],
  ["task 1e3", at("/api/sandbox/workflows/tasks/1e3")],
  ["task of 21 digits", at(`/api/sandbox/workflows/tasks/${"9".repeat(21)}`)],
  ["query behind a task", at(`${TASK}?x=1`)],
  ["query behind a rerun: another address for the same key", orderAt(`${TASK}/rerun?x=1`)],
  ["list without query mark", at("/api/sandbox/workflows/tasks")],
  ["address in a list's query", at("/api/sandbox/workflows/tasks?next=http://evil.example/")],
  ["absolute address, own name", at(`http://reprise.test${TASK}`)],
  ["absolute address, another name", at(`http://evil.example${TASK}`)],
  ["absolute address, https", at("https://rest.zuora.com/workflows/tasks/2770")],
  ["unknown environment", at("/api/nowhere/workflows/tasks/2770")],
  ["no environment", at("/workflows/tasks/2770")],
  ["environment only", at("/api/sandbox")],
  ["two environments", at("/api/sandbox/api/production/workflows/tasks/2770")],
  ["longest path", at(`/api/sandbox/workflows/tasks?name=${"a".repeat(40_000)}`)],
];

const OPERATIONS = [
  ["list workflows", at("/api/sandbox/workflows")],
  ["read a workflow", at("/api/sandbox/workflows/416")],
  ["read usage", at("/api/sandbox/workflows/metrics.json")],
  ["export", at("/api/sandbox/workflows/416/export")],
  ["versions", at("/api/sandbox/workflows/416/versions")],
  ["batch_update", by("PUT", "/api/sandbox/workflows/tasks/batch_update")],
  ["run a workflow", orderAt("/api/sandbox/workflows/416/run")],
  ["import", orderAt("/api/sandbox/workflows/import")],
  ["import a version", orderAt("/api/sandbox/workflows/416/versions/import")],
  ["update a workflow", by("PATCH", "/api/sandbox/workflows/416")],
  ["delete a workflow", by("DELETE", "/api/sandbox/workflows/416")],
  ["delete a version", by("DELETE", "/api/sandbox/workflows/versions/1")],
  ["/v1", at("/api/sandbox/v1/accounts/1")],
  ["/v1 query", orderAt("/api/sandbox/v1/action/query")],
  ["/query/jobs", orderAt("/api/sandbox/query/jobs")],
  ["a token", orderAt("/api/sandbox/oauth/token")],
  ["the sandbox's keeper", at("/api/sandbox/_sandbox/executions")],
  ["GET rerun", at(`${TASK}/rerun`)],
  [
    "GET rerun with X-HTTP-Method-Override",
    more(at(`${TASK}/rerun`), "X-HTTP-Method-Override", "POST"),
  ],
  [
    "POST to a task with X-HTTP-Method-Override",
    more(orderAt(TASK), "X-HTTP-Method-Override", "DELETE"),
  ],
  ["GET rerun with ?_method=POST", at(`${TASK}/rerun?_method=POST`)],
  ["PUT rerun", { ...order(), method: "PUT" }],
  ["PATCH rerun", { ...order(), method: "PATCH" }],
  ["DELETE task", by("DELETE", TASK)],
  ["PUT task", by("PUT", TASK)],
  ["POST stop", orderAt(STOP)],
  ["GET stop", at(STOP)],
  ["HEAD task", { ...reading("sandbox"), method: "HEAD" }],
  ["OPTIONS task", { ...reading("sandbox"), method: "OPTIONS" }],
  ["OPTIONS *", { ...reading("sandbox"), method: "OPTIONS", path: "*" }],
  ["TRACE task", { ...reading("sandbox"), method: "TRACE" }],
  ["CONNECT another host", { ...reading("sandbox"), method: "CONNECT", path: "evil.example:443" }],
  ["CONNECT to a path", { ...reading("sandbox"), method: "CONNECT" }],
  ["post, in small letters", { ...order(), method: "post" }],
  ["an unknown method", { ...reading("sandbox"), method: "RERUN" }],
];

const withBody = (asked, body) => ({ ...changed(asked, "Content-Length", body.length), body });
const chunked = (asked, name, value, body) => ({
  ...more(changed(asked, "Content-Length"), name, value),
  body,
});
const inside = "1\r\nx\r\n0\r\n\r\n";

const WIRE = [
  ["rerun with a body", withBody(order(), "{}")],
  ["stop with a body", withBody(by("PUT", STOP), "{}")],
  ["read with a body", { ...more(reading("sandbox"), "Content-Length", "2"), body: "{}" }],
  ["rerun with a chunked body", chunked(order(), "Transfer-Encoding", "chunked", inside)],
  [
    "rerun with an empty chunked body",
    chunked(order(), "Transfer-Encoding", "chunked", "0\r\n\r\n"),
  ],
  ["both lengths", { ...more(order(), "Transfer-Encoding", "chunked"), body: inside }],
  ["two lengths", { ...more(order(), "Content-Length", "5"), body: "hello" }],
  ["length +0", changed(order(), "Content-Length", "+0")],
  ["length -1", changed(order(), "Content-Length", "-1")],
  ["Transfer-Encoding xchunked", chunked(order(), "Transfer-Encoding", "xchunked", inside)],
  [
    "Transfer-Encoding chunked, identity",
    chunked(order(), "Transfer-Encoding", "chunked, identity", inside),
  ],
  ["Transfer-Encoding with a tab", chunked(order(), "Transfer-Encoding", "\tchunked", inside)],
  [
    "Transfer-Encoding : (blank before the colon)",
    chunked(order(), "Transfer-Encoding ", "chunked", inside),
  ],
  [
    "a request inside a body",
    withBody(order(), "POST /workflows/tasks/2770/rerun HTTP/1.1\r\nHost: x\r\n\r\n"),
  ],
  ["HTTP/1.0", { ...order(), version: "HTTP/1.0" }],
  ["HTTP/0.9", "GET /api/sandbox/workflows/tasks/2770\r\n\r\n"],
  ["HTTP/2 without asking", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
  ["a WebSocket", more(more(reading("sandbox"), "Connection", "Upgrade"), "Upgrade", "websocket")],
  [
    "an upgrade to another protocol",
    more(more(order(), "Connection", "Upgrade"), "Upgrade", "TLS/1.0"),
  ],
  ["TLS without asking", "\x16\x03\x01\x00\x05hello\r\n\r\n"],
  ["headers of 20 kB", more(order(), "X-Long", "a".repeat(20_000))],
  [
    "200 headers",
    {
      ...order(),
      headers: [...order().headers, ...Array.from({ length: 200 }, (_, n) => [`X-${n}`, "1"])],
    },
  ],
  ["a header without name", more(order(), "", "x")],
  ["blank in a header's name", more(order(), "X Reprise", "1")],
  ["NUL in a header's name", more(order(), "X\0", "1")],
  ["line without colon", { ...order(), headers: [...order().headers, ["broken\r\nX", "1"]] }],
  ["head that never ends", `GET ${TASK} HTTP/1.1\r\nHost: reprise.test\r\n`],
];

export const HOSTILE = [...FOREIGN_PAGES, ...KEYS, ...PATHS, ...OPERATIONS, ...WIRE];

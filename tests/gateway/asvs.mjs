// OWASP ASVS 5.0.0, chapter 3, held against real answers: what is demanded in our own words, and
// the verdict with what proves it.
//
// A verdict is `met`, `not met` or `does not apply`; the last two say why, and are proven as well,
// so that a row that has become wrong fails.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { render } from "../../deploy/render.mjs";

const MET = "met";
const NOT_MET = "not met";
const NOT_OURS = "does not apply";

/** Every answer has this header exactly once, and its value fits. */
function all(answers, name, fits) {
  for (const { what, headers } of answers) {
    const values = headers.filter(([own]) => own === name).map(([, value]) => value);
    assert.equal(values.length, 1, `${what}: ${values.length} times ${name}`);
    assert.match(values[0], fits, `${what}: ${name}`);
  }
}

function none(answers, name) {
  for (const { what, headers } of answers)
    assert.ok(!headers.some(([own]) => own === name), `${what} has ${name}`);
}

const policy = "content-security-policy";
const directive = (name, value) => new RegExp(`(^|; )${name} ${value}(;|$)`);
const isPage = ({ header }) => /^text\/html/.test(header("content-type") ?? "");

/** Every one was refused by the gateway or the host, and nothing arrived at Zuora's. */
function refused({ answers, arrived }) {
  assert.ok(answers.length > 0);
  for (const { what, status, text } of answers) {
    assert.ok(status >= 400, `${what}: ${status}`);
    assert.ok(!text.includes("workflow_id"), `${what} tells of a task`);
  }
  assert.equal(arrived, 0, "something arrived");
}

/** Number, level, what is demanded, verdict, why, and the proof. */
export const ITEMS = [
  ["3.1.1", 3, "It is written down which protections a browser must have, and what happens without them.", MET, "Above.",
    () => assert.match(read("docs/security-headers.md"), /^## What a browser must have$/m)],
  ["3.2.1", 1, "An answer of the API that is opened as a page, or embedded, shows nothing.", MET,
    "The gateway answers 403 unless the browser vouches for a request of this page (Sec-Fetch-Site, X-Reprise); nosniff and a policy without scripts on every answer of the API.",
    ({ opened, api }) => {
      refused(opened);
      all(api, policy, directive("default-src", "'none'"));
    }],
  ["3.3.1", 1, "Cookies travel by TLS only and say so in their name.", MET,
    "Answers of the API and the page's files set none, and one of Zuora's is dropped. The gateway's own log-in sets `__Host-` cookies that are `Secure` (what Chromium made of them: `tests/gateway/page-sign-in.test.mjs`). That of a login proxy is looked for as `__Host-sign-in` unless another name is given.",
    ({ answers }) => {
      none(answers, "set-cookie");
      assert.equal(signInCookie(), "__Host-sign-in");
      assert.ok(Object.values(loginCookies()).every((name) => /^__Host-/.test(name)));
    }],
  ["3.3.2", 2, "Cookies are kept from requests of other sites.", MET,
    "`SameSite=Lax` for the gateway's own log-in: `Strict` would be missing when the provider leads back. What changes something is a POST or PUT, with which it is not sent. `deploy/README.md` asks a login proxy for `Strict`.",
    () => {
      for (const name of Object.keys(loginCookies()).filter((name) => name !== "refresh_token"))
        assert.match(read("deploy/envoy.yaml"), new RegExp(`\\b${name}_cookie_config: \\{ same_site: LAX \\}`));
      assert.match(readMe(), /cookie should be `Secure`, `HttpOnly`, `SameSite=Strict`/);
    }],
  ["3.3.3", 2, "Cookies belong to one host.", MET, "As 3.3.1.", () => assert.match(signInCookie(), /^__Host-/)],
  ["3.3.4", 2, "Scripts cannot read a cookie that is a credential.", MET,
    "`HttpOnly` for the gateway's own log-in (`page-sign-in.test.mjs`); `deploy/README.md` asks a login proxy for it.",
    () => assert.match(readMe(), /`HttpOnly`/)],
  ["3.3.5", 3, "Cookies are short enough to be kept.", NOT_OURS,
    "How long the provider's token is, is the provider's. A browser drops a cookie over 4 kB, and then nobody gets in.",
    ({ answers }) => none(answers, "set-cookie")],
  ["3.4.1", 1, "Every answer pins the host to TLS for a year or longer; from level 2 its sub-domains too.", MET,
    "Two years, with sub-domains. TLS itself is the site's to set up.",
    ({ answers }) => all(answers, "strict-transport-security", /^max-age=63072000; includeSubDomains$/)],
  ["3.4.2", 1, "Other origins may read only what is meant for them.", MET,
    "No answer lets any other origin read it, whatever `Origin` asks, and Zuora's leave is dropped.",
    ({ answers }) => ["access-control-allow-origin", "access-control-allow-credentials"].forEach((name) => none(answers, name))],
  ["3.4.3", 2, "Answers carry a content policy that at least forbids plug-ins and a changed base, and names where scripts come from.", MET,
    "On every answer; scripts come from this origin only, without inline scripts and eval.",
    ({ answers }) => {
      for (const [name, value] of [["object-src", "'none'"], ["base-uri", "'none'"], ["script-src", "'self' 'wasm-unsafe-eval'"]])
        all(answers, policy, directive(name, value));
    }],
  ["3.4.3", 3, "At level 3 the policy is made for each answer, with nonces or hashes.", NOT_MET,
    "The policy is the same for all answers, so that any static host can serve the page. Instead the document names the hash of each script, and Integrity-Policy makes browsers that know it demand one.",
    ({ answers, document }) => {
      all(answers, policy, /^(?!.*('nonce-|'sha\d))/);
      all(answers, "integrity-policy", /^blocked-destinations=\(script\)$/);
      for (const [tag] of document.text.matchAll(/<script[^>]*>|<link[^>]*rel=.?stylesheet[^>]*>/g)) assert.match(tag, /integrity=/);
    }],
  ["3.4.4", 2, "Every answer forbids to guess its type.", MET, "",
    ({ answers }) => all(answers, "x-content-type-options", /^nosniff$/)],
  ["3.4.5", 2, "Addresses of the page reach nobody as a referrer.", MET, "No referrer is sent to anyone.",
    ({ answers }) => all(answers, "referrer-policy", /^no-referrer$/)],
  ["3.4.6", 2, "By the content policy of every answer nobody may frame it.", MET, "",
    ({ answers }) => all(answers, policy, directive("frame-ancestors", "'none'"))],
  ["3.4.7", 3, "The content policy names an address for reports of what it stopped.", NOT_MET,
    "Nobody collects reports here: a collector would be one more way in, open to every visitor. A site that has one adds `report-to` to `headers.conf`. The tests count violations in the browser instead: 0.",
    ({ answers }) => all(answers, policy, /^(?!.*report-)/)],
  ["3.4.8", 3, "Whatever is shown as a document shares no window with other origins.", MET,
    "Error pages of the host included.",
    ({ answers }) => {
      const pages = answers.filter(isPage);
      assert.ok(pages.length >= 5, `${pages.length} pages`);
      all(pages, "cross-origin-opener-policy", /^same-origin$/);
    }],
  ["3.5.1", 1, "A request that a form or picture of another site could cause reaches nothing that matters.", MET,
    "Without a header that only this page can set, and the browser's word that it is of this origin, the gateway sends nothing on.",
    ({ forged }) => refused(forged)],
  ["3.5.2", 1, "What the browser's preflight protects cannot be had without one.", MET,
    "`X-Reprise` needs a preflight, a preflight is refused, and without `X-Reprise` nothing passes, whatever the type of the body.",
    ({ plain }) => refused(plain)],
  ["3.5.3", 1, "What changes something is not done by GET, HEAD or OPTIONS.", MET,
    "A rerun is a POST, a stop is a PUT; every other method is refused.",
    ({ safe }) => refused(safe)],
  ["3.5.8", 3, "What needs a sign-in cannot be loaded into other sites.", MET,
    "Every answer is for this origin only (Cross-Origin-Resource-Policy), and the gateway asks Sec-Fetch-Site first.",
    ({ answers }) => all(answers, "cross-origin-resource-policy", /^same-origin$/)],
  ["3.7.1", 2, "No technology that browsers have given up.", MET, "WebAssembly and scripts; plug-ins are forbidden.",
    ({ document }) => assert.doesNotMatch(document.text, /<(object|embed|applet)/i)],
  ["3.7.2", 2, "Nobody is sent on to a foreign host, unless it is on a list.", MET,
    "No answer leads to another host: the host's own redirects name none, Zuora's are passed without their address.",
    ({ answers, redirects }) => {
      assert.ok(redirects.length >= 2);
      for (const { what, header } of [...answers, ...redirects]) assert.match(header("location") ?? "/", /^\/(?!\/)/, what);
    }],
  ["3.7.3", 3, "Who is led out of the application is told before.", NOT_OURS, "Nothing leads out: the page has no link and no form to another host.",
    ({ answers, document }) => {
      all(answers, policy, directive("form-action", "'none'"));
      assert.doesNotMatch(document.text, /(href|action)=["']?https?:/);
    }],
  ["3.7.4", 3, "The domain is on the browsers' list of hosts that speak TLS only.", NOT_OURS,
    "The domain is the site's. The header leaves `preload` out, because it binds all of a domain.",
    ({ answers }) => all(answers, "strict-transport-security", /^(?!.*preload)/)],
  ["3.7.5", 3, "A browser without the expected protections is treated as documented.", MET,
    "As said above: without the browser's word for a request nothing is read and nothing rerun; without scripts or WebAssembly the document says what is missing.",
    ({ withoutWord, document }) => {
      refused(withoutWord);
      assert.match(document.text, /<noscript><p>[^<]*WebAssembly/);
    }],
];

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const readMe = () => read("deploy/README.md");

/** Where a gateway with a sign-in looks for its token, unless told otherwise. */
function signInCookie() {
  const signIn = { issuer: "https://id.example.org", audience: "reprise", jwks: "https://id.example.org/keys" };
  const zuora = { id: "a", kind: "sandbox", zuora: "https://rest.zuora.com", clientId: "a", secretFile: "/a" };
  const text = render({ socket: "/a", hosts: ["a"], memory: "/a", environments: [zuora], signIn });
  return /from_cookies: \["(.*)"\]/.exec(text)[1];
}

/** A row of the table in `docs/security-headers.md`. */
export const line = ([number, level, demanded, verdict, why]) =>
  `| ${number} | ${level} | ${demanded} | ${verdict} | ${why} |`;

/** What the gateway's own log-in calls its cookies. */
function loginCookies() {
  const block = /cookie_names:\n((?: +\w+: \S+\n)+)/.exec(read("deploy/envoy.yaml"))[1];
  return Object.fromEntries([...block.matchAll(/(\w+): (\S+)/g)].map(([, use, name]) => [use, name]));
}

// An OpenID provider of the test's own: a log-in page, codes, tokens, keys. It can also sign what no
// provider would.

import { createHash, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { createServer } from "node:http";

/** The client under which the sign-in is known to it. */
export const CLIENT = { id: "reprise", secret: "sign-in+secret/of=the&client" };

/** Who can log in, and what the provider knows of them. */
export const PEOPLE = {
  ada: { email: "ada@example.org", groups: ["billing-ops", "everyone"] },
  grace: { email: "grace@example.org", groups: ["everyone"] },
  linus: { email: "linus@example.org", groups: [] },
};

const coded = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

/** Starts it; it ends with `t`. `lives`: how many seconds its tokens do. */
export async function startProvider(t, { lives = 300 } = {}) {
  const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const jwk = { ...pair.publicKey.export({ format: "jwk" }), kid: "k", alg: "RS256", use: "sig" };
  const codes = new Map();
  const server = createServer(async (request, answer) => {
    const url = new URL(request.url, provider.issuer);
    const json = (status, value) => answer.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(value));
    provider.asked.push(url.pathname);
    if (url.pathname === "/keys") return json(200, { keys: [jwk] });
    if (url.pathname === "/authorize") return answer.writeHead(200, { "Content-Type": "text/html" }).end(logInPage(url.searchParams));
    if (url.pathname === "/enter") return answer.writeHead(302, { Location: entered(codes, url.searchParams) }).end();
    if (url.pathname === "/token") {
      const person = redeemed(codes, await form(request));
      if (person === undefined) return json(400, { error: "invalid_grant" });
      return json(200, { token_type: "Bearer", expires_in: lives, access_token: randomUUID(), id_token: provider.token(person) });
    }
    return answer.writeHead(204).end();
  });
  server.listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  t.after(() => (server.closeAllConnections(), server.close()));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = {
    issuer,
    asked: [],
    publicKey: pair.publicKey,
    privateKey: pair.privateKey,
    /** What a gateway is told of it. */
    signIn: { issuer, audience: CLIENT.id, jwks: `${issuer}/keys` },
    /** The claims of a token that is good, with changes; `undefined` leaves one out. */
    claims: (changes = {}) => {
      const now = Math.floor(Date.now() / 1000);
      return { iss: issuer, aud: CLIENT.id, sub: "1", iat: now, exp: now + lives, ...PEOPLE.ada, ...changes };
    },
    token: (changes) => signed(provider.claims(changes), {}, pair.privateKey),
  };
  return provider;
}

/** A token of these claims (or of this text), with changes in its head. */
export function signed(claims, head, privateKey) {
  const text = `${coded({ alg: "RS256", kid: "k", typ: "JWT", ...head })}.${coded(claims)}`;
  return `${text}.${sign("sha256", Buffer.from(text), privateKey).toString("base64url")}`;
}

/** Anybody may be anybody here: what is tested is what comes after. */
function logInPage(asked) {
  const kept = [...asked].map(([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`);
  const buttons = Object.keys(PEOPLE).map((name) => `<button name="who" value="${name}">Log in as ${name}</button>`);
  return `<!doctype html><title>Provider</title><form action="/enter">${kept.join("")}${buttons.join("")}</form>`;
}

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

function entered(codes, asked) {
  const code = randomUUID();
  codes.set(code, asked);
  const back = new URL(asked.get("redirect_uri"));
  back.searchParams.set("code", code);
  back.searchParams.set("state", asked.get("state"));
  return back.href;
}

/** Whose code it is: good once, for the client with its secret that asked for it. */
function redeemed(codes, given) {
  const asked = codes.get(given.get("code"));
  codes.delete(given.get("code"));
  const challenge = createHash("sha256").update(given.get("code_verifier") ?? "").digest("base64url");
  const isTheirs =
    given.get("client_id") === CLIENT.id &&
    given.get("client_secret") === CLIENT.secret &&
    given.get("redirect_uri") === asked?.get("redirect_uri") &&
    challenge === asked?.get("code_challenge");
  return isTheirs ? PEOPLE[asked.get("who")] : undefined;
}

async function form(request) {
  let text = "";
  for await (const part of request) text += part;
  return new URLSearchParams(text);
}

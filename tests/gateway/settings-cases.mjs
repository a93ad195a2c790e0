// Settings of the gateway that are right, and those that are not: what settings.test.mjs goes through.

const LOGIN = {
  authorize: "https://id.example.org/authorize",
  token: "https://id.example.org/token",
  secretFile: "/etc/reprise/secrets/sign-in",
  sessionFile: "/etc/reprise/secrets/session",
  address: "https://reprise.example.org",
};
const SIGN_IN = { issuer: "https://id.example.org", audience: "reprise", jwks: "https://id.example.org/keys", login: LOGIN };
const ENVIRONMENT = {
  id: "us-production",
  kind: "production",
  zuora: "https://rest.na.zuora.com",
  clientId: "5a4e0b0c-0000-4a6b-8c0d-000000000000",
  secretFile: "/etc/reprise/secrets/us-production",
};
const SITE = { listen: "443", folder: "/srv/reprise", certificate: "/etc/ssl/reprise.pem", certificateKey: "/etc/ssl/private/reprise.key" };
/** As the guide has them. */
export const SETTINGS = {
  $schema: "./gateway.schema.json",
  socket: "/run/reprise/gateway.sock",
  adminSocket: "/run/reprise/admin.sock",
  hosts: ["reprise.example.org"],
  memory: "/var/lib/reprise",
  accessLog: "/var/log/reprise/access.log",
  signIn: SIGN_IN,
  site: SITE,
  environments: [ENVIRONMENT],
};
/** A sign-in in front of nginx, which comes over a socket. */
export const FRONT = { signIn: undefined, site: { ...SITE, listen: "unix:/run/reprise-page/page.sock", operatorHeader: "x_signed_in" } };

export const whole = (changes) => ({ ...SETTINGS, ...changes });
export const environment = (changes) => ({ environments: [{ ...ENVIRONMENT, ...changes }] });
const signIn = (changes) => ({ signIn: { ...SIGN_IN, ...changes } });
export const login = (changes) => signIn({ login: { ...LOGIN, ...changes } });
const TCP = { socket: undefined, port: 8443, ...login({ socket: "/run/reprise/log-in.sock" }) };
const site = (changes) => ({ site: { ...SITE, ...changes } });
export const front = (changes) => ({ ...FRONT, site: { ...FRONT.site, ...changes } });

const NOBODY = { signIn: undefined, ...environment({ kind: "sandbox" }) };

/** What is taken: its name and the changes. */
export const TAKEN = {
  "as in hosting.md": {},
  "a sign-in in front of nginx, by a socket": FRONT,
  "a sign-in in front of nginx, from its address": front({ listen: "443", behind: ["10.0.0.7", "2001:db8::7"] }),
  "a sign-in in front of another host": { signIn: undefined, site: undefined, hostSignsIn: true },
  "a sandbox, and nobody signs in": NOBODY,
  "a container": { ...TCP, adminSocket: undefined, adminPort: 9901, localUsers: "trusted", ...login({ port: 8444 }) },
  "a token is asked for, so TCP is open to those who have one": TCP,
  "rights by groups": environment({ groups: ["everyone"], rerunGroups: ["billing-ops", "a.b:c/d@e"], stopGroups: ["billing-ops"] }),
  "rights by groups of a sign-in in front": { ...front({ groupsHeader: "x_forwarded_groups" }), ...environment({ groups: ["everyone"] }) },
  "a claim inside another, and one of each environment": { ...signIn({ claim: "profile.mail", groupsClaim: "realm_access.roles" }), environments: [ENVIRONMENT, { ...ENVIRONMENT, id: "b", readOnly: true }] },
};

/** What it is, the changes, the place that is named, and a word of what is said. */
export const REFUSED = [
  // Misspelt, or not known.
  ["signin", { signin: SIGN_IN }, "signin", "did you mean signIn?"],
  ["site.cert", site({ cert: "/etc/ssl/a.pem" }), "site.cert", "did you mean certificate?"],
  ["readonly", environment({ readonly: true }), "environments[0].readonly", "did you mean readOnly?"],
  ["operator_header", site({ operator_header: "x_signed_in" }), "site.operator_header", "did you mean operatorHeader?"],
  ["memory_days", { memory_days: 60 }, "memory_days", "did you mean memoryDays?"],
  ["a secret in the settings", environment({ clientSecret: "s3cret" }), "environments[0].clientSecret", "Known here"],
  ["a word of another program", { upstreams: {} }, "upstreams", "Known here"],
  ["constructor", { constructor: {} }, "constructor", "no such setting"],
  // Open doors.
  ["an address for all, and nobody signs in", { ...TCP, address: "0.0.0.0", localUsers: "trusted", ...NOBODY }, "address", "open to other machines"],
  ["the same in IPv6", { ...TCP, address: "::", localUsers: "trusted", ...NOBODY }, "address", "open to other machines"],
  ["a private address, and nobody signs in", { ...TCP, address: "10.1.2.3", localUsers: "trusted", ...NOBODY }, "address", "open to other machines"],
  ["no address", { ...TCP, address: "127.0.0.1.9", localUsers: "trusted", ...NOBODY }, "address", "no address"],
  ["TCP, which every user of the machine may open", { ...TCP, ...FRONT }, "port", "every user of this machine"],
  ["an administration that every user may open", { adminSocket: undefined, adminPort: 9901 }, "adminPort", "every user of this machine"],
  ["socket and port", { port: 8443, localUsers: "trusted" }, "port", "leave one of them out"],
  ["neither", { socket: undefined }, "socket", "missing"],
  ["an address without a port", { address: "127.0.0.1" }, "address", "beside port"],
  ["two sockets in one place", { adminSocket: SETTINGS.socket }, "adminSocket", "another socket"],
  ["a group with a blank", { hostGroup: "www-data root" }, "hostGroup", "will not do"],
  ["localUsers: true", { localUsers: true }, "localUsers", '"trusted"'],
  ["a production that nobody signs in to", { signIn: undefined }, "environments[0].kind", "nobody signs in"],
  ["signIn: false", { signIn: false }, "signIn", "must be an object"],
  ["hostSignsIn: false", { ...FRONT, hostSignsIn: false }, "hostSignsIn", "must be true"],
  ["hostSignsIn beside site", { signIn: undefined, hostSignsIn: true }, "hostSignsIn", "site.operatorHeader"],
  ["two who vouch", { site: FRONT.site }, "site.operatorHeader", "leave out the one"],
  ["a name that browsers send: cookie", front({ operatorHeader: "cookie" }), "site.operatorHeader", "something else"],
  ["authorization", front({ operatorHeader: "authorization" }), "site.operatorHeader", "something else"],
  ["host", front({ operatorHeader: "host" }), "site.operatorHeader", "something else"],
  ["user_agent", front({ operatorHeader: "user_agent" }), "site.operatorHeader", "something else"],
  ["x_forwarded_for", front({ operatorHeader: "x_forwarded_for" }), "site.operatorHeader", "something else"],
  ["x_requested_with", front({ operatorHeader: "x_requested_with" }), "site.operatorHeader", "something else"],
  ["as a browser writes it", front({ operatorHeader: "X-Signed-In" }), "site.operatorHeader", "small letters"],
  ["the same for name and groups", front({ groupsHeader: "x_signed_in" }), "site.groupsHeader", "another one"],
  ["a header that anybody can send to port 443", front({ listen: "443" }), "site.operatorHeader", "set this header itself"],
  ["a header that every user can send to loopback", front({ listen: "127.0.0.1:8080" }), "site.operatorHeader", "set this header itself"],
  ["a sign-in on the same machine, which every user may be", front({ listen: "8080", behind: ["127.0.0.1"] }), "site.behind[0]", "every user of this machine"],
  ["behind everybody", front({ listen: "443", behind: ["0.0.0.0/0"] }), "site.behind[0]", "will not do"],
  ["behind nobody", site({ behind: ["10.0.0.7"] }), "site.behind", "operatorHeader"],
  ["groups without a name", site({ groupsHeader: "x_groups" }), "site.groupsHeader", "operatorHeader"],
  // Who may do what.
  ["no kind", environment({ kind: undefined }), "environments[0].kind", "missing"],
  ["kind: prod", environment({ kind: "prod" }), "environments[0].kind", '"sandbox" or "production"'],
  ['readOnly: "yes"', environment({ readOnly: "yes" }), "environments[0].readOnly", "true or false"],
  ["read only, and who may rerun", environment({ readOnly: true, rerunGroups: ["a"] }), "environments[0].rerunGroups", "readOnly"],
  ["groups that are a text", environment({ groups: "billing-ops" }), "environments[0].groups", "must be a list"],
  ["groups that are empty", environment({ rerunGroups: [] }), "environments[0].rerunGroups", "is empty"],
  ["a group with a pattern", environment({ groups: [".*|"] }), "environments[0].groups[0]", "will not do"],
  ["groups where nobody signs in", { signIn: undefined, ...environment({ kind: "sandbox", groups: ["a"] }) }, "environments[0].groups", "nobody signs in"],
  ["groups where nobody tells them", { ...FRONT, ...environment({ groups: ["a"] }) }, "environments[0].groups", "groupsHeader"],
  // Times, names, numbers, files.
  ['timeout: "0s"', { timeout: "0s" }, "timeout", "will not do"],
  ["a time without unit", { timeout: "125" }, "timeout", "will not do"],
  ["a number as time", { timeout: 125 }, "timeout", "must be a text"],
  ["longer than the page waits", { timeout: "600s" }, "timeout", "will not do"],
  ["minutes", { timeout: "2m" }, "timeout", "will not do"],
  ["hosts: []", { hosts: [] }, "hosts", "is empty"],
  ["no hosts", { hosts: undefined }, "hosts", "missing"],
  ["any host", { hosts: ["*"] }, "hosts[0]", "will not do"],
  ["any host of a domain", { hosts: ["*.example.org"] }, "hosts[0]", "will not do"],
  ["a host with its protocol", { hosts: ["https://reprise.example.org"] }, "hosts[0]", "will not do"],
  ["a host twice", { hosts: ["reprise.example.org", "reprise.example.org"] }, "hosts", "twice"],
  ["a port of 0", { ...TCP, port: 0 }, "port", "less than 1"],
  ["a port of 65536", { ...TCP, port: 65_536 }, "port", "more than 65535"],
  ["a port that is text", { ...TCP, port: "8443" }, "port", "whole number"],
  ["no memory", { memory: undefined }, "memory", "missing"],
  ["a memory that is no whole path", { memory: "memory" }, "memory", "will not do"],
  ["a quote in a memory", { memory: '/var/lib/"..os.exit().."' }, "memory", "will not do"],
  ["a path that leads back", { memory: "/var/lib/../../etc" }, "memory", "will not do"],
  ["a memory that goes with a restart", { memory: "/run/reprise/memory" }, "memory", "after a restart"],
  ["a memory of one day", { memoryDays: 1 }, "memoryDays", "less than 2"],
  ["a memory of part of a day", { memoryDays: 2.5 }, "memoryDays", "whole number"],
  ["a memory without end", { memoryDays: 100_000 }, "memoryDays", "more than 999"],
  ["a journal that is no whole path", { journal: "journal" }, "journal", "will not do"],
  ["a quote in a journal", { journal: '/var/log/"..os.exit().."' }, "journal", "will not do"],
  ["a journal of no day", { journalDays: 0 }, "journalDays", "less than 1"],
  ["a journal of part of a day", { journalDays: 1.5 }, "journalDays", "whole number"],
  ["a socket with too long a path", { socket: `/${"a".repeat(100)}` }, "socket", "longer than"],
  ["a certificate without its key", site({ certificateKey: undefined }), "site.certificateKey", "missing"],
  ["a page without a folder", site({ folder: undefined }), "site.folder", "missing"],
  ["a line end in where nginx listens", site({ listen: "443;\n return 200" }), "site.listen", "will not do"],
  // Zuora.
  ["no environments", { environments: [] }, "environments", "is empty"],
  ["an environment that is a text", { environments: ["us"] }, "environments[0]", "must be an object"],
  ["an id twice", { environments: [ENVIRONMENT, ENVIRONMENT] }, "environments[1].id", "environments[0] has the same"],
  ["capitals in an id", environment({ id: "US" }), "environments[0].id", "will not do"],
  ["a slash in an id", environment({ id: "a/../b" }), "environments[0].id", "will not do"],
  ["an id of 33", environment({ id: "a".repeat(33) }), "environments[0].id", "longer than 32"],
  ["http to a foreign host", environment({ zuora: "http://rest.zuora.com" }), "environments[0].zuora", "https"],
  ["a host that is not Zuora's", environment({ zuora: "https://rest.zuora.com.evil.example" }), "environments[0].zuora", "none of Zuora's"],
  ["a host that ends like Zuora's", environment({ zuora: "https://rest.evilzuora.com" }), "environments[0].zuora", "none of Zuora's"],
  ["a name before the host", environment({ zuora: "https://rest.zuora.com@evil.example" }), "environments[0].zuora", "will not do"],
  ["a path behind the host", environment({ zuora: "https://rest.zuora.com/v1" }), "environments[0].zuora", "will not do"],
  ["a file as address", environment({ zuora: "file:///etc/passwd" }), "environments[0].zuora", "will not do"],
  ["no client", environment({ clientId: undefined }), "environments[0].clientId", "missing"],
  ["a line end in a client", environment({ clientId: "a\n  evil: true" }), "environments[0].clientId", "will not do"],
  ["a quote in a client", environment({ clientId: 'a", evil: "b' }), "environments[0].clientId", "will not do"],
  ["a secret in place of its file", environment({ secretFile: "s3cret" }), "environments[0].secretFile", "what stands here will not do"],
  ["a blank in a file", environment({ secretFile: "/run/a b" }), "environments[0].secretFile", "will not do"],
  ["keys that are neither", environment({ keys: "ok" }), "environments[0].keys", '"unproven" or "proven"'],
  ["keys that are true", environment({ keys: true }), "environments[0].keys", '"unproven" or "proven"'],
  // The sign-in.
  ["no audience", signIn({ audience: undefined }), "signIn.audience", "missing"],
  ["keys over http", signIn({ jwks: "http://id.example.org/keys" }), "signIn.jwks", "https"],
  ["keys that are no address", signIn({ jwks: "id.example.org" }), "signIn.jwks", "will not do"],
  ["an issuer with a query", signIn({ issuer: "https://id.example.org/?a=b" }), "signIn.issuer", "will not do"],
  ["a quote in a claim", signIn({ claim: 'a"b' }), "signIn.claim", "will not do"],
  ["one claim for name and groups", signIn({ claim: "groups" }), "signIn.claim", "groups"],
  ["the token where the name is", signIn({ header: "x-operator" }), "signIn.header", "something else"],
  ["the token where a browser has its own", signIn({ header: "authorization" }), "signIn.header", "will not do"],
  ["a cookie that another host may set", signIn({ cookie: "session" }), "signIn.cookie", "__Host-"],
  ["a log-in over http", login({ authorize: "http://id.example.org/authorize" }), "signIn.login.authorize", "https"],
  ["an address that is not the page's", login({ address: "https://other.example.org" }), "signIn.login.address", "not one of hosts"],
  ["a log-in that asks for no name", login({ scopes: ["email"] }), "signIn.login.scopes", "openid"],
  ["one file for both secrets", login({ sessionFile: LOGIN.secretFile }), "signIn.login.sessionFile", "one of its own"],
  ["a log-in that every user may ask", login({ port: 8444 }), "signIn.login.port", "every user of this machine"],
  ["no secret of the client", login({ secretFile: undefined }), "signIn.login.secretFile", "missing"],
];

// A Zuora that does nothing but answer, after so many milliseconds: `node upstream.mjs HOLD BYTES`
// prints its port. It is no sandbox, so that it does not hold up what is measured.

import { createServer } from "node:http";

const [hold, bytes] = process.argv.slice(2).map(Number);

const task = { id: 2770, status: "Error", data: { note: "" } };
task.data.note = "x".repeat(Math.max(0, bytes - JSON.stringify(task).length));
const body = Buffer.from(JSON.stringify(task));
const token = Buffer.from('{"access_token":"load","token_type":"bearer","expires_in":3599}');

const server = createServer((request, response) => {
  request.resume();
  const isToken = request.url === "/oauth/token";
  const content = isToken ? token : body;
  const answer = () => {
    response.writeHead(200, { "content-type": "application/json", "content-length": content.length });
    response.end(content);
  };
  if (isToken || hold === 0) answer();
  else setTimeout(answer, hold);
});
server.keepAliveTimeout = 120_000;
server.maxRequestsPerSocket = 0;
server.listen({ port: 0, host: "127.0.0.1", backlog: 4_096 }, () => console.log(server.address().port));

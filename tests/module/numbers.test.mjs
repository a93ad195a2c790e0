// What JavaScript sees is what the server sent: numbers, nulls, unknown fields, unicode, odd names.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, test } from "node:test";
import fc from "fast-check";
import { imported, install } from "./stage.mjs";

const installed = install();
const { default: init, Reprise } = await imported(installed);
await init({ explain: false });

let answer = "{}";
const server = createServer((_asked, reply) => {
  reply.setHeader("content-type", "application/json; charset=utf-8").end(answer);
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const api = `http://127.0.0.1:${server.address().port}`;
const zuora = new Reprise({ api, environment: "sandbox", salt: "0123456789abcdef" });
after(() => {
  zuora.destroy();
  server.closeAllConnections();
  server.close();
});

/** A value and how it is written; whole numbers of any size are BigInts where no number can hold them. */
const whole = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }).map((big) => ({ value: held(big), text: String(big) }));
const around = fc
  .tuple(fc.constantFrom(2n ** 53n, -(2n ** 53n), 2n ** 63n, 2n ** 64n, 10n ** 15n, 10n ** 16n), fc.integer({ min: -3, max: 3 }))
  .map(([big, more]) => ({ value: held(big + BigInt(more)), text: String(big + BigInt(more)) }));
const decimal = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => asWritten(JSON.stringify(value)));
const written = fc
  .constantFrom("1.10", "-0", "0.1e1", "1e400", "-1E+400", "1e-400", "12345678901234567890.0", "12345678901234567890e0", "1E5")
  .map((text) => ({ value: JSON.parse(text), text }));
const words = fc.constantFrom(null, true, false).map((value) => ({ value, text: String(value) }));
const unit = fc.oneof(fc.constant("grapheme"), fc.constant("binary"));
const string = unit
  .chain((unit) => fc.string({ unit }))
  .map((value) => value.toWellFormed?.() ?? value)
  .chain((value) => fc.constantFrom(JSON.stringify(value), escaped(value)).map((text) => ({ value: JSON.parse(text), text })));
const name = fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "toString", "12345678901234567890", "", "id "));

const { any } = fc.letrec((tie) => ({
  any: fc.oneof({ maxDepth: 4 }, whole, around, decimal, written, words, string, tie("list"), tie("object")),
  list: fc.array(tie("any"), { maxLength: 5 }).map((items) => ({
    value: items.map(({ value }) => value),
    text: `[${items.map(({ text }) => text).join(", ")}]`,
  })),
  object: fc.array(fc.tuple(name, tie("any")), { maxLength: 5 }).map(objectOf),
}));

/** A double that is written as a whole number is one. */
function asWritten(text) {
  return { value: /^-?\d+$/.test(text) && text !== "-0" ? held(BigInt(text)) : JSON.parse(text), text };
}

function held(big) {
  return Number.isSafeInteger(Number(big)) ? Number(big) : big;
}

function escaped(text) {
  const unit = (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return `"${text.split("").map(unit).join("")}"`;
}

/** Of a name that stands twice the last value counts, as everywhere in JavaScript. */
function objectOf(members) {
  const value = {};
  for (const [name, member] of members) {
    Object.defineProperty(value, name, { value: member.value, writable: true, enumerable: true, configurable: true });
  }
  return { value, text: `{ ${members.map(([name, { text }]) => `${JSON.stringify(name)}:${text}`).join(" ,")} }` };
}

test("1,000 tasks made by chance arrive as they were sent, down to the last digit", async () => {
  const task = fc.array(fc.tuple(name, any), { maxLength: 8 });
  const check = async (members) => {
    const { value, text } = objectOf([...members, ["id", { value: 7, text: "7" }]]);
    answer = text;
    const task = await zuora.getTask(7);
    assert.deepStrictEqual(task, value);
    assert.equal(zuora.source(task), text);
  };
  await fc.assert(fc.asyncProperty(task, check), { numRuns: 1000 });
});

for (const [text, value] of [
  ["9007199254740991", 9007199254740991],
  ["9007199254740992", 9007199254740992n],
  ["-9007199254740992", -9007199254740992n],
  ["1" + "0".repeat(1000), 10n ** 1000n],
  ["1.10", 1.1],
  ["-0", -0],
  ["1e400", Infinity],
  ["1e20", 1e20],
  ['"9007199254740993"', "9007199254740993"],
  ['"\\ud83d"', "\ud83d"],
  ['"\\u0000"', "\u0000"],
  ['"\u2028 é 漢 😀"', "\u2028 é 漢 😀"],
]) {
  test(`${text.slice(0, 40)} arrives as ${typeof value}`, async () => {
    answer = `{"id":7,"data":{"value":${text}}}`;
    assert.ok(Object.is((await zuora.getTask(7)).data.value, value));
  });
}

test("Ids beyond 2^53 are taken and asked for as they are", async () => {
  answer = '{"id":9007199254740993,"workflow_id":9007199254740995}';
  const task = await zuora.getTask(9007199254740993n);
  assert.deepEqual([task.id, task.workflow_id], [9007199254740993n, 9007199254740995n]);
});

test("An object from elsewhere is explained with its exact numbers, too", async () => {
  await init();
  const data = { Invoice: { Id: "2c92a0086f1d3c5e016f2a7b4c8d0e1f", Balance: 90071992547409931n, Currency: "USD" } };
  const { touches } = zuora.explain({ id: 7, status: "Error", error: "x", data });
  assert.equal(touches.amounts[0]?.sum, "90071992547409931");
});

test("A task of 5 MB comes whole", async () => {
  const rows = Array.from({ length: 57_856 }, (_, place) => `{"n":${2n ** 60n + BigInt(place)},"s":"é${place}","z":null}`);
  answer = `{"id":7,"data":{"rows":[${rows.join(",")}]}}`;
  const { data } = await zuora.getTask(7);
  assert.equal(data.rows.length, 57_856);
  assert.deepEqual(data.rows.at(-1), { n: 2n ** 60n + 57_855n, s: "é57855", z: null });
});

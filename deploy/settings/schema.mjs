// Judges a value by a JSON Schema, and tells every mistake with its place and what to write instead:
// the schema's own `description`.
//
// A validator of our own, because the host has Node and nothing else: no package is installed there.
// It knows the words below and refuses a schema with any other, so that none is passed over.

import { joined, mistake } from "./read.mjs";

const SAID = ["$schema", "$id", "title", "description", "default", "examples", "$defs", "$ref"];
const JUDGED = {
  type: (value, types) => [].concat(types).some((type) => isOf(value, type)) || `must be ${[].concat(types).map((type) => A[type]).join(" or ")}`,
  const: (value, only) => value === only || `must be ${JSON.stringify(only)}`,
  enum: (value, all) => all.includes(value) || `must be ${all.map((one) => JSON.stringify(one)).join(" or ")}`,
  pattern: (value, form) => typeof value !== "string" || new RegExp(form, "u").test(value) || WILL_NOT_DO,
  maxLength: (value, most) => typeof value !== "string" || value.length <= most || `is longer than ${most}`,
  minimum: (value, least) => typeof value !== "number" || value >= least || `is less than ${least}`,
  maximum: (value, most) => typeof value !== "number" || value <= most || `is more than ${most}`,
  minItems: (value, least) => !Array.isArray(value) || value.length >= least || "is empty",
  maxItems: (value, most) => !Array.isArray(value) || value.length <= most || `has more than ${most}`,
  uniqueItems: (value) => !Array.isArray(value) || new Set(value.map((one) => JSON.stringify(one))).size === value.length || "has the same twice",
};
const INSIDE = ["properties", "required", "additionalProperties", "items"];
const A = { object: "an object: { … }", array: "a list: [ … ]", string: "a text", boolean: "true or false", integer: "a whole number" };
const WILL_NOT_DO = "will not do";

function isOf(value, type) {
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  if (type === "array") return Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}

/** Every mistake of the value. */
export function judged(value, schema) {
  const mistakes = [];
  judge("", value, schema, schema, mistakes);
  return mistakes;
}

function judge(place, value, given, whole, mistakes) {
  const schema = given.$ref === undefined ? given : { ...found(whole, given.$ref), ...given };
  for (const word of Object.keys(schema))
    if (!SAID.includes(word) && !INSIDE.includes(word) && !(word in JUDGED)) throw new Error(`the schema says ${word}, which is not known here`);
  for (const [word, judgement] of Object.entries(JUDGED)) {
    const verdict = schema[word] === undefined || judgement(value, schema[word]);
    if (verdict === true) continue;
    mistakes.push(mistake(place, `${shown(place, value)} ${verdict}. Write ${schema.description}`));
    return;
  }
  if (isOf(value, "object")) members(place, value, schema, whole, mistakes);
  if (Array.isArray(value) && schema.items)
    value.forEach((item, at) => judge(joined(place, at), item, schema.items, whole, mistakes));
}

function members(place, value, schema, whole, mistakes) {
  const known = schema.properties ?? {};
  for (const name of schema.required ?? [])
    if (value[name] === undefined)
      mistakes.push(mistake(joined(place, name), `is missing. Write ${described(known[name], whole)}`));
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    if (Object.hasOwn(known, name)) judge(joined(place, name), member, known[name], whole, mistakes);
    else if (schema.additionalProperties === false) mistakes.push(mistake(joined(place, name), unknown(name, Object.keys(known))));
  }
}

const found = (whole, ref) => whole.$defs[ref.replace("#/$defs/", "")];
const described = (schema, whole) => schema.description ?? found(whole, schema.$ref).description;

/** A value as it may be shown: where a secret's file belongs, the secret itself may stand. */
function shown(place, value) {
  if (/(secret|session)File$/.test(place)) return "what stands here";
  const text = JSON.stringify(value);
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}

function unknown(name, known) {
  const near = known.map((one) => [distance(name, one), one]).sort(([a], [b]) => a - b)[0];
  const isNear = near !== undefined && near[0] <= Math.max(2, Math.floor(name.length / 3));
  return isNear ? `there is no such setting; did you mean ${near[1]}?` : `there is no such setting. Known here: ${known.filter((one) => one !== "$schema").join(", ")}`;
}

/** How many letters apart two names are, whatever their case: Levenshtein. */
function distance(one, other) {
  const [a, b] = [one, other].map((name) => name.toLowerCase().replace(/[^a-z0-9]/g, ""));
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  // A part of a name is near as well: `cert` is `certificate`.
  return a.length >= 3 && (b.startsWith(a) || a.startsWith(b)) ? Math.min(2, row[b.length]) : row[b.length];
}

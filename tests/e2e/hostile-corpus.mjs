// Two hundred tasks as a hostile or broken tenant could send them: each odd text in each place.

const LONG = 1_000_000;

/** JSON values as they are written, so that what no JavaScript value can hold is there, too. */
const VALUES = new Map([
  ["a script", JSON.stringify("<script>notice('script')</script>")],
  ["an image", JSON.stringify(`<img src="https://evil.example/x.png" onerror="notice('image')">`)],
  ["a drawing", JSON.stringify("<svg onload=notice('svg')><a xlink:href='javascript:notice(1)'>x</a></svg>")],
  ["a frame", JSON.stringify(`</bdi></code><iframe srcdoc="<script>parent.notice('frame')</script>"></iframe>`)],
  ["a form", JSON.stringify(`<form action="https://evil.example"><button autofocus onfocus="notice('form')">`)],
  ["a script's address", JSON.stringify("javascript:notice('address')")],
  ["an address of data", JSON.stringify("data:text/html,<script>parent.notice('data')</script>")],
  ["another host", JSON.stringify("//evil.example/path?x=1#y")],
  ["templates", JSON.stringify("{{constructor.constructor('notice(1)')()}} {% include 'x' %} ${notice(1)}")],
  ["a formula", JSON.stringify("=HYPERLINK(\"https://evil.example\",\"x\")")],
  ["header lines", JSON.stringify("x\r\nSet-Cookie: a=b\r\n\r\n<script>notice('line')</script>")],
  ["directions", JSON.stringify("invoice\u202e\u2066fdp.exe\u2069\u200f\u061c")],
  ["null bytes", '"a\\u0000b\\u0000"'],
  ["half a character", '"\\ud800 and \\udfff"'],
  ["marks on a letter", JSON.stringify(`a${"\u0301\u0489".repeat(5_000)}`)],
  ["joined signs", JSON.stringify("👩‍👩‍👧‍👦".repeat(2_000))],
  ["a prototype", '{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}}}'],
  ["doubled and empty keys", '{"":1,"":2,"a":3,"a":{"":[]},"toString":null}'],
  ["deep lists", "[".repeat(10_000) + "]".repeat(10_000)],
  ["deep objects", '{"a":'.repeat(10_000) + "1" + "}".repeat(10_000)],
  ["many items", `[${"1,".repeat(20_000)}1]`],
  ["odd numbers", `[1e999999,-0,0.1e-999999,${"9".repeat(5_000)},1.${"0".repeat(5_000)}]`],
  ["a long text", `"${"x".repeat(LONG)}"`],
  ["a long key", `{"${"k".repeat(LONG)}":1,"${"<b>".repeat(1_000)}":2}`],
  ["a long line of words", JSON.stringify("lorem ipsum ".repeat(20_000))],
]);

const task = (id, fields) => {
  const usual = { name: '"Hostile"', status: '"Error"', instance: "true", action_type: '"Callout"', data: "{}" };
  const all = Object.entries({ ...usual, ...fields });
  return `{"id":${id},${all.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(",")}}`;
};

const call = (value) => `{"Callout":{"URL":${value},"Response":{"Body":${value},"Code":${value}}},"Liquid":${value}}`;

/** Where the value stands: each gives a task's fields. */
const PLACES = new Map([
  ["the payload", (value) => ({ data: value })],
  ["a member", (value) => ({ data: `{"Account":{"Id":${value},"Number":${value}},"Email":${value}}` })],
  ["the words", (value) => ({ name: value, error: value, error_class: value, error_details: value })],
  ["the object", (value) => ({ object: value, object_id: value, start_time: value, end_time: value })],
  ["the parameters", (value) => ({ parameters: `{"fields":${value},"url":${value},"code":${value}}` })],
  ["a call", (value) => ({ data: call(value), parameters: `{"url":${value},"headers":${value}}` })],
  ["the kind", (value) => ({ action_type: value, call_type: value, tags: `[${value},${value}]`, status: value })],
  ["another field", (value) => ({ "<i>odd</i>": value, concurrent_limit: value, workflow_id: value })],
]);

/** The tasks: what each is, its id, and its text. */
export const corpus = [...PLACES].flatMap(([place, fields], row) =>
  [...VALUES].map(([what, value], column) => {
    const id = 50_000 + row * VALUES.size + column;
    return { title: `${what} in ${place}`, id, body: task(id, fields(value)) };
  }),
);

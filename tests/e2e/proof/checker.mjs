// What must hold of every history, whatever broke: judged by what the server executed, what
// arrived on the wire, and what the journals hold.

import { entries, open } from "./journal.mjs";

/** Headlines of a rerun that is over. */
export const OVER =
  /ran and ended well|ran again and ended|has run since|Nothing ran\.$|refused the rerun\.$|before it reached the task\.$|written down as (not )?run|Nothing was sent from here/;

const RAN = /ran and ended well|ran again and ended/;
const RAN_SOMEHOW = /has run since|started since/;
const DID_NOT_RUN = /Nothing ran\.|written down as not run/;

/** What a story violates. `ends` is the headline that the page ends with. */
export function violationsOf(story, ends) {
  return [
    ...atMostOnce(story),
    ...writtenAhead(story),
    ...oneDecision(story.journals.at(-1)),
    ...contradictions({ ...story, journals: story.journals.slice(-1) }, ends),
    ...isOver(story, ends),
  ];
}

/** I1: no more executions than decisions about the failed run, and never two under one key. */
function* atMostOnce({ executions, allowed }) {
  if (executions.length > allowed) yield `I1: ${executions.length} executions, ${allowed} allowed`;
  const keys = new Set(executions.map(({ key }) => key));
  if (keys.size < executions.length) yield "I1: two executions under one key";
}

/** R2: nothing is decided about a rerun that is open, be it under the same key. */
export function* oneDecision({ events }) {
  const isOpen = new Map();
  for (const { key, entry } of events) {
    if (entry.what === "decided" && isOpen.get(key)) yield `R2: decided twice under ${key}`;
    if (entry.what === "decided" || entry.what === "closed")
      isOpen.set(key, entry.what === "decided");
  }
}

/** I2: the key and track id of every POST stand in a journal, and stood there before it came. */
function* writtenAhead({ journals, wire, isShifted }) {
  const written = journals.flatMap((each) => entries(each, "sent"));
  for (const { key, track, at } of wire.arrivals) {
    if (key === undefined) yield "I6: a rerun without a key";
    const entry = written.find((sent) => sent.track === track && sent.key === key);
    if (entry === undefined) yield `I2: track ${track} arrived and stands in no journal`;
    else if (!isShifted && entry.at > at) yield `I2: track ${track} was written after it arrived`;
  }
}

/** I4: what the page says in the end is what the server did under the keys that it sent. */
export function* contradictions({ executions, journals }, ends) {
  const own = new Set(journals.flatMap((each) => entries(each, "sent").map(({ key }) => key)));
  const ran = executions.filter(({ key }) => own.has(key)).length;
  if (RAN.test(ends) && ran !== 1) yield `I4: “${ends}” and ${ran} executions`;
  if (RAN_SOMEHOW.test(ends) && executions.length === 0) yield `I4: “${ends}” and no execution`;
  if (DID_NOT_RUN.test(ends) && ran > 0) yield `I4: “${ends}” and ${ran} executions`;
}

/** I9: with the faults over, the story has an end, on the page and in the journal. */
function* isOver({ journals, isReadOnly, hasNoRerun }, ends) {
  if (isReadOnly || hasNoRerun) return;
  if (!OVER.test(ends)) yield `I9: it ends with “${ends}”`;
  if (open(journals.at(-1)).length > 0) yield "I9: an intent is still open";
}

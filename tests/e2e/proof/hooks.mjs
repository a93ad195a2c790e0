// Runs in the page before its own code: stops the whole page at one exact place, by a synchronous
// request that nobody answers, and moves the page's clock.
//
//   await page.addInitScript(hooks, { shift: 0 });
//   await page.evaluate(() => proof.stopAt("written", 2));   // when the second write is on the disk
//
// Places: `write` before the nth transaction that writes, `written` when it is complete and before
// the page hears of it, `send` before the nth POST is handed to the network, `answer` when its
// answer is there and before the page sees it. Counting begins with the call.

export function hooks({ shift = 0 } = {}) {
  const stops = [];
  const counts = {};
  const stand = (place) => {
    const request = new XMLHttpRequest();
    request.open("GET", `/_proof/hold/${place}`, false);
    try {
      request.send();
    } catch {
      // The line was cut while the page stood still: it goes on.
    }
  };
  const pass = (place, number) => {
    const at = stops.findIndex((stop) => stop.place === place && stop.number === number);
    if (at < 0) return;
    const [{ act }] = stops.splice(at, 1);
    if (act === undefined) stand(place);
    else act();
  };
  const next = (place) => (counts[place] = (counts[place] ?? 0) + 1);

  window.proof = {
    shift,
    /** Stands still at that place, or does something else there. */
    stopAt(place, number, act) {
      counts.write = counts.send = 0;
      stops.push({ place, number, act });
    },
    /** The nth write fails as when the disk is full. */
    fillDiskAt(number) {
      this.stopAt("write", number, () => {
        throw new DOMException("", "QuotaExceededError");
      });
    },
  };

  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (...given) {
    if (given[1] !== "readwrite") return transaction.apply(this, given);
    const number = next("write");
    pass("write", number);
    const begun = transaction.apply(this, given);
    begun.addEventListener("complete", () => pass("written", number));
    return begun;
  };

  const fetched = window.fetch.bind(window);
  window.fetch = (address, init) => {
    if (init?.method !== "POST") return fetched(address, init);
    const number = next("send");
    pass("send", number);
    return fetched(address, init).then((reply) => {
      pass("answer", number);
      return reply;
    });
  };

  const OwnDate = Date;
  const now = () => OwnDate.now() + window.proof.shift;
  window.Date = class extends OwnDate {
    constructor(...given) {
      if (given.length === 0) super(now());
      else super(...given);
    }
    static now = now;
  };
}

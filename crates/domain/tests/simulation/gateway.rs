//! A gateway with a memory: it passes a transmission on once, and a key once in 48 hours.
//!
//! | asked for | answer |
//! |---|---|
//! | a track id that has left, or was judged, before | 409, `LT`, and when |
//! | a key that has left before | 409, `LK`, and when |
//! | anything else | claimed: first the track, for good; then the key |
//!
//! A key is given back where nothing of it can have run: the gateway's own `-`, `UF`, `UH`, `NR`,
//! and Zuora's 401 and 429.

use std::collections::BTreeMap;

use reprise_domain::api::ApiReply;

use crate::chance::Chance;
use crate::date::{START, http};

/// How long a key or track is remembered.
const REMEMBERED_MS: i64 = 48 * 3_600_000;

/// What a gateway remembers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Memory {
    /// Nothing.
    #[default]
    None,
    /// Track ids: a silent copy is not passed on.
    TracksOnce,
    /// Track ids and keys.
    KeysOnce,
}

/// The gateway of a history.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Gate {
    pub(crate) memory: Memory,
    /// Whether there are two that share no store.
    pub(crate) is_two: bool,
    /// Whether the store is lost once, or comes only when keys are in use already.
    pub(crate) forgets: bool,
}

impl Gate {
    /// One gateway that forgets nothing.
    pub(crate) const fn with(memory: Memory) -> Self {
        Self { memory, is_two: false, forgets: false }
    }
}

/// What one store holds.
#[derive(Clone, Debug, Default)]
struct Store {
    since: i64,
    tracks: BTreeMap<String, i64>,
    /// By key: when it left first, and by which transmission.
    keys: BTreeMap<String, (i64, String)>,
    forgets_at: Option<i64>,
}

/// The gateways of a history.
#[derive(Clone, Debug)]
pub(crate) struct Gateways {
    gate: Gate,
    stores: Vec<Store>,
    chance: Chance,
}

/// A claim that a gateway's store holds for a transmission.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    store: usize,
    key: String,
    track: String,
}

impl Gateways {
    pub(crate) fn new(gate: Gate, mut chance: Chance) -> Self {
        // A gateway that was there before the history began.
        let long_ago = -30 * 24 * 3_600_000;
        let mut store = || Store {
            since: long_ago,
            forgets_at: gate.forgets.then(|| chance.below(3_600_000)),
            ..Store::default()
        };
        let stores = if gate.is_two { vec![store(), store()] } else { vec![store()] };
        Self { gate, stores, chance }
    }

    /// Whether a copy may go on; else what the gateway answers.
    pub(crate) fn claim(&mut self, key: &str, track: &str, now: i64) -> Result<Claim, ApiReply> {
        let place = self.place(now);
        let claim = Claim { store: place, key: key.to_owned(), track: track.to_owned() };
        if self.gate.memory == Memory::None {
            return Ok(claim);
        }
        let own = &mut self.stores[place];
        let is_known = |at: i64| now - at < REMEMBERED_MS;
        if let Some(at) = own.tracks.get(track).copied().filter(|at| is_known(*at)) {
            return Err(self.known("LT", at, place, now));
        }
        own.tracks.insert(track.to_owned(), now);
        if self.gate.memory == Memory::KeysOnce {
            if let Some((at, _)) = own.keys.get(key).filter(|(at, _)| is_known(*at)) {
                let at = *at;
                return Err(self.known("LK", at, place, now));
            }
            own.keys.insert(key.to_owned(), (now, track.to_owned()));
        }
        Ok(claim)
    }

    /// Nothing can have run of what was claimed: its key may go on once more.
    pub(crate) fn give_back(&mut self, claim: &Claim) {
        let keys = &mut self.stores[claim.store].keys;
        if keys.get(&claim.key).is_some_and(|(_, track)| *track == claim.track) {
            keys.remove(&claim.key);
        }
    }

    /// What stands on every answer of a gateway: since when it remembers, and what.
    pub(crate) fn remembers(&mut self, now: i64) -> Option<(String, String)> {
        let place = self.place(now);
        self.header(place)
    }

    fn header(&self, place: usize) -> Option<(String, String)> {
        let what = match self.gate.memory {
            Memory::None => return None,
            Memory::TracksOnce => "tracks",
            Memory::KeysOnce => "keys",
        };
        let since = seconds(self.stores[place].since);
        Some(("x-proxy-remembers".to_owned(), format!("{what}={since}")))
    }

    fn known(&self, mark: &str, at: i64, place: usize, now: i64) -> ApiReply {
        let named = |name: &str, value: String| (name.to_owned(), value);
        let mut headers = vec![
            named("date", http(START + now)),
            named("x-proxy-local", mark.to_owned()),
            named("x-proxy-left", seconds(at).to_string()),
        ];
        headers.extend(self.header(place));
        ApiReply { status: 409, headers, body: "".into() }
    }

    /// The gateway that a request comes to, after it lost its store if it was to.
    fn place(&mut self, now: i64) -> usize {
        let place = if self.gate.is_two { self.chance.place(2) } else { 0 };
        let own = &mut self.stores[place];
        if let Some(at) = own.forgets_at.filter(|at| now >= *at) {
            *own = Store { since: at, ..Store::default() };
        }
        place
    }
}

const fn seconds(ms: i64) -> i64 {
    (START + ms).div_euclid(1000)
}

#[cfg(test)]
mod tests {
    use super::{Claim, Gate, Gateways, Memory, REMEMBERED_MS};
    use crate::chance::Chance;

    fn gateway(memory: Memory) -> Gateways {
        Gateways::new(Gate::with(memory), Chance::new(1))
    }

    /// The mark of the answer that a request gets, if it may not go on.
    fn mark(claimed: &Result<Claim, reprise_domain::api::ApiReply>) -> Option<&str> {
        claimed.as_ref().err().and_then(|answer| answer.header("x-proxy-local"))
    }

    #[test]
    fn a_track_goes_on_once_even_when_its_key_was_given_back() {
        let mut own = gateway(Memory::KeysOnce);
        let first = own.claim("k", "t-1", 0).unwrap();
        own.give_back(&first);
        let copy = own.claim("k", "t-1", 1000);
        assert_eq!(mark(&copy), Some("LT"));
        let left = copy.as_ref().err().and_then(|answer| answer.header("x-proxy-left"));
        assert_eq!(left, Some("1795000000"));
        assert_eq!(mark(&own.claim("k", "t-2", 2000)), None);
    }

    #[test]
    fn a_key_goes_on_once_in_48_hours() {
        let mut own = gateway(Memory::KeysOnce);
        assert_eq!(mark(&own.claim("k", "t-1", 0)), None);
        assert_eq!(mark(&own.claim("k", "t-2", REMEMBERED_MS - 1)), Some("LK"));
        assert_eq!(mark(&own.claim("other", "t-3", 5)), None);
        assert_eq!(mark(&own.claim("k", "t-4", REMEMBERED_MS)), None);
        assert_eq!(mark(&gateway(Memory::TracksOnce).claim("k", "t-2", 1)), None);
    }

    #[test]
    fn only_the_transmission_that_claimed_a_key_gives_it_back() {
        let mut own = gateway(Memory::KeysOnce);
        let first = own.claim("k", "t-1", 0).unwrap();
        own.give_back(&first);
        own.claim("k", "t-2", 1).unwrap();
        // What is heard late of the first one says nothing of the second.
        own.give_back(&first);
        assert_eq!(mark(&own.claim("k", "t-3", 2)), Some("LK"));
    }

    #[test]
    fn every_answer_tells_since_when() {
        let told = |memory| gateway(memory).remembers(0).map(|(_, value)| value);
        assert_eq!(told(Memory::None), None);
        assert_eq!(told(Memory::TracksOnce).as_deref(), Some("tracks=1792408000"));
        assert_eq!(told(Memory::KeysOnce).as_deref(), Some("keys=1792408000"));
        let mut forgets =
            Gateways::new(Gate { forgets: true, ..Gate::with(Memory::KeysOnce) }, Chance::new(1));
        forgets.claim("k", "t-1", 0).unwrap();
        assert_eq!(mark(&forgets.claim("k", "t-1", 3_600_000)), None);
        assert_ne!(forgets.remembers(3_600_000).map(|(_, value)| value), told(Memory::KeysOnce));
    }
}

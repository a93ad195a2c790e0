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

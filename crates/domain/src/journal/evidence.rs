//! Evidence: the story of one decision as a file that shows when it was changed.
//!
//! ```json
//! {"reprise_evidence":1,
//! "key":"…",
//! "made_at":"2026-11-23T10:00:00.000Z",
//! "events":[
//! {"sha256":"…","entry":{…}},
//! {"sha256":"…","entry":{…}}
//! ],
//! "head":"…",
//! "seal":"…"}
//! ```
//!
//! An event's hash is SHA-256 over the hash before it (64 zeros before the first), a line feed
//! and the exact text of the entry. `head` is the last one's; `seal` is SHA-256 over `head`, a
//! line feed and `made_at`. So every character that means something is covered, and anyone can
//! check it with a few lines of their own. A hash is no signature: who writes the whole file
//! anew can write what they like.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::entry::{Entry, What};
use super::read::{Unreadable, entry};
use super::write::write;
use crate::payload::{Json, quoted};
use crate::rerun::Rerun;
use crate::rerun::key::IdempotencyKey;
use crate::time::UnixMillis;

/// Version of the file.
const VERSION: u64 = 1;

/// Largest file that is opened, in bytes.
pub const LARGEST: usize = 5_000_000;

/// What stands in place of a hash before the first event.
const NOTHING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A file that was opened: every hash of it fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The decision's key.
    pub key: IdempotencyKey,
    /// When the file was made, as written in it.
    pub made_at: String,
    /// Its events, oldest first.
    pub events: Vec<Event>,
}

/// One event of a file: its entry, and the hash that fits it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The hash, as 64 hexadecimal digits.
    pub sha256: String,
    /// The entry.
    pub entry: Entry,
}

impl Evidence {
    /// The story, for [`Rerun::replay`].
    #[must_use]
    pub fn story(&self) -> Vec<Entry> {
        self.events.iter().map(|event| event.entry.clone()).collect()
    }
}

/// Why a file is not taken as evidence. Events are counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvidenceTrouble {
    /// It is larger than [`LARGEST`].
    TooLarge,
    /// It is no JSON from that line on.
    NotJson(usize),
    /// It is JSON and no evidence: that member is missing, wrong, or one too many.
    NotEvidence(&'static str),
    /// A newer Reprise has made it.
    Newer,
    /// That event's hash does not fit: its entry was changed, or an event before it taken out.
    Altered(usize),
    /// That event fits after another one than it stands after: events were moved, taken out or
    /// put in.
    OutOfOrder(usize),
    /// All events fit, and `head` is that of an earlier one: those after it were added.
    Appended(usize),
    /// All events fit, and `head` is none of theirs: the last are missing, or it was changed.
    Head,
    /// Only `seal` does not fit: the time at which the file was made was changed.
    Seal,
    /// That event's entry is none that a Reprise writes.
    Entry(usize, Unreadable),
    /// The first event is no decision.
    NoDecision,
    /// That event is a decision with another key than the file's.
    OtherKey(usize),
}

/// Writes the evidence of a rerun, one event a line; `None` while nothing of it is written down.
#[must_use]
pub fn evidence(rerun: &Rerun, made_at: UnixMillis) -> Option<String> {
    let mut head = NOTHING.to_owned();
    let mut events = Vec::new();
    for entry in &rerun.story {
        let text = write(entry);
        head = hash(&head, &text);
        events.push(format!("{{\"sha256\":{},\"entry\":{text}}}", quoted(&head)));
    }
    let made_at = made_at.iso();
    (!events.is_empty()).then(|| {
        format!(
            "{{\"reprise_evidence\":{VERSION},\n\"key\":{},\n\"made_at\":{},\n\"events\":[\n{}\n],\n\"head\":{},\n\"seal\":{}}}\n",
            quoted(rerun.intent.key.as_str()),
            quoted(&made_at),
            events.join(",\n"),
            quoted(&head),
            quoted(&hash(&head, &made_at)),
        )
    })
}

/// Opens a file and checks all of it.
///
/// # Errors
///
/// [`EvidenceTrouble`]: the first thing that does not fit. Nothing is mended.
pub fn open(text: &str) -> Result<Evidence, EvidenceTrouble> {
    if text.len() > LARGEST {
        return Err(EvidenceTrouble::TooLarge);
    }
    let json =
        Json::parse(&Arc::from(text)).map_err(|error| EvidenceTrouble::NotJson(error.line()))?;
    version(&json)?;
    let names = ["reprise_evidence", "key", "made_at", "events", "head", "seal"];
    let [_, key, made_at, events, head, seal] = exactly(&json, names)?;
    let string = |json: &Json, name| json.string().ok_or(EvidenceTrouble::NotEvidence(name));
    let key = IdempotencyKey::read(&string(&key, "key")?);
    let key = key.ok_or(EvidenceTrouble::NotEvidence("key"))?;
    let made_at = string(&made_at, "made_at")?;
    let (head, seal) = (string(&head, "head")?, string(&seal, "seal")?);
    let raw = events.items().iter().map(raw_event).collect::<Result<Vec<_>, _>>()?;
    if raw.is_empty() {
        return Err(EvidenceTrouble::NotEvidence("events"));
    }
    check_chain(&raw, &head)?;
    if hash(&head, &made_at) != seal {
        return Err(EvidenceTrouble::Seal);
    }
    Ok(Evidence { events: read_events(raw, &key)?, key, made_at })
}

fn version(json: &Json) -> Result<(), EvidenceTrouble> {
    let version = json.member("reprise_evidence").and_then(|version| version.whole_number());
    match version {
        Some(VERSION) => Ok(()),
        Some(version) if version > VERSION => Err(EvidenceTrouble::Newer),
        _ => Err(EvidenceTrouble::NotEvidence("reprise_evidence")),
    }
}

/// The members of these names, each once, in this order, and no others.
fn exactly<const N: usize>(
    json: &Json,
    names: [&'static str; N],
) -> Result<[Json; N], EvidenceTrouble> {
    let members = json.members();
    let mut found = members.iter();
    for name in names {
        if found.next().is_none_or(|(own, _)| own != name) {
            return Err(EvidenceTrouble::NotEvidence(name));
        }
    }
    let values: Vec<_> = members.into_iter().map(|(_, value)| value).collect();
    // One too many is the only thing left that can be wrong.
    values.try_into().map_err(|_| EvidenceTrouble::NotEvidence("}"))
}

/// An event as it stands in the file: its hash, and the entry unread.
type Raw = (String, Json);

fn raw_event(json: &Json) -> Result<Raw, EvidenceTrouble> {
    let [sha256, entry] = exactly(json, ["sha256", "entry"])?;
    Ok((sha256.string().ok_or(EvidenceTrouble::NotEvidence("sha256"))?, entry))
}

fn check_chain(events: &[Raw], head: &str) -> Result<(), EvidenceTrouble> {
    let mut before = NOTHING;
    for (place, (sha256, entry)) in events.iter().enumerate() {
        if hash(before, entry.text()) != *sha256 {
            let moved = is_of_another_place(events, sha256, entry.text());
            let trouble =
                if moved { EvidenceTrouble::OutOfOrder } else { EvidenceTrouble::Altered };
            return Err(trouble(place + 1));
        }
        before = sha256;
    }
    match events.iter().position(|(sha256, _)| sha256 == head) {
        Some(place) if place + 1 == events.len() => Ok(()),
        Some(place) => Err(EvidenceTrouble::Appended(place + 1)),
        None => Err(EvidenceTrouble::Head),
    }
}

/// Whether the entry's text is untouched and only stands after another event than it did.
fn is_of_another_place(events: &[Raw], sha256: &str, text: &str) -> bool {
    // The search may cost no more than ten times what checking the largest file does.
    let is_cheap = events.len().saturating_mul(text.len() + NOTHING.len()) < LARGEST * 10;
    let others = events.iter().map(|(sha256, _)| sha256.as_str());
    is_cheap && others.chain([NOTHING]).any(|before| hash(before, text) == sha256)
}

fn read_events(raw: Vec<Raw>, key: &IdempotencyKey) -> Result<Vec<Event>, EvidenceTrouble> {
    let mut events = Vec::with_capacity(raw.len());
    for (place, (sha256, json)) in (1..).zip(raw) {
        let entry = entry(&json).map_err(|wrong| match wrong {
            Unreadable::Newer => EvidenceTrouble::Newer,
            wrong @ Unreadable::Wrong(_) => EvidenceTrouble::Entry(place, wrong),
        })?;
        match &entry.what {
            What::Decided(intent) if intent.key != *key => {
                return Err(EvidenceTrouble::OtherKey(place));
            }
            What::Decided(_) => {}
            _ if place == 1 => return Err(EvidenceTrouble::NoDecision),
            _ => {}
        }
        events.push(Event { sha256, entry });
    }
    Ok(events)
}

fn hash(before: &str, text: &str) -> String {
    let mut hash = Sha256::new();
    for part in [before, "\n", text] {
        hash.update(part);
    }
    let mut hex = String::with_capacity(NOTHING.len());
    for byte in hash.finalize() {
        let halves = [byte >> 4, byte & 0xf].into_iter();
        hex.extend(halves.filter_map(|half| char::from_digit(half.into(), 16)));
    }
    hex
}

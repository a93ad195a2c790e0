//! The key under which Zuora knows one decision again.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::header::HeaderText;
use crate::task::Task;
use crate::tenancy::Scope;
use crate::time::UnixMillis;

/// The failed run that is to be run again: how the task stood when the operator decided.
///
/// Two are equal when they name the same instants, however these are written.
#[derive(Clone, Debug)]
pub struct Basis {
    /// Status as written.
    pub status: Option<String>,
    /// Start as written.
    pub start_time: Option<String>,
    /// End as written.
    pub end_time: Option<String>,
}

impl PartialEq for Basis {
    fn eq(&self, other: &Self) -> bool {
        self.status == other.status && self.has_times_of(other)
    }
}

impl Eq for Basis {}

/// A time as the instant that it names; as it is written where it names none.
fn instant(written: Option<&str>) -> Option<String> {
    let written = written?;
    Some(UnixMillis::parse(written).map_or_else(|| written.to_owned(), |at| at.0.to_string()))
}

impl Basis {
    /// The basis that a reading of the task gives.
    #[must_use]
    pub fn of(task: &Task) -> Self {
        Self {
            status: task.status.as_ref().map(|status| status.word().to_owned()),
            start_time: task.start_time.clone(),
            end_time: task.end_time.clone(),
        }
    }

    /// Whether both times are the same instants.
    #[must_use]
    pub fn has_times_of(&self, other: &Self) -> bool {
        let same = |own: &Option<String>, others: &Option<String>| {
            own == others || instant(own.as_deref()) == instant(others.as_deref())
        };
        same(&self.start_time, &other.start_time) && same(&self.end_time, &other.end_time)
    }

    /// Whether the basis tells one run of the task from the next: it needs a time.
    #[must_use]
    pub const fn names_a_run(&self) -> bool {
        self.start_time.is_some() || self.end_time.is_some()
    }

    /// Whether it shows a run before `other`, or the same run before its end: a reading from a
    /// copy that lags behind, which is no evidence of anything that came after. Never said when
    /// the start is missing and nothing else tells.
    ///
    /// LIVE-UNVERIFIED(that a rerun gives the task a new `start_time`; no published answer shows
    /// it; if it keeps the old one, a rerun is believed only once it has ended anew)
    #[must_use]
    pub fn is_older_than(&self, other: &Self) -> bool {
        let earlier = |own: &Option<String>, others: &Option<String>| {
            let read = |time: &Option<String>| UnixMillis::parse(time.as_deref()?);
            matches!((read(own), read(others)), (Some(own), Some(others)) if own < others)
        };
        let before_its_end = self.start_time.is_some()
            && instant(self.start_time.as_deref()) == instant(other.start_time.as_deref())
            && self.end_time.is_none()
            && other.end_time.is_some();
        before_its_end
            || earlier(&self.start_time, &other.start_time)
            || earlier(&self.end_time, &other.end_time)
    }
}

/// Value of `Idempotency-Key`: a UUID, made once per decision.
///
/// Zuora keeps it 24 hours with the saved answer, good or bad.
/// Source: Zuora developer guide, "Idempotent requests" (September 2026).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// Derives the key from the failed run, so that a second operator, a second browser or a
    /// wiped profile arrives at the same one.
    ///
    /// A UUID of version 8 from SHA-256 over salt, tenant, method, path, basis and generation. It
    /// belongs to the Zuora tenant and to instants, not to names and texts: the environment counts
    /// only where the configuration names no tenant; entity and organisations never, for whichever are
    /// chosen, it is the same task; and a time is its instant, however it is written. A failed run
    /// without times has the key of all such runs of its task: the second of them costs a finding.
    /// LIVE-UNVERIFIED(that Zuora takes a version 8 UUID; its guide speaks of version 4; if it
    /// does not, use [`Self::from_chance`])
    #[must_use]
    pub fn derive(salt: &str, scope: &Scope, path: &str, basis: &Basis, generation: u32) -> Self {
        let generation = generation.to_string();
        let (start, end) =
            (instant(basis.start_time.as_deref()), instant(basis.end_time.as_deref()));
        let (kind, name) = scope.parts();
        let parts = [
            Some(salt),
            Some(kind),
            Some(name),
            Some("POST"),
            Some(path),
            basis.status.as_deref(),
            start.as_deref(),
            end.as_deref(),
            Some(&generation),
        ];
        let mut hash = Sha256::new();
        for part in parts {
            // The length before the text keeps ("ab", "c") apart from ("a", "bc").
            let length = part.map_or(u64::MAX, |text| text.len() as u64);
            hash.update(length.to_be_bytes());
            hash.update(part.unwrap_or_default());
        }
        let digest = hash.finalize();
        let bytes = digest.iter().take(16).fold(0_u128, |sum, byte| sum << 8 | u128::from(*byte));
        Self::uuid(bytes, 8)
    }

    /// Makes a random key (UUID version 4).
    #[must_use]
    pub fn from_chance(chance: u128) -> Self {
        Self::uuid(chance, 4)
    }

    fn uuid(bits: u128, version: u128) -> Self {
        let bits = bits & !(0xf << 76) | version << 76;
        let bits = bits & !(0x3 << 62) | 0x2 << 62;
        let digits = format!("{bits:032x}");
        let mut text = String::with_capacity(36);
        for (place, digit) in digits.chars().enumerate() {
            if matches!(place, 8 | 12 | 16 | 20) {
                text.push('-');
            }
            text.push(digit);
        }
        Self(text)
    }

    /// The key's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Takes a key as a journal holds it: 32 lower-case hexadecimal digits and four hyphens.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let fits = |(place, sign): (usize, u8)| match place {
            8 | 13 | 18 | 23 => sign == b'-',
            _ => matches!(sign, b'0'..=b'9' | b'a'..=b'f'),
        };
        let is_key = text.len() == 36 && text.bytes().enumerate().all(fits);
        is_key.then(|| Self(text.to_owned()))
    }

    /// The value of the header.
    #[must_use]
    pub fn header(&self) -> HeaderText {
        HeaderText::from_key(self)
    }
}

impl fmt::Debug for IdempotencyKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Display for IdempotencyKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

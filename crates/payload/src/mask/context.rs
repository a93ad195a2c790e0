//! Secrets by what stands around a value.

use super::name::{
    Telling, is_harmless_inside, is_named_by_sibling, names_a_bank, names_a_secret,
    names_an_account, names_its_sibling, telling,
};
use super::{Policy, SecretKind, look, text};
use crate::characters::resolved;
use crate::document::{Document, NONE};
use crate::json::{Json, Kind};
use crate::level::{Entry, Level};

/// An object with more members is no pair of a key and its value.
const LARGEST_PAIR: u32 = 64;

/// Why a text or number is a secret, or holds one; nothing for other values. The keys around it
/// count up to the outermost value of its text. Takes a step for each of them.
#[must_use]
pub fn secret_of(json: &Json, policy: Policy) -> Option<SecretKind> {
    match json.kind() {
        Kind::Text | Kind::Number => {
            let own = json.characters().unwrap_or_else(|| json.text());
            if named(json).hides(own) {
                return Some(SecretKind::Named);
            }
            match json.characters() {
                Some(inner) => text::kind_in(&resolved(inner), policy),
                None => look::is_card(own).then_some(SecretKind::Card),
            }
        }
        _ => None,
    }
}

/// What the keys say of a value.
pub(super) struct Naming {
    telling: Telling,
    /// The key that says it.
    pub(super) name: String,
    /// Whether a key is about a bank.
    bank: bool,
}

impl Naming {
    const NOTHING: Self = Self { telling: Telling::Nothing, name: String::new(), bank: false };

    /// Whether a value that is no container is a secret by its name.
    pub(super) fn hides(&self, value: &str) -> bool {
        self.telling.hides(value)
    }

    /// What is said of a member of that key, given what is said of everything around it.
    fn of_member(
        around: &Self,
        key: &str,
        is_container: bool,
        is_of_pair: impl FnOnce() -> Option<String>,
    ) -> Self {
        let bank = around.bank || (is_container && names_a_bank(key));
        let told = |telling, name: &str| Self { telling, name: name.to_owned(), bank };
        if around.telling == Telling::Secret && !is_harmless_inside(key) {
            return told(Telling::Secret, key);
        }
        if is_named_by_sibling(key)
            && let Some(name) = is_of_pair()
        {
            return told(Telling::Secret, &name);
        }
        match telling(key) {
            Telling::Nothing if around.bank && names_an_account(key) => {
                told(Telling::IfNumber, key)
            }
            Telling::Nothing => Self { bank, ..Self::NOTHING },
            telling => told(telling, key),
        }
    }

    /// What is said of an item of a list that this is said of.
    fn of_item(around: &Self, document: &Document, place: u32, start: usize) -> Self {
        let (telling, name) = match named_by_item(document, place, start) {
            Some(name) if around.telling == Telling::Nothing => (Telling::IfKey, name),
            _ => (around.telling, around.name.clone()),
        };
        Self { telling, name, bank: around.bank }
    }
}

/// A container around what is read.
pub(super) struct Around {
    place: u32,
    naming: Naming,
    /// What its member names that is called `value`.
    pair: Pair,
}

/// An object that may be a key and its value.
enum Pair {
    /// Nobody asked yet.
    Unread,
    /// It names this secret, or none.
    Read(Option<String>),
}

impl Pair {
    fn named(&mut self, document: &Document, place: u32) -> Option<String> {
        if matches!(self, Self::Unread) {
            *self = Self::Read(named_by_pair(document, place));
        }
        match self {
            Self::Read(named) => named.clone(),
            Self::Unread => None,
        }
    }
}

impl Around {
    pub(super) const fn of(place: u32, naming: Naming) -> Self {
        Self { place, naming, pair: Pair::Unread }
    }

    /// What is said of an entry.
    pub(super) fn naming(&mut self, document: &Document, entry: &Entry) -> Naming {
        let Some(key) = entry.key(document) else {
            return Naming::of_item(&self.naming, document, self.place, entry.value.start);
        };
        let (place, pair) = (self.place, &mut self.pair);
        Naming::of_member(&self.naming, &key, entry.place != NONE, || pair.named(document, place))
    }
}

/// What the keys around a value say of it, up to the outermost.
pub(super) fn named(json: &Json) -> Naming {
    let document = json.document();
    let mut around = Vec::new();
    let mut start = json.span().start;
    let mut holder = holder_of(json);
    loop {
        around.push((document.key_before(start), holder, start));
        let Some(own) = document.container(holder) else { break };
        (start, holder) = (own.start as usize, own.parent);
    }
    let mut naming = Naming::NOTHING;
    for (key, holder, start) in around.iter().rev() {
        naming = match key {
            Some(key) => {
                let inner = document.text().get(key.start + 1..key.end - 1).unwrap_or_default();
                let pair = || named_by_pair(document, *holder);
                Naming::of_member(&naming, &resolved(inner), true, pair)
            }
            None => Naming::of_item(&naming, document, *holder, *start),
        };
    }
    naming
}

/// What the first of two items names, if the second of them is asked for: `["X-Api-Key", "…"]`.
fn named_by_item(document: &Document, place: u32, start: usize) -> Option<String> {
    if document.container(place)?.count != 2 {
        return None;
    }
    let first = Level::of(document, place).next(document)?;
    if first.value.start == start || !first.key.is_empty() {
        return None;
    }
    let name = document.text().get(first.value)?.strip_prefix('"')?.strip_suffix('"')?;
    let name = resolved(name);
    names_a_secret(&name).then(|| name.into_owned())
}

/// The place of the container that a value is in.
fn holder_of(json: &Json) -> u32 {
    let document = json.document();
    match document.container(json.place()) {
        Some(own) => own.parent,
        None => document.around(json.span().start).unwrap_or(NONE),
    }
}

/// What a member of the object names that is its `value`, if that is a secret.
fn named_by_pair(document: &Document, place: u32) -> Option<String> {
    document.container(place).filter(|own| own.count <= LARGEST_PAIR)?;
    let mut level = Level::of(document, place);
    while let Some(entry) = level.next(document) {
        if !entry.key(document).is_some_and(|key| names_its_sibling(&key)) {
            continue;
        }
        let name = document.text().get(entry.value.clone()).unwrap_or_default();
        if let Some(name) = name.strip_prefix('"').and_then(|name| name.strip_suffix('"')) {
            let name = resolved(name);
            if names_a_secret(&name) {
                return Some(name.into_owned());
            }
        }
    }
    None
}

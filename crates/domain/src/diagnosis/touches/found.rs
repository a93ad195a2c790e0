//! What was found so far: each thing once, each money field added up.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, Hasher, RandomState};

use super::decimal::Decimal;
use super::{Amount, Group, SHOWN, Thing, Touched};
use crate::diagnosis::cause::Certainty;
use crate::diagnosis::spot::{LONGEST_CITED, Part, Spot};
use crate::task::Task;

/// Beyond so many names nothing is compared any more, so that memory stays bounded.
const MOST_NAMES: usize = 300_000;
/// So many money fields and currencies are kept apart.
const MOST_SUMS: usize = 40;

/// What one place says of one thing.
#[derive(Clone, Debug, Default)]
pub(super) struct Mention<'a> {
    pub(super) id: Option<Cow<'a, str>>,
    pub(super) number: Option<Cow<'a, str>>,
    pub(super) name: Option<Cow<'a, str>>,
}

impl Mention<'_> {
    pub(super) const fn is_empty(&self) -> bool {
        self.is_unnumbered() && self.name.is_none()
    }

    /// Whether it is known by its name alone, which two may share.
    pub(super) const fn is_unnumbered(&self) -> bool {
        self.id.is_none() && self.number.is_none()
    }
}

/// Names by their hash: 64 bits stand for a name, so that a hundred thousand of them stay small. That
/// two share one is as likely as one in billions, and would count them as one.
type Names = HashMap<u64, usize, BuildHasherDefault<Hashed>>;

/// Takes a hash as it is.
#[derive(Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {}

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

#[derive(Debug, Default)]
struct Bag {
    hashes: RandomState,
    known: Names,
    count: usize,
    and_more: bool,
    shown: Vec<Touched>,
}

/// A money field in one currency.
#[derive(Debug)]
pub(super) struct Sum<'a> {
    pub(super) thing: Option<Thing>,
    pub(super) field: Cow<'a, str>,
    pub(super) currency: Option<Cow<'a, str>>,
    total: Decimal,
    count: u64,
    left_out: u64,
    spot: Spot,
}

/// Everything found.
#[derive(Debug, Default)]
pub(super) struct Found<'a> {
    bags: [Bag; Thing::ALL.len()],
    sums: Vec<Sum<'a>>,
    /// The currencies of accounts, up to two different ones.
    currencies: Vec<Cow<'a, str>>,
    /// Whether something was left aside.
    pub(super) cut: bool,
}

impl<'a> Found<'a> {
    /// Notes a thing; `spot` is asked only for one that is new and shown.
    pub(super) fn mention(
        &mut self,
        thing: Thing,
        mention: &Mention<'a>,
        certainty: Certainty,
        spot: impl FnOnce() -> Spot,
    ) {
        let place = Thing::ALL.iter().position(|own| *own == thing);
        let Some(bag) = place.and_then(|place| self.bags.get_mut(place)) else { return };
        bag.add(mention, certainty, spot);
    }

    /// Adds an amount; `spot` is asked only for the first of its field and currency.
    pub(super) fn pay(
        &mut self,
        (thing, field, currency): (Option<Thing>, &Cow<'a, str>, Option<&Cow<'a, str>>),
        amount: Option<Decimal>,
        spot: impl FnOnce() -> Spot,
    ) {
        let same = |own: &&mut Sum<'a>| {
            own.thing == thing && own.field == *field && own.currency.as_ref() == currency
        };
        if let Some(own) = self.sums.iter_mut().find(same) {
            return own.add(amount);
        }
        if self.sums.len() >= MOST_SUMS {
            self.cut = true;
            return;
        }
        let (field, currency) = (field.clone(), currency.cloned());
        let (total, count, left_out) = (Decimal::default(), 0, 0);
        let mut own = Sum { thing, field, currency, total, count, left_out, spot: spot() };
        own.add(amount);
        self.sums.push(own);
    }

    /// Notes an account's currency.
    pub(super) fn currency(&mut self, currency: Cow<'a, str>) {
        if self.currencies.len() < 2 && !self.currencies.contains(&currency) {
            self.currencies.push(currency);
        }
    }

    /// The object that the task works on.
    ///
    /// Source: Zuora API reference 2026-09-11, schema Task: `object`, `object_id`.
    pub(super) fn object(&mut self, task: &Task) {
        let thing = match task.object.as_deref() {
            Some("Account") => Thing::Account,
            Some("Subscription") => Thing::Subscription,
            Some("Invoice") => Thing::Invoice,
            Some("Payment") => Thing::Payment,
            _ => return,
        };
        let Some(id) = task.object_id.clone().filter(|id| is_id(id)) else { return };
        let mention = Mention { id: Some(Cow::Owned(id)), ..Mention::default() };
        self.mention(thing, &mention, Certainty::Certain, || Spot::task("object_id"));
    }

    pub(super) fn groups(&mut self) -> Vec<Group> {
        let bags = std::mem::take(&mut self.bags);
        let group = |(thing, bag): (Thing, Bag)| {
            let Bag { count, and_more, shown, .. } = bag;
            (count > 0).then_some(Group { thing, count, and_more, shown })
        };
        Thing::ALL.into_iter().zip(bags).filter_map(group).collect()
    }

    /// The sums. One without a currency takes that of the accounts, when they have one only: an
    /// invoice is in its account's currency unless the tenant allows several.
    pub(super) fn amounts(&mut self) -> Vec<Amount> {
        let only = self.currencies.first().filter(|_| self.currencies.len() == 1);
        let amount = |sum: &Sum<'a>| {
            let inferred = sum.currency.is_none().then_some(only).flatten();
            let currency = sum.currency.as_ref().or(inferred);
            let object = sum.thing.map(|thing| format!("{thing:?}.")).unwrap_or_default();
            Amount {
                field: format!("{object}{}", short(&sum.field)),
                currency: currency.map(|currency| short(currency)),
                certainty: if inferred.is_some() {
                    Certainty::Possible
                } else {
                    Certainty::Certain
                },
                sum: sum.total.to_string(),
                count: sum.count,
                left_out: sum.left_out,
                spot: sum.spot.clone(),
            }
        };
        self.sums.iter().map(amount).collect()
    }
}

impl Bag {
    fn add(&mut self, mention: &Mention<'_>, certainty: Certainty, spot: impl FnOnce() -> Spot) {
        let name = if mention.is_unnumbered() { &mention.name } else { &None };
        let names = [&mention.id, &mention.number, name];
        let hashed = |name: &Option<Cow<'_, str>>| Some(self.hashes.hash_one(name.as_deref()?));
        let names = names.map(hashed);
        let known = names.iter().flatten().find_map(|name| self.known.get(name)).copied();
        if known.is_none() && self.known.len() >= MOST_NAMES {
            self.and_more = true;
            return;
        }
        let place = known.unwrap_or(self.count);
        if known.is_none() {
            self.count += 1;
            if self.shown.len() < SHOWN {
                let (times, spot) = (0, spot());
                let (id, number, name) = (None, None, None);
                self.shown.push(Touched { id, number, name, spot, times, certainty });
            }
        } else if let Some(own) =
            self.shown.get_mut(place).filter(|own| own.spot.part == Part::Task)
        {
            // The task's own field says no more than an id: a reader is led to where more is said.
            own.spot = spot();
        }
        for name in names.into_iter().flatten() {
            self.known.entry(name).or_insert(place);
        }
        if let Some(own) = self.shown.get_mut(place) {
            own.times += 1;
            own.certainty = own.certainty.max(certainty);
            let fill = |into: &mut Option<String>, from: &Option<Cow<'_, str>>| {
                if into.is_none() {
                    *into = from.as_ref().map(|text| short(text));
                }
            };
            fill(&mut own.id, &mention.id);
            fill(&mut own.number, &mention.number);
            fill(&mut own.name, &mention.name);
        }
    }
}

impl Sum<'_> {
    fn add(&mut self, amount: Option<Decimal>) {
        match amount.and_then(|amount| self.total.plus(amount)) {
            Some(total) => {
                self.total = total;
                self.count += 1;
            }
            None => self.left_out += 1,
        }
    }
}

/// Whether a text is an id of Zuora's: 32 hexadecimal digits.
///
/// Source: Zuora API reference 2026-09-11, examples of ids.
pub(super) fn is_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|sign| sign.is_ascii_hexdigit())
}

/// As much of a value as is shown.
fn short(text: &str) -> String {
    text.chars().take(LONGEST_CITED).collect()
}

//! The signs by which a rule knows a failure.

use super::evidence::Evidence;
use super::said::{Said, Text};
use super::spot::Cited;

/// One thing that must hold. Texts are compared without case.
pub(super) enum Sign {
    /// The class is one of these; one that ends in `::` stands for all below it.
    Class(&'static [&'static str]),
    /// The message, or else the log, holds one of these (written small).
    Words(&'static [&'static str]),
    /// The answer's status lies in one of these ranges, ends included.
    Answered(&'static [(u16, u16)]),
    /// An eight-digit code of Zuora's ends in one of these categories.
    Category(&'static [u32]),
    /// The task's type is one of these; one that ends in `::` stands for all below it.
    Type(&'static [&'static str]),
    /// The e-mail has a list of recipients, and it is empty.
    NoRecipient,
    /// Ninety days lie between start and end.
    WaitedOut,
}

impl Sign {
    /// What the sign was read from, when it is there.
    pub(super) fn seen(&self, evidence: &Evidence, said: &Said) -> Option<Vec<Cited>> {
        let own = said.task.is_none();
        match self {
            Self::Class(names) => {
                let class = said.class.as_ref()?;
                is_one_of(names, said.class()).then(|| vec![class.cited.clone()])
            }
            Self::Words(words) => {
                let text = texts(said).find(|text| holds(text, words))?;
                Some(vec![text.cited.clone()])
            }
            Self::Answered(ranges) => {
                let answer = said.answer.as_ref()?;
                let within = |(low, high): &(u16, u16)| (*low..=*high).contains(&answer.status);
                ranges.iter().any(within).then(|| vec![answer.cited.clone()])
            }
            Self::Category(wanted) => {
                let told =
                    |text: &&Text| wanted.iter().any(|own| category(&text.lower) == Some(*own));
                Some(vec![texts(said).find(told)?.cited.clone()])
            }
            Self::Type(names) => {
                (own && is_one_of(names, &evidence.action_type)).then(|| vec![evidence.typed()])
            }
            Self::NoRecipient => (own && evidence.recipients == Some(0)).then(Vec::new),
            Self::WaitedOut => (own && evidence.waited_out).then(Vec::new),
        }
    }
}

fn texts(said: &Said) -> impl Iterator<Item = &Text> {
    [&said.error, &said.details].into_iter().flatten()
}

fn holds(text: &Text, words: &[&str]) -> bool {
    words.iter().any(|word| text.lower.contains(word))
}

fn is_one_of(names: &[&str], name: &str) -> bool {
    let fits = |own: &&str| *own == name || (own.ends_with("::") && name.starts_with(*own));
    names.iter().any(fits)
}

/// The category of the first eight-digit code in a text: its last two digits. A code begins with
/// 50 to 67, or with 900000, and stands alone: an invoice number is none.
///
/// Source: developer guide, error codes (2026-01-02): resource codes 500000 to 679999.
fn category(text: &str) -> Option<u32> {
    let alone = |sign: char| !sign.is_ascii_alphanumeric() && sign != '-' && sign != '_';
    let mut words = text.split(alone);
    words.find_map(|word| {
        let code: u32 = (word.len() == 8).then(|| word.parse().ok())??;
        let resource = code / 100;
        ((500_000..680_000).contains(&resource) || resource == 900_000).then_some(code % 100)
    })
}

//! What a variable of a clause was, by the payload that the task was handed.

use std::collections::{BTreeMap, BTreeSet};

use super::expression::{Path, tags};
use super::{Content, Section};
use crate::payload::mask::names_a_secret;
use crate::payload::{Json, Kind};

/// A variable and what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The variable as written.
    pub path: String,
    /// What it was.
    pub sight: Sight,
}

/// What a variable was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sight {
    /// This value.
    Value {
        /// As received.
        value: Json,
        /// Whether its name says that it is a credential.
        is_secret: bool,
    },
    /// How many items or characters (`.size`).
    Count(usize),
    /// The payload does not have it: Liquid reads it as nothing, or fails if it is strict.
    Absent,
    /// The source itself gives it a value.
    Local,
    /// A step of it is computed, or there were too many variables to look for.
    Unknown,
}

/// Variables looked for; each may open a part of the payload.
const MOST: usize = 60;

/// Steps of a variable.
const DEEPEST: usize = 32;

type Members = Vec<(String, Json)>;

/// The payload, each part of it opened once.
pub(super) struct Payload {
    data: Option<Json>,
    opened: BTreeMap<Vec<String>, Members>,
    looked: usize,
}

impl Payload {
    pub(super) fn of(data: Option<&Json>) -> Self {
        Self { data: data.cloned(), opened: BTreeMap::new(), looked: 0 }
    }

    /// What the variables were. Locals have no place in the payload.
    pub(super) fn look(&mut self, paths: &[Path], locals: &BTreeSet<String>) -> Vec<Seen> {
        let mut seen = Vec::new();
        for path in paths {
            let sight = match &path.steps {
                Some(steps) if steps.first().is_some_and(|first| is_local(first, locals)) => {
                    Sight::Local
                }
                Some(steps) => self.sight(steps),
                None => Sight::Unknown,
            };
            seen.push(Seen { path: path.text.clone(), sight });
        }
        seen
    }

    /// What all Liquid outside of clauses reads, each variable once.
    pub(super) fn all_seen(&mut self, sections: &[Section]) -> Vec<Seen> {
        let mut known = BTreeSet::new();
        let mut all = Vec::new();
        for text in sections.iter().flat_map(texts) {
            let tags = tags(text);
            let locals = tags.iter().filter_map(|tag| tag.sets.clone()).collect();
            let reads = tags.into_iter().flat_map(|tag| tag.reads);
            let reads: Vec<Path> = reads.filter(|path| known.insert(path.clone())).collect();
            all.extend(self.look(&reads, &locals));
        }
        all.retain(|seen| seen.sight != Sight::Local);
        all
    }

    fn sight(&mut self, steps: &[String]) -> Sight {
        self.looked += 1;
        if self.looked > MOST || steps.len() > DEEPEST {
            return Sight::Unknown;
        }
        // `Data` is the payload itself. Source: Zuora product documentation, "Notifications:
        // Callout" (2026), `Data.Callout[0].CATALOG`.
        let steps = match steps.split_first() {
            Some((first, rest)) if first == "Data" => rest,
            _ => steps,
        };
        let Some(mut value) = self.data.clone() else { return Sight::Absent };
        for (depth, step) in steps.iter().enumerate() {
            let members = self.members(&value, steps.get(..depth).unwrap_or_default());
            let found = members.iter().rev().find(|(name, _)| name == step);
            value = match (found, step.as_str(), value.kind()) {
                (Some((_, found)), ..) => found.clone(),
                (None, "size", Kind::Array | Kind::Object) => return Sight::Count(members.len()),
                (None, "size", Kind::Text) => {
                    return Sight::Count(value.plain().chars().count());
                }
                (None, "first", Kind::Array) => match members.first() {
                    Some((_, first)) => first.clone(),
                    None => return Sight::Absent,
                },
                (None, "last", Kind::Array) => match members.last() {
                    Some((_, last)) => last.clone(),
                    None => return Sight::Absent,
                },
                _ => return Sight::Absent,
            };
        }
        Sight::Value { value, is_secret: steps.iter().any(|step| names_a_secret(step)) }
    }

    /// The members of a value, items by their places.
    fn members(&mut self, value: &Json, place: &[String]) -> &Members {
        self.opened.entry(place.to_vec()).or_insert_with(|| match value.kind() {
            Kind::Array => {
                let items = value.items().into_iter().enumerate();
                items.map(|(place, item)| (place.to_string(), item)).collect()
            }
            _ => value.members(),
        })
    }
}

fn is_local(name: &str, locals: &BTreeSet<String>) -> bool {
    name == "forloop" || locals.contains(name)
}

/// The texts of a section that Liquid may be in.
fn texts(section: &Section) -> Vec<&str> {
    match &section.content {
        Content::Source { text, .. } => vec![&text.text],
        Content::Pairs(pairs) => {
            pairs.iter().flat_map(|pair| &pair.values).map(|value| value.text.as_str()).collect()
        }
        Content::Facts(facts) => facts.iter().map(|fact| fact.value.text.as_str()).collect(),
        Content::Mail(mail) => {
            let lists = [&mail.to, &mail.cc, &mail.bcc, &mail.from, &mail.reply_to];
            let template = mail.template.as_ref().map(|(_, text)| text.text.as_str());
            let names = lists.into_iter().flatten().map(String::as_str);
            names.chain([mail.subject.as_str()]).chain(template).collect()
        }
        Content::Words(_) | Content::Clauses(_) | Content::Tree(_) => Vec::new(),
    }
}

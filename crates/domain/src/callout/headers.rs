//! Headers, in the two forms that Zuora has: an object of names, and a list of pairs.

use super::{Absence, Part};
use crate::payload::mask::Masked;
use crate::payload::{Json, Kind};

/// A header, or a field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Its values: more than one where the record has a list.
    pub values: Vec<Masked>,
}

impl Header {
    fn new(name: String, value: &Json) -> Self {
        let list = if value.kind() == Kind::Array { value.items() } else { vec![value.clone()] };
        let values = list.iter().map(|value| Masked::named(&name, value.plain())).collect();
        Self { name, values }
    }
}

/// `{"content-type": ["text/plain"], …}`; a value may be a text or a list of texts.
pub(super) fn recorded(value: Option<Json>, absence: Absence) -> Part<Vec<Header>> {
    match value {
        None => Part::Absent(absence),
        Some(value) if value.is_null() => Part::Absent(absence),
        Some(value) if value.kind() == Kind::Object => {
            let headers = value.members().into_iter();
            Part::Present(headers.map(|(name, value)| Header::new(name, &value)).collect())
        }
        Some(value) if value.kind() == Kind::Array => pairs(&value),
        Some(value) => Part::Odd(value),
    }
}

/// `[{"key": "…", "value": "…"}, …]`
pub(super) fn pairs(list: &Json) -> Part<Vec<Header>> {
    read_pairs(list).map_or_else(|| Part::Odd(list.clone()), Part::Present)
}

/// The pairs of such a list; `None` when it is something else. Zuora's editor leaves an empty
/// pair at the end.
pub(crate) fn read_pairs(list: &Json) -> Option<Vec<Header>> {
    let read = |pair: Json| {
        let (mut key, mut value) = (None, None);
        for (name, member) in pair.members() {
            match name.as_str() {
                "key" => key = Some(member.plain()),
                "value" => value = Some(member),
                _ => {}
            }
        }
        Some(Header::new(key?, &value?))
    };
    if list.kind() != Kind::Array {
        return None;
    }
    let headers: Option<Vec<Header>> = list.items().into_iter().map(read).collect();
    headers.map(|headers| headers.into_iter().filter(is_filled).collect())
}

fn is_filled(header: &Header) -> bool {
    !header.name.is_empty() || header.values.iter().any(|value| !value.text.is_empty())
}

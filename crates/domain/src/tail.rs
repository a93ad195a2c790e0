//! The query part of an address: one name read or changed, the others left as they are.

use form_urlencoded::{Serializer, parse};

/// The value that an address gives to a name; of several the first.
#[must_use]
pub fn value(query: &str, name: &str) -> Option<String> {
    let mut pairs = parse(query.trim_start_matches('?').as_bytes());
    pairs.find(|(own, _)| own == name).map(|(_, value)| value.into_owned())
}

/// The query with other values for these names; a name without a value goes. The others stand
/// before them, as they were written.
#[must_use]
pub fn with(query: &str, changes: &[(&str, Option<&str>)]) -> String {
    let is_changed = |pair: &str| {
        let name = pair.split('=').next().unwrap_or_default();
        changes.iter().any(|(changed, _)| *changed == name)
    };
    let pairs = query.trim_start_matches('?').split('&');
    let kept: Vec<_> = pairs.filter(|pair| !pair.is_empty() && !is_changed(pair)).collect();
    let mut tail = Serializer::new(kept.join("&"));
    for (name, value) in changes {
        if let Some(value) = value {
            tail.append_pair(name, value);
        }
    }
    tail.finish()
}

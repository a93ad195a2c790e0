//! Secrets inside a JSON value: by the keys around a value, by the member beside it, and by what
//! its text says.

use super::context::{Around, Naming, named};
use super::decoded::Decoded;
use super::found::Found;
use super::{Policy, SecretKind, look, text};
use crate::document::{Document, NONE};
use crate::json::Json;
use crate::level::Entry;
use crate::scan::bytes::byte;
use crate::walk::{Event, Walk};

/// Notes the secrets of a value, by their places in the value's whole text. The value is inside so
/// many texts.
pub(super) fn find(json: &Json, policy: Policy, depth: u8, found: &mut Vec<Found>) {
    let document = json.document();
    let mut around: Vec<Around> = Vec::new();
    for event in Walk::of(json) {
        let Event::Entry(entry) = event else {
            around.pop();
            continue;
        };
        let naming = match around.last_mut() {
            Some(around) => around.naming(document, &entry),
            None => named(json),
        };
        if entry.place == NONE {
            find_in(document, &entry, &naming, (policy, depth), found);
        } else {
            around.push(Around::of(entry.place, naming));
        }
    }
}

/// Notes the secrets of a value that is no container.
fn find_in(
    document: &Document,
    entry: &Entry,
    naming: &Naming,
    (policy, depth): (Policy, u8),
    found: &mut Vec<Found>,
) {
    let Some(own) = document.text().get(entry.value.clone()) else { return };
    match byte(own.as_bytes(), 0) {
        b'"' => {
            let start = entry.value.start + 1;
            let inner = own.get(1..own.len() - 1).unwrap_or_default();
            if naming.hides(inner) {
                let span = start..start + inner.len();
                found.push(Found::named(span, SecretKind::Named, &naming.name));
                return;
            }
            let before = found.len();
            if entry.value_escapes {
                text::find_decoded(&Decoded::json(inner), policy, depth, found);
            } else {
                text::find_in(inner, policy, depth, found);
            }
            for found in found.iter_mut().skip(before) {
                found.span = found.span.start + start..found.span.end + start;
            }
        }
        b'-' | b'0'..=b'9' if naming.hides(own) => {
            let own = Found::named(entry.value.clone(), SecretKind::Named, &naming.name);
            found.push(Found { number_in: Some(depth), ..own });
        }
        b'0'..=b'9' if look::is_card(own) => {
            let own = Found::looks(entry.value.clone(), SecretKind::Card);
            found.push(Found { number_in: Some(depth), ..own });
        }
        _ => {}
    }
}

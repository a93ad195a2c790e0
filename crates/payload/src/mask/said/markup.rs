//! Elements: `<Password>…</Password>`, `<param name="password">…`, `<key>password</key><string>…`.

use super::super::SecretKind;
use super::super::found::Found;
use super::super::name::{Telling, names_a_secret, names_its_sibling, telling};

/// A tag with what stands behind it, up to the next.
struct Piece<'a> {
    name: &'a str,
    rest: &'a str,
    inside: &'a str,
    /// Where the tag begins.
    begin: usize,
    /// Where what is inside begins.
    start: usize,
    is_last: bool,
}

pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    let mut at = 0;
    let mut pieces = text.split('<').peekable();
    let mut hiding: Option<&str> = None;
    let mut named: Option<&str> = None;
    while let Some(piece) = pieces.next() {
        let start = at;
        at += piece.len() + 1;
        let Some((tag, inside)) = piece.split_once('>') else { continue };
        if start == 0 {
            continue;
        }
        let name = tag.split(|sign: char| sign.is_whitespace() || sign == '/').next();
        let name = name.unwrap_or_default();
        let rest = tag.get(name.len()..).unwrap_or_default();
        let is_last = pieces.peek().is_none();
        let own = Piece { name, rest, inside, begin: start, start: start + tag.len() + 1, is_last };
        if let Some(closed) = tag.strip_prefix('/') {
            if hiding.is_some_and(|open| open == closed.trim_end()) {
                hiding = None;
            }
            continue;
        }
        read(&own, piece, &mut hiding, &mut named, found);
    }
}

fn read<'a>(
    own: &Piece<'a>,
    piece: &'a str,
    hiding: &mut Option<&'a str>,
    named: &mut Option<&'a str>,
    found: &mut Vec<Found>,
) {
    if let Some(data) = piece.strip_prefix("![CDATA[") {
        if let Some(name) = *hiding {
            let end = data.find("]]>").unwrap_or(data.len());
            let start = own.begin + (piece.len() - data.len());
            note(data.get(..end).unwrap_or_default(), start, name, found);
        }
        return;
    }
    if own.name.starts_with(['!', '?']) || own.name.is_empty() {
        return;
    }
    if hiding.is_none() && !own.rest.ends_with('/') && !own.is_last {
        let by_pair = named.take();
        let tells =
            telling(own.name) == Telling::Secret || by_pair.is_some() || is_named_inside(own.rest);
        let is_rather = tells || telling(own.name).hides(own.inside);
        if is_rather && own.name != "type" {
            *hiding = Some(own.name);
        } else if names_its_sibling(own.name) && names_a_secret(own.inside.trim()) {
            *named = Some(own.name);
        }
    }
    if let Some(name) = *hiding
        && !own.is_last
    {
        note(own.inside, own.start, name, found);
    }
}

fn note(inside: &str, start: usize, name: &str, found: &mut Vec<Found>) {
    let own = inside.trim();
    if Telling::Secret.hides(own) && !own.is_empty() {
        let start = start + (inside.len() - inside.trim_start().len());
        found.push(Found::named(start..start + own.len(), SecretKind::Named, name));
    }
}

/// Whether an attribute names what the element holds: `name="password"`.
fn is_named_inside(rest: &str) -> bool {
    let mut parts = rest.split(['"', '\'']);
    while let (Some(name), Some(value)) = (parts.next(), parts.next()) {
        let name = name.trim_end().trim_end_matches('=').trim();
        if names_its_sibling(name) && names_a_secret(value) {
            return true;
        }
    }
    false
}

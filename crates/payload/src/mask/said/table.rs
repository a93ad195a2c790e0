//! Columns of a table: the names stand in its first line.

use super::super::SecretKind;
use super::super::found::Found;
use super::super::name::{Telling, telling};

/// The most columns that are read.
const MOST: usize = 64;

pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    let mut lines = text.split('\n');
    let first = lines.next().unwrap_or_default();
    let Some(sign) = [',', ';', '\t'].into_iter().find(|sign| first.contains(*sign)) else {
        return;
    };
    let is_name = |name: &&str| {
        let name = name.trim().trim_matches('"');
        !name.is_empty()
            && name
                .chars()
                .all(|sign| sign.is_alphanumeric() || matches!(sign, '_' | '-' | ' ' | '.'))
    };
    let names: Vec<&str> = first.split(sign).take(MOST).collect();
    let tells: Vec<Telling> = names.iter().map(|name| telling(name)).collect();
    if !names.iter().all(is_name) || tells.iter().all(|tells| *tells == Telling::Nothing) {
        return;
    }
    let mut at = first.len() + 1;
    for line in lines {
        let mut start = at;
        for (value, (name, tells)) in line.split(sign).zip(names.iter().zip(&tells)) {
            let own = value.trim_end();
            if !own.trim_matches('"').is_empty() && tells.hides(own) {
                found.push(Found::named(start..start + own.len(), SecretKind::Named, name));
            }
            start += value.len() + 1;
        }
        at += line.len() + 1;
    }
}

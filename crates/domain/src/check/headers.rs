//! The security headers of the page's host, against the ones that it is delivered with.

use super::{Matter, Seen};

/// What every static answer must carry: the file that nginx includes.
const WANTED: &str = include_str!("../../../../deploy/headers.conf");

/// Least time for which a browser must keep to https, in seconds: a year.
/// Source: OWASP ASVS 5.0, 3.4.1.
const SHORTEST_HSTS: u64 = 31_536_000;

/// Judges the headers of the document. `is_https`: over plain HTTP browsers ignore
/// `Strict-Transport-Security`, so that it is not asked for.
#[must_use]
pub fn headers(seen: &Seen, is_https: bool) -> Vec<Matter> {
    let wanted = wanted().filter(|(name, _)| is_https || *name != "Strict-Transport-Security");
    let (good, wrong): (Vec<_>, Vec<_>) = wanted.partition(|(name, wanted)| {
        let found = seen.header(&name.to_ascii_lowercase());
        found.is_some_and(|found| says(name, wanted, found))
    });
    let wrong = wrong.into_iter().map(|(name, wanted)| Matter::Header {
        name: name.to_owned(),
        wanted: wanted.to_owned(),
        found: seen.header(&name.to_ascii_lowercase()).map(str::to_owned),
    });
    let good = (!good.is_empty()).then_some(Matter::Headers(good.len()));
    wrong.chain(good).collect()
}

/// Name and value of each line `add_header NAME "VALUE" always;`.
fn wanted() -> impl Iterator<Item = (&'static str, &'static str)> {
    WANTED.lines().filter_map(|line| {
        let (name, value) = line.strip_prefix("add_header ")?.split_once(' ')?;
        Some((name, value.strip_prefix('"')?.split_once('"')?.0))
    })
}

/// Whether a header says at least what is wanted: it may forbid more.
fn says(name: &str, wanted: &str, found: &str) -> bool {
    match name {
        "Content-Security-Policy" => {
            // Several policies all hold; the browser joins them by commas.
            found.split(',').any(|policy| is_as_strict(policy, wanted))
        }
        "Strict-Transport-Security" => {
            let age =
                pieces(found, ';').find_map(|piece| piece.strip_prefix("max-age=")?.parse().ok());
            age.is_some_and(|age: u64| age >= SHORTEST_HSTS)
        }
        "Permissions-Policy" => {
            let found: Vec<_> = pieces(found, ',').collect();
            pieces(wanted, ',')
                .filter(|piece| piece.ends_with("=()"))
                .all(|own| found.contains(&own))
        }
        _ => found.trim().eq_ignore_ascii_case(wanted),
    }
}

/// Whether a policy has every directive that is wanted, with no source that is not.
fn is_as_strict(policy: &str, wanted: &str) -> bool {
    let directives: Vec<_> = pieces(policy, ';').map(directive).collect();
    pieces(wanted, ';').map(directive).all(|(name, sources)| {
        // Of a directive that stands twice the first counts.
        let found = directives.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
        found.is_some_and(|(_, found)| {
            let is_known = |source: &&str| sources.contains(source) || *source == "'none'";
            // A requirement without its value requires nothing.
            let is_empty = found.is_empty() && name == "require-trusted-types-for";
            found.iter().all(is_known) && !is_empty
        })
    })
}

fn directive(piece: &str) -> (&str, Vec<&str>) {
    let mut words = piece.split_ascii_whitespace();
    (words.next().unwrap_or_default(), words.collect())
}

fn pieces(text: &str, between: char) -> impl Iterator<Item = &str> {
    text.split(between).map(str::trim).filter(|piece| !piece.is_empty())
}

//! Versions as programs print them.

use std::path::Path;

use crate::child::answer_of;

/// The first word of `text` that is a version: `trunk 0.21.14` and Node's `v0.21.14` → `0.21.14`.
pub(super) fn first_in(text: &str) -> Option<&str> {
    let mut words = text.split_whitespace().map(|word| word.strip_prefix('v').unwrap_or(word));
    words.find(|word| word.starts_with(|letter: char| letter.is_ascii_digit()))
}

/// The number before the first point: `156.0.8078.79` → 156.
pub(super) fn major(version: &str) -> Option<u32> {
    version.split('.').next()?.parse().ok()
}

/// The version a program tells when asked.
pub(super) fn of(program: &Path) -> Option<String> {
    let answer = answer_of(program, &["--version"])?;
    first_in(&answer).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_print_versions_in_many_ways() {
        assert_eq!(first_in("trunk 0.21.14"), Some("0.21.14"));
        assert_eq!(first_in("wasm-opt version 132 (version_132)"), Some("132"));
        assert_eq!(first_in("Chromium 156.0.8078.79 built on Debian"), Some("156.0.8078.79"));
        assert_eq!(first_in("v20.20.2"), Some("20.20.2"));
        assert_eq!(first_in("no version"), None);
    }

    #[test]
    fn the_major_version_is_a_number() {
        assert_eq!(major("156.0.8078.79"), Some(156));
        assert_eq!(major("132"), Some(132));
        assert_eq!(major("v20"), None);
    }
}

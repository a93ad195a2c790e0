//! What the files of the page are called: by their contents, so that a browser may keep them for
//! ever and never takes an old one for a new one.

use std::hash::{DefaultHasher, Hash, Hasher};

/// What the name of a part begins with that is fetched when it is first needed.
const LATER: &str = "later-";

/// `spa`, its contents and `js` → `spa-0123456789abcdef.js`.
pub(super) fn hashed(stem: &str, contents: &[u8], kind: &str) -> String {
    let mut hasher = DefaultHasher::new();
    contents.hash(&mut hasher);
    format!("{stem}-{:016x}.{kind}", hasher.finish())
}

/// The name of a part, from the one the splitter gave it: `split_rerun_dialog` for what one view
/// needs, `chunk_3` for what several share.
pub(super) fn later(stem: &str, contents: &[u8]) -> String {
    let own = stem.strip_prefix("split_").unwrap_or(stem);
    hashed(&format!("{LATER}{own}"), contents, "wasm")
}

/// Whether a file of that name is a part.
pub(super) fn is_later(name: &str) -> bool {
    name.strip_suffix(".wasm").is_some_and(|stem| stem.starts_with(LATER))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_content_is_another_name() {
        assert_ne!(hashed("spa", b"one", "js"), hashed("spa", b"two", "js"));
        assert_eq!(hashed("spa", b"one", "js"), hashed("spa", b"one", "js"));
        assert_eq!(hashed("spa", b"one", "js").len(), "spa-0123456789abcdef.js".len());
    }

    #[test]
    fn a_part_is_known_by_its_name() {
        let name = later("split_rerun_dialog", b"code");
        assert!(name.starts_with("later-rerun_dialog-"), "{name}");
        assert!(is_later(&name));
        assert!(!is_later(&hashed("spa", b"code", "wasm")));
        assert!(!is_later("later-script.js"));
    }
}

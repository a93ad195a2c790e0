//! What is said when a part of the page does not arrive.

use super::{Notice, Tone};

/// A part of the page that is fetched when it is needed did not come.
#[must_use]
pub fn part_notice(what: &str) -> Notice {
    Notice::new(
        Tone::Bad,
        &format!("{what} could not be loaded."),
        "This part of the page is fetched when it is first opened. The connection may be down, \
         Reprise was renewed on its server after this page was opened, or the file is not the one \
         that was built. Loading it sends nothing to Zuora.",
        "Load it again. If it still does not come, reload the page; if that does not help, tell \
         who hosts it.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_what_is_missing_and_that_nothing_was_sent() {
        let notice = part_notice("The list of reruns");
        assert_eq!(notice.headline, "The list of reruns could not be loaded.");
        assert!(notice.detail.contains("sends nothing to Zuora"));
        assert!(notice.advice.contains("reload the page"));
    }
}

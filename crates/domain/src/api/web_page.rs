//! Web pages where Zuora's JSON should be: how one is known, and all that is shown of it.

use super::ApiReply;

/// Most characters of a page's title that are kept.
const LONGEST_TITLE: usize = 120;

/// Whether an answer is a web page, by its kind or its first signs.
pub(super) fn looks_like_page(reply: &ApiReply) -> bool {
    let kind = reply.header("content-type").unwrap_or_default();
    let begins = |text: &str, with: &str| {
        let head = text.as_bytes().get(..with.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(with.as_bytes()))
    };
    let body = reply.body.trim_start();
    kind.to_ascii_lowercase().contains("text/html") || begins(body, "<!") || begins(body, "<html")
}

/// The title of a web page: all that is shown of it.
pub(super) fn title(page: &str) -> Option<String> {
    let lower = page.to_ascii_lowercase();
    let from = lower.find("<title")?;
    let from = from + lower.get(from..)?.find('>')? + 1;
    let until = from + lower.get(from..)?.find('<')?;
    let words: Vec<_> = page.get(from..until)?.split_whitespace().collect();
    let title: String = words.join(" ").chars().take(LONGEST_TITLE).collect();
    (!title.is_empty()).then_some(title)
}

/// The static host answers an unknown path with this very page.
pub(super) fn is_own_page(body: &str) -> bool {
    // However the build orders and quotes the attributes of `<meta name="application-name">`.
    let tags = || body.split('<').take(40);
    tags().any(|tag| tag.contains("application-name") && tag.contains("Reprise"))
}

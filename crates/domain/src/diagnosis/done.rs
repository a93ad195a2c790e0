//! Words of a part that was done, or of a try that nobody answered. They add doubt, and that is all
//! that words may do.

/// Whether a text (written small) tells of more than one refusal.
pub(super) fn tells_of_more(text: &str) -> bool {
    const MORE: [&str; 14] = [
        "readtimeout",
        "read timeout",
        "read timed out",
        "writetimeout",
        "partial",
        "x) - ",
        "succeeded",
        "successfully",
        "captured",
        "was created",
        "were created",
        "been created",
        "was sent",
        "retrying",
    ];
    MORE.iter().any(|word| text.contains(word)) || counts(text)
}

/// Whether it counts: "record 4", "2 of 9", "created: 3".
fn counts(text: &str) -> bool {
    let words: Vec<&str> =
        text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.windows(3).any(|own| matches!(own, [a, "of", b] if number(a) && number(b)))
        || words.windows(2).any(|own| {
            matches!(own, [a, b] if (is_item(a) && number(b))
                || (is_done(a) && some(b))
                || (some(a) && is_done(b)))
        })
}

fn number(word: &str) -> bool {
    word.bytes().all(|sign| sign.is_ascii_digit())
}

/// A count of at least one; longer ones are numbers of records.
fn some(word: &str) -> bool {
    word.len() < 6 && word.parse::<u32>().is_ok_and(|count| count > 0)
}

fn is_item(word: &str) -> bool {
    matches!(word, "record" | "records" | "row" | "rows" | "item")
}

fn is_done(word: &str) -> bool {
    const DONE: [&str; 14] = [
        "accepted",
        "booked",
        "completed",
        "created",
        "deleted",
        "imported",
        "inserted",
        "posted",
        "processed",
        "saved",
        "sent",
        "stored",
        "success",
        "updated",
    ];
    DONE.contains(&word)
}

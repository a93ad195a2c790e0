//! What is said of an answer whose bytes are not plain UTF-8.

use crate::payload::{Charset, Oddity};

/// Says what could not be read, and what it was read as; empty when nothing was odd.
#[must_use]
pub fn odd_line(oddity: &Oddity) -> String {
    let lost = lost(oddity);
    match &oddity.charset {
        Charset::Utf8 => lost,
        Charset::Declared(name) => {
            format!("The answer says that it is written in {name}, and was read so. {lost}")
        }
        Charset::Unknown(name) => format!(
            "The answer says that it is written in {name}, which this browser does not know: it was read as UTF-8. {lost}"
        ),
    }
    .trim_end()
    .to_owned()
}

fn lost(oddity: &Oddity) -> String {
    let is_bytes = !matches!(oddity.charset, Charset::Declared(_));
    let of = match (oddity.lost, is_bytes) {
        (0, _) => return String::new(),
        (1, true) => "1 byte of this answer is no UTF-8 and stands".to_owned(),
        (count, true) => format!("{count} bytes of this answer are no UTF-8 and stand"),
        (1, false) => "1 character could not be read and stands".to_owned(),
        (count, false) => format!("{count} characters could not be read and stand"),
    };
    format!("{of} as \u{fffd}: what was meant there is not known.")
}

//! The browser's clock.

use reprise_domain::time::UnixMillis;

use crate::script::call;

/// Now, by the wall clock.
#[must_use]
pub fn now() -> UnixMillis {
    #[expect(clippy::cast_possible_truncation, reason = "Date.now() is a whole number below 2^53")]
    UnixMillis(js_sys::Date::now() as i64)
}

/// A moment in the words of whoever reads: their language, their time zone.
#[must_use]
pub fn in_words(moment: UnixMillis) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a moment is far below 2^53")]
    let date = js_sys::Date::new(&(moment.0 as f64).into());
    let words = call(&date, "toLocaleString", &[]).ok();
    words.and_then(|words| words.as_string()).unwrap_or_default()
}

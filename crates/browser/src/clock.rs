//! The browser's clock.

use reprise_domain::time::UnixMillis;

/// Now, by the wall clock.
#[must_use]
pub fn now() -> UnixMillis {
    #[expect(clippy::cast_possible_truncation, reason = "Date.now() is a whole number below 2^53")]
    UnixMillis(js_sys::Date::now() as i64)
}

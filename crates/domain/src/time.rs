//! Points in time, as the browser counts them, and the shapes in which Zuora writes them.

use time::OffsetDateTime;
use time::format_description::well_known::{Rfc2822, Rfc3339};

/// Milliseconds since 1970-01-01 UTC, as `Date.now()` counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnixMillis(pub i64);

impl UnixMillis {
    /// This moment and `delay_ms` more.
    #[must_use]
    pub const fn plus(self, delay_ms: i64) -> Self {
        Self(self.0.saturating_add(delay_ms))
    }

    /// Milliseconds from `earlier` to this moment; negative when it is not earlier.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Reads a time as Zuora writes it.
    ///
    /// Seen in its documents: `2019-09-19T12:35:43.857Z`, `2019-09-19 18:25:33 UTC`, an offset
    /// such as `+08:00`, and a bare `2019-09-19T12:35:37` or `2019-09-19 18:25:33`, which are
    /// taken as UTC. `None` for anything else: the text itself is then shown.
    ///
    /// Source: Zuora API reference 2026-09-11, examples of tasks, runs and workflows.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_suffix(" UTC").unwrap_or(text);
        let (date, clock) = text.split_at_checked(10)?;
        let clock = clock.strip_prefix(['T', ' '])?;
        let zoned = clock.ends_with('Z') || clock.contains(['+', '-']);
        let zone = if zoned { "" } else { "Z" };
        let moment = OffsetDateTime::parse(&format!("{date}T{clock}{zone}"), &Rfc3339).ok()?;
        Self::from_date_time(moment)
    }

    /// Reads the date of an HTTP header (`Date`, `Retry-After`).
    #[must_use]
    pub fn parse_http_date(text: &str) -> Option<Self> {
        let moment = OffsetDateTime::parse(text.trim(), &Rfc2822).ok()?;
        Self::from_date_time(moment)
    }

    fn from_date_time(moment: OffsetDateTime) -> Option<Self> {
        i64::try_from(moment.unix_timestamp_nanos() / 1_000_000).ok().map(Self)
    }
}

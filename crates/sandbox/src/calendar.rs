//! Days and the four ways in which Zuora writes a moment.

/// Milliseconds in one UTC day.
pub const DAY_MS: i64 = 86_400_000;

/// A UTC day, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(i64);

impl Day {
    /// The day that contains this moment, in milliseconds since 1970-01-01 UTC.
    #[must_use]
    pub fn of_millis(millis: i64) -> Self {
        Self(millis.div_euclid(DAY_MS))
    }

    /// Reads `YYYY-MM-DD`; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if (year.len(), month.len(), day.len()) != (4, 2, 2) {
            return None;
        }
        let read = Self::from_civil(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        (date(read.start_millis()) == text).then_some(read)
    }

    /// The first millisecond of the day.
    #[must_use]
    pub fn start_millis(self) -> i64 {
        self.0 * DAY_MS
    }

    // Days from civil, Howard Hinnant's calendar algorithms (public domain).
    fn from_civil(year: i64, month: i64, day: i64) -> Self {
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        Self(
            era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year
                - 719_468,
        )
    }

    fn civil(self) -> (i64, i64, i64) {
        let shifted = self.0 + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = (shifted_month + 2) % 12 + 1;
        let year = era * 400 + year_of_era + i64::from(month <= 2);
        (year, month, day)
    }
}

/// `2019-09-19`.
pub(crate) fn date(millis: i64) -> String {
    let (year, month, day) = Day::of_millis(millis).civil();
    format!("{year:04}-{month:02}-{day:02}")
}

/// `2019-09-19T12:35:43.857Z`, as tasks and definitions carry it.
pub(crate) fn iso(millis: i64) -> String {
    let (hour, minute, second) = clock(millis);
    let fraction = millis.rem_euclid(1000);
    format!("{}T{hour:02}:{minute:02}:{second:02}.{fraction:03}Z", date(millis))
}

/// `2019-09-10 19:32:21 UTC`, as runs carry it.
pub(crate) fn spaced_utc(millis: i64) -> String {
    let (hour, minute, second) = clock(millis);
    format!("{} {hour:02}:{minute:02}:{second:02} UTC", date(millis))
}

/// `2019-09-19T12:35:37`, as the `Workflow` scope of a payload carries it.
pub(crate) fn zoneless(millis: i64) -> String {
    let (hour, minute, second) = clock(millis);
    format!("{}T{hour:02}:{minute:02}:{second:02}", date(millis))
}

/// `Thu, 19 Sep 2019 12:35:43 GMT`, as the `Date` header carries it.
pub(crate) fn http_date(millis: i64) -> String {
    const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let day = Day::of_millis(millis);
    let (year, month, of_month) = day.civil();
    let pick = |names: &[&'static str], index: i64| {
        usize::try_from(index).ok().and_then(|index| names.get(index).copied()).unwrap_or_default()
    };
    let weekday = pick(&WEEKDAYS, day.0.rem_euclid(7));
    let month = pick(&MONTHS, month - 1);
    let (hour, minute, second) = clock(millis);
    format!("{weekday}, {of_month:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
}

fn clock(millis: i64) -> (i64, i64, i64) {
    let seconds = millis.rem_euclid(DAY_MS) / 1000;
    (seconds / 3600, seconds / 60 % 60, seconds % 60)
}

//! Moments in the shapes in which Zuora and HTTP write them.

use reprise_domain::time::UnixMillis;

const DAY_MS: i64 = 86_400_000;

/// When a history begins, by the server's clock.
pub(crate) const START: i64 = 1_795_000_000_000;

/// Year, month and day of a moment (a common proleptic count).
fn civil(ms: i64) -> (i64, i64, i64) {
    let days = ms.div_euclid(DAY_MS) + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year_of_era + era * 400 + i64::from(month < 3), month, day)
}

fn clock(ms: i64) -> (i64, i64, i64, i64) {
    let of_day = ms.rem_euclid(DAY_MS);
    (of_day / 3_600_000, of_day / 60_000 % 60, of_day / 1000 % 60, of_day % 1000)
}

/// As Zuora writes it in a task.
pub(crate) fn iso(ms: i64) -> String {
    let ((year, month, day), (hour, minute, second, part)) = (civil(ms), clock(ms));
    format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{part:03}Z")
}

/// As an HTTP header holds it, to the second.
pub(crate) fn http(ms: i64) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let ((year, month, day), (hour, minute, second, _)) = (civil(ms), clock(ms));
    let month = MONTHS[usize::try_from(month - 1).unwrap_or(0)];
    format!("Thu, {day:02} {month} {year} {hour:02}:{minute:02}:{second:02} GMT")
}

#[test]
fn dates_are_read_back() {
    for ms in [START, START + 86_400_000 * 40 + 3_723_456] {
        assert_eq!(UnixMillis::parse(&iso(ms)), Some(UnixMillis(ms)));
        let second = UnixMillis(ms - ms.rem_euclid(1000));
        assert_eq!(UnixMillis::parse_http_date(&http(ms)), Some(second));
    }
}

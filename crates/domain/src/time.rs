//! Points in time, as the browser counts them, and the shapes in which Zuora writes them.
//!
//! Read by hand: two fixed shapes in forty lines weigh a fifth of what a date library adds to
//! the wasm. Everything shown comes from the browser's `Intl`.

const DAY_MS: i64 = 86_400_000;

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
    /// such as `+08:00` or `+0800`, what Ruby writes, such as `2019-08-28 17:28:00 -0700`, and a
    /// bare `2019-09-19T12:35:37` or `2019-09-19 18:25:33`, which are taken as UTC. `None` for
    /// anything else: the text itself is then shown.
    ///
    /// Source: Zuora API reference 2026-09-11, examples of tasks, runs and workflows; Ruby's
    /// `Time#to_s`, in which parts of Zuora's Workflow write times into payloads.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (date, clock) = text.split_at_checked(10)?;
        let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
        let clock = clock.strip_prefix(['T', 't', ' '])?;
        let (clock, zone) = clock.split_at_checked(8)?;
        let (fraction, zone) = match zone.strip_prefix('.') {
            Some(rest) => {
                let end = rest.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(rest.len());
                rest.split_at_checked(end).filter(|(digits, _)| !digits.is_empty())?
            }
            None => ("", zone),
        };
        let day_ms = day_number(year, month, day)?.checked_mul(DAY_MS)?;
        Some(Self(day_ms + clock_ms(clock)? + fraction_ms(fraction)? - zone_ms(zone)?))
    }

    /// Reads the date of an HTTP header (`Date`, `Retry-After`): `Thu, 19 Sep 2019 12:35:43 GMT`.
    #[must_use]
    pub fn parse_http_date(text: &str) -> Option<Self> {
        const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
        let (_, text) = text.trim().split_once(", ")?;
        let mut parts = text.split(' ');
        let mut next = || parts.next();
        let (day, month, year, clock) = (next()?, next()?, next()?, next()?);
        if next()? != "GMT" || next().is_some() || month.len() != 3 {
            return None;
        }
        let month = i64::try_from(MONTHS.find(month)?).ok()?;
        if month % 3 != 0 {
            return None;
        }
        let day = day_number(number(year, 4)?, month / 3 + 1, number(day, 2)?)?;
        Some(Self(day * DAY_MS + clock_ms(clock)?))
    }

    /// The moment as ISO 8601 in UTC, such as `2019-09-19T12:35:43.857Z`. Years beyond four
    /// digits are written as JavaScript does, with a sign and six.
    #[must_use]
    pub fn iso(self) -> String {
        let (year, month, day) = civil(self.0.div_euclid(DAY_MS));
        let ms = self.0.rem_euclid(DAY_MS);
        let (hours, minutes, seconds) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
        let year = match year {
            0..=9999 => format!("{year:04}"),
            _ => format!("{year:+07}"),
        };
        let ms = ms % 1000;
        format!("{year}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{seconds:02}.{ms:03}Z")
    }
}

/// Year, month and day of a number of days from 1970-01-01: [`day_number`] turned round.
const fn civil(days: i64) -> (i64, i64, i64) {
    // Counted from 0000-03-01, so that the leap day is the last of its year, in eras of 400.
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day = days.rem_euclid(146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (year * 365 + year / 4 - year / 100);
    let month = (day * 5 + 2) / 153;
    let day = day - (month * 153 + 2) / 5 + 1;
    // March is 0; January and February belong to the next year.
    let turn = month / 10;
    (era * 400 + year + turn, month + 3 - turn * 12, day)
}

fn number(text: &str, digits: usize) -> Option<i64> {
    let plain = text.len() == digits && text.bytes().all(|sign| sign.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

/// Three numbers of fixed width with one sign between.
fn numbers(text: &str, between: char, digits: [usize; 3]) -> Option<[i64; 3]> {
    let mut parts = text.split(between);
    let mut next = |digits| number(parts.next()?, digits);
    let [first, second, third] = digits;
    let read = [next(first)?, next(second)?, next(third)?];
    parts.next().is_none().then_some(read)
}

/// Days from 1970-01-01; `None` for a day that is in no calendar.
fn day_number(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=length).contains(&day) {
        return None;
    }
    // The year begins in March, so that the leap day is its last (a common proleptic count).
    let year = if month > 2 { year } else { year - 1 };
    let month = (month + 9) % 12;
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    Some(year * 365 + leaps + (month * 153 + 2) / 5 + day - 1 - 719_468)
}

fn clock_ms(text: &str) -> Option<i64> {
    let [hours, minutes, seconds] = numbers(text, ':', [2, 2, 2])?;
    // A leap second (60) counts as the next one.
    let fits = hours < 24 && minutes < 60 && seconds <= 60;
    fits.then_some(((hours * 60 + minutes) * 60 + seconds) * 1000)
}

fn fraction_ms(digits: &str) -> Option<i64> {
    let three: String = digits.chars().chain("000".chars()).take(3).collect();
    number(&three, 3)
}

fn zone_ms(text: &str) -> Option<i64> {
    if matches!(text, "" | "Z" | "z" | " UTC") {
        return Some(0);
    }
    // Ruby puts one blank before the offset.
    let (sign, offset) = text.strip_prefix(' ').unwrap_or(text).split_at_checked(1)?;
    let (hours, minutes) = offset.split_once(':').or_else(|| offset.split_at_checked(2))?;
    let (hours, minutes) = (number(hours, 2)?, number(minutes, 2)?);
    let fits = hours < 24 && minutes < 60;
    let ms = Some((hours * 60 + minutes) * 60_000).filter(|_| fits)?;
    match sign {
        "+" => Some(ms),
        "-" => Some(-ms),
        _ => None,
    }
}

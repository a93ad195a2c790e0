//! Waiting is never negative, and a date that is read is written as the same moment.

use reprise_domain::api::ApiReply;
use reprise_domain::api::fault::wait_ms;
use reprise_domain::time::UnixMillis;

use super::pieces::{Pieces, text};

/// 0000-01-01 and 10000-01-01, between which a year has four digits.
const PLAIN: std::ops::Range<i64> = -62_167_219_200_000..253_402_300_800_000;

/// Eight bytes are a moment; then a line each for `retry-after`, `date` and `ratelimit-reset`.
pub(crate) fn check(input: &[u8]) {
    let mut pieces = Pieces(input);
    written(UnixMillis(pieces.number()));
    let rest = text(pieces.0);
    let names = ["retry-after", "date", "ratelimit-reset"];
    let headers: Vec<_> = names
        .into_iter()
        .zip(rest.split('\n'))
        .filter(|(_, value)| *value != "-")
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    for (_, value) in &headers {
        for read in [UnixMillis::parse(value), UnixMillis::parse_http_date(value)] {
            read.into_iter().for_each(near);
        }
    }
    let reply = ApiReply { status: 429, headers, body: "".into() };
    let wait = wait_ms(&reply);
    assert!(wait.is_none_or(|wait| (0..=PLAIN.end - PLAIN.start).contains(&wait)), "{wait:?}");
}

/// A date has a year of four digits; an offset moves it by less than a day.
fn near(moment: UnixMillis) {
    assert!((PLAIN.start - 86_400_000..PLAIN.end + 86_400_000).contains(&moment.0), "{moment:?}");
    written(moment);
}

fn written(moment: UnixMillis) {
    let iso = moment.iso();
    let plain = PLAIN.contains(&moment.0);
    assert_eq!(iso.len() == 24, plain, "{iso}");
    assert_eq!(UnixMillis::parse(&iso), plain.then_some(moment), "{iso}");
    assert_eq!(moment.plus(0), moment);
    assert_eq!(moment.since(moment), 0);
    let later = moment.plus(86_400_000);
    assert!(later >= moment && later.since(moment) >= 0);
    if !plain {
        return;
    }
    let month: usize = iso[5..7].parse().unwrap();
    let names = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let name = &names[month * 3 - 3..month * 3];
    let http = format!("Xyz, {} {name} {} {} GMT", &iso[8..10], &iso[..4], &iso[11..19]);
    let whole = moment.0.div_euclid(1000) * 1000;
    assert_eq!(UnixMillis::parse_http_date(&http), Some(UnixMillis(whole)), "{http}");
}

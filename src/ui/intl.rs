//! Dates, numbers and ages as the browser's `Intl` writes them in the operator's language.

use std::cell::RefCell;

use js_sys::{Array, Function, Intl, Object, Reflect};
use reprise_domain::time::UnixMillis;
use wasm_bindgen::JsValue;

/// How something is written: names and values of `Intl`'s options.
type Style = &'static [(&'static str, &'static str)];

/// What is written so.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Date,
    Number,
}

thread_local! {
    /// A browser takes milliseconds to make a format, and a page needs a dozen of them: each is
    /// made once.
    static FORMATS: RefCell<Vec<(Kind, Style, Function)>> = const { RefCell::new(Vec::new()) };
    static AGES: Intl::RelativeTimeFormat =
        Intl::RelativeTimeFormat::new(&Array::new(), &options(&[("numeric", "auto")]));
}

fn options(style: Style) -> Object {
    let options = Object::new();
    for (name, value) in style {
        let _set = Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    options
}

fn format(kind: Kind, style: Style) -> Function {
    let options = options(style);
    match kind {
        Kind::Date => Intl::DateTimeFormat::new(&Array::new(), &options).format(),
        Kind::Number => Intl::NumberFormat::new(&Array::new(), &options).format(),
    }
}

fn written(kind: Kind, style: Style, value: &JsValue) -> String {
    let write = FORMATS.with_borrow_mut(|formats| {
        let known = formats.iter().find(|(own, like, _)| (*own, *like) == (kind, style));
        if let Some((_, _, write)) = known {
            return write.clone();
        }
        let write = format(kind, style);
        formats.push((kind, style, write.clone()));
        write
    });
    let text = write.call1(&JsValue::UNDEFINED, value);
    text.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

#[expect(clippy::cast_precision_loss, reason = "times and counts stay far below 2^53")]
const fn number(value: i64) -> f64 {
    value as f64
}

fn date(moment: UnixMillis) -> JsValue {
    js_sys::Date::new(&JsValue::from_f64(number(moment.0))).into()
}

fn date_text(moment: UnixMillis, style: Style) -> String {
    written(Kind::Date, style, &date(moment))
}

/// Day and time to the second with the zone: `19 Sept 2019, 14:35:43 CEST`.
pub fn exact(moment: UnixMillis) -> String {
    const PARTS: Style = &[
        ("year", "numeric"),
        ("month", "short"),
        ("day", "numeric"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("second", "2-digit"),
        ("timeZoneName", "short"),
    ];
    date_text(moment, PARTS)
}

/// The time of day to the second.
pub fn clock_time(moment: UnixMillis) -> String {
    date_text(moment, &[("timeStyle", "medium")])
}

/// A moment as one would say it now: the time of day, and the day as well when it is another
/// half day away.
pub fn moment(moment: UnixMillis, now: UnixMillis) -> String {
    const NEAR_MS: i64 = 12 * 3_600_000;
    if moment.since(now).abs() < NEAR_MS {
        return clock_time(moment);
    }
    date_text(moment, &[("dateStyle", "medium"), ("timeStyle", "short")])
}

/// How long ago, in the largest fitting unit: `3 hours ago`.
pub fn age(moment: UnixMillis, now: UnixMillis) -> String {
    const UNITS: [(&str, i64); 6] = [
        ("year", 31_557_600_000),
        ("month", 2_629_800_000),
        ("day", 86_400_000),
        ("hour", 3_600_000),
        ("minute", 60_000),
        ("second", 1_000),
    ];
    let since = moment.since(now);
    let fits = |unit: &&(&str, i64)| since.abs() >= unit.1;
    let (unit, length) = UNITS.iter().find(fits).copied().unwrap_or(("second", 1_000));
    AGES.with(|ages| ages.format(number(since / length), unit).into())
}

/// A length of time: `85 ms`, `5.9 sec`, `3 min 20 sec`, `1 hr 5 min`.
pub fn duration(length_ms: i64) -> String {
    if length_ms < 1000 {
        return unit_text(number(length_ms), MILLISECOND);
    }
    let seconds = length_ms / 1000;
    let parts = match seconds {
        0..60 => return unit_text(number(length_ms) / 1000.0, SECOND),
        60..3600 => [(seconds / 60, MINUTE), (seconds % 60, SECOND)],
        _ => [(seconds / 3600, HOUR), (seconds % 3600 / 60, MINUTE)],
    };
    let texts = parts.map(|(count, unit)| unit_text(number(count), unit));
    texts.join(" ")
}

const fn unit(name: &'static str) -> [(&'static str, &'static str); 4] {
    [("style", "unit"), ("unit", name), ("unitDisplay", "short"), ("maximumFractionDigits", "1")]
}

const MILLISECOND: Style = &unit("millisecond");
const SECOND: Style = &unit("second");
const MINUTE: Style = &unit("minute");
const HOUR: Style = &unit("hour");
const BYTE: Style = &[("style", "unit"), ("unit", "byte"), ("unitDisplay", "long")];
const KILOBYTE: Style = &unit("kilobyte");
const MEGABYTE: Style = &unit("megabyte");

fn unit_text(value: f64, unit: Style) -> String {
    written(Kind::Number, unit, &value.into())
}

/// A count with the language's separators.
pub fn count(value: usize) -> String {
    let value = number(i64::try_from(value).unwrap_or(i64::MAX));
    written(Kind::Number, &[], &value.into())
}

/// A size in bytes, rounded to a readable unit.
pub fn size(bytes: usize) -> String {
    match number(i64::try_from(bytes).unwrap_or(i64::MAX)) {
        few if few < 1e3 => unit_text(few, BYTE),
        some if some < 1e6 => unit_text(some / 1e3, KILOBYTE),
        many => unit_text(many / 1e6, MEGABYTE),
    }
}

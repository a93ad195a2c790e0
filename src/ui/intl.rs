//! Dates, numbers and ages as the browser's `Intl` writes them in the operator's language.

use js_sys::{Array, Intl, Object, Reflect};
use reprise_domain::time::UnixMillis;
use wasm_bindgen::JsValue;

fn options(pairs: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in pairs {
        let _set = Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    options
}

#[expect(clippy::cast_precision_loss, reason = "times and counts stay far below 2^53")]
const fn number(value: i64) -> f64 {
    value as f64
}

fn date(moment: UnixMillis) -> JsValue {
    js_sys::Date::new(&JsValue::from_f64(number(moment.0))).into()
}

fn date_text(moment: UnixMillis, pairs: &[(&str, &str)]) -> String {
    let format = Intl::DateTimeFormat::new(&Array::new(), &options(pairs));
    let text = format.format().call1(&JsValue::UNDEFINED, &date(moment));
    text.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// Day and time to the second with the zone: `19 Sept 2019, 14:35:43 CEST`.
pub fn exact(moment: UnixMillis) -> String {
    let parts = [
        ("year", "numeric"),
        ("month", "short"),
        ("day", "numeric"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("second", "2-digit"),
        ("timeZoneName", "short"),
    ];
    date_text(moment, &parts)
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
    let format = Intl::RelativeTimeFormat::new(&Array::new(), &options(&[("numeric", "auto")]));
    format.format(number(since / length), unit).into()
}

/// A length of time: `85 ms`, `5.9 sec`, `3 min 20 sec`, `1 hr 5 min`.
pub fn duration(length_ms: i64) -> String {
    if length_ms < 1000 {
        return unit_text(number(length_ms), "millisecond");
    }
    let seconds = length_ms / 1000;
    let parts = match seconds {
        0..60 => return unit_text(number(length_ms) / 1000.0, "second"),
        60..3600 => [(seconds / 60, "minute"), (seconds % 60, "second")],
        _ => [(seconds / 3600, "hour"), (seconds % 3600 / 60, "minute")],
    };
    let texts = parts.map(|(count, unit)| unit_text(number(count), unit));
    texts.join(" ")
}

fn unit_text(value: f64, unit: &str) -> String {
    let style = options(&[("style", "unit"), ("unit", unit), ("unitDisplay", "short")]);
    let _set = Reflect::set(&style, &"maximumFractionDigits".into(), &1.into());
    format_number(value, &style)
}

/// A count with the language's separators.
pub fn count(value: usize) -> String {
    format_number(number(i64::try_from(value).unwrap_or(i64::MAX)), &Object::new())
}

/// A size in bytes, rounded to a readable unit.
pub fn size(bytes: usize) -> String {
    let bytes = number(i64::try_from(bytes).unwrap_or(i64::MAX));
    let (value, unit) = match bytes {
        few if few < 1e3 => (few, "byte"),
        some if some < 1e6 => (some / 1e3, "kilobyte"),
        many => (many / 1e6, "megabyte"),
    };
    let style = options(&[("style", "unit"), ("unit", unit), ("unitDisplay", "short")]);
    let _set = Reflect::set(&style, &"maximumFractionDigits".into(), &1.into());
    format_number(value, &style)
}

fn format_number(value: f64, style: &Object) -> String {
    let format = Intl::NumberFormat::new(&Array::new(), style);
    let text = format.format().call1(&JsValue::UNDEFINED, &value.into());
    text.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

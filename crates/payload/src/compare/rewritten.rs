//! The same number or text, written differently.

use crate::json::{Json, Kind};

pub(super) fn are_same(before: &Json, after: &Json) -> bool {
    match (before.kind(), after.kind()) {
        (Kind::Text, Kind::Text) => before.string() == after.string(),
        (Kind::Number, Kind::Number) => {
            let number = Decimal::of(before.text());
            number.is_some() && number == Decimal::of(after.text())
        }
        _ => false,
    }
}

/// A number as `0.digits` times a power of ten, without zeros at either end: exact for every
/// number that JSON can write, if its exponent is not absurd.
#[derive(PartialEq, Eq)]
struct Decimal {
    is_negative: bool,
    digits: String,
    power: i64,
}

impl Decimal {
    fn of(text: &str) -> Option<Self> {
        let (is_negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        let digits = all.trim_start_matches('0');
        if digits.is_empty() {
            // Zero has no sign and no power.
            return Some(Self { is_negative: false, digits: String::new(), power: 0 });
        }
        let leading = i64::try_from(all.len() - digits.len()).ok()?;
        let power = exponent.parse::<i64>().ok()?;
        let power = power.checked_add(i64::try_from(whole.len()).ok()?)?.checked_sub(leading)?;
        Some(Self { is_negative, digits: digits.trim_end_matches('0').to_owned(), power })
    }
}

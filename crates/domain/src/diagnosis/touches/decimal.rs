//! Decimal numbers that are added exactly, or not at all.

use std::fmt;

/// Most decimals, and most digits, of a number that is read.
const MOST_DECIMALS: u32 = 12;
const MOST_DIGITS: usize = 30;

/// A decimal number: `units` / 10^`decimals`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Decimal {
    units: i128,
    decimals: u32,
}

impl Decimal {
    /// Reads a number as JSON or Zuora writes it. Nothing for exponents and for what is too long:
    /// those would have to be rounded.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |text: &str| text.bytes().all(|sign| sign.is_ascii_digit());
        let fits = !whole.is_empty()
            && whole.len() + part.len() <= MOST_DIGITS
            && all_digits(whole)
            && all_digits(part);
        let decimals =
            u32::try_from(part.len()).ok().filter(|all| fits && *all <= MOST_DECIMALS)?;
        let units = i128::from(number(whole)?) * 10_i128.pow(decimals) + i128::from(number(part)?);
        Some(Self { units: if negative { -units } else { units }, decimals })
    }

    /// The exact sum; nothing when it does not fit.
    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let decimals = self.decimals.max(other.decimals);
        let units = self.scaled(decimals)?.checked_add(other.scaled(decimals)?)?;
        Some(Self { units, decimals })
    }

    fn scaled(self, decimals: u32) -> Option<i128> {
        if decimals == self.decimals {
            return Some(self.units);
        }
        self.units.checked_mul(10_i128.checked_pow(decimals - self.decimals)?)
    }
}

/// A row of digits, none of which is lost; an empty one is 0.
fn number(digits: &str) -> Option<u64> {
    if digits.is_empty() { Some(0) } else { digits.parse().ok() }
}

impl fmt::Display for Decimal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minus = if self.units < 0 { "-" } else { "" };
        let one = 10_u128.pow(self.decimals);
        let units = self.units.unsigned_abs();
        match self.decimals {
            0 => write!(out, "{minus}{units}"),
            width => {
                let width = width as usize;
                write!(out, "{minus}{}.{:0width$}", units / one, units % one)
            }
        }
    }
}

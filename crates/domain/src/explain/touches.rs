//! What a task touches, in words.

use super::one_line;
use crate::diagnosis::touches::{Amount, Group, Thing};

/// How many there are of a sort, such as `57,856 invoices`.
#[must_use]
pub fn group_line(group: &Group) -> String {
    let (one, many) = words(group.thing);
    let more = if group.and_more { "more than " } else { "" };
    let word = if group.count == 1 && !group.and_more { one } else { many };
    format!("{more}{} {word}", grouped(&group.count.to_string()))
}

const fn words(thing: Thing) -> (&'static str, &'static str) {
    match thing {
        Thing::Account => ("account", "accounts"),
        Thing::Subscription => ("subscription", "subscriptions"),
        Thing::Invoice => ("invoice", "invoices"),
        Thing::Payment => ("payment", "payments"),
        Thing::Recipient => ("recipient", "recipients"),
        Thing::Address => ("e-mail address in the payload", "e-mail addresses in the payload"),
        Thing::Host => ("outside host", "outside hosts"),
        Thing::ZuoraHost => ("host of Zuora", "hosts of Zuora"),
    }
}

/// A sum, such as `Invoice.Amount: 1,234.50 USD in 12 values`.
#[must_use]
pub fn amount_line(amount: &Amount) -> String {
    let currency = amount.currency.as_deref().unwrap_or("in a currency that is not told");
    let values = match amount.count {
        1 => String::new(),
        count => format!(" in {} values", grouped(&count.to_string())),
    };
    let left_out = match amount.left_out {
        0 => String::new(),
        count => format!(", and {} that cannot be added", grouped(&count.to_string())),
    };
    let (field, sum) = (one_line(&amount.field), grouped(&amount.sum));
    format!("{field}: {sum} {}{values}{left_out}", one_line(currency))
}

/// A decimal number with commas between its thousands.
fn grouped(number: &str) -> String {
    let (minus, digits) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, part) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut out = String::from(minus);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out.push_str(part);
    out
}

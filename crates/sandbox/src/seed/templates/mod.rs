//! The workflows of a billing department.

mod from_invoice_to_money;
mod from_money_to_books;

use super::Place;
use super::template::{Step, Template};
use crate::world::World;
use from_invoice_to_money::INVOICE_TO_MONEY;
use from_money_to_books::MONEY_TO_BOOKS;

/// How many there are.
pub(crate) const COUNT: usize = INVOICE_TO_MONEY.len() + MONEY_TO_BOOKS.len();

/// The template of this number, from 0.
pub(crate) fn numbered(number: usize) -> Option<&'static Template> {
    let rest = number.checked_sub(INVOICE_TO_MONEY.len());
    INVOICE_TO_MONEY.get(number).or_else(|| MONEY_TO_BOOKS.get(rest?))
}

pub(crate) fn plant(world: &mut World, place: Place) {
    for template in (0..COUNT).filter_map(numbered) {
        template.plant(world, place);
    }
}

/// A template by its number; ids follow from it. It has at most nine steps.
const fn template(
    number: u64,
    us: &'static str,
    de: &'static str,
    interval: &'static str,
    steps: &'static [Step],
) -> Template {
    let (version, first_setup) = (420 + 10 * number, 2600 + 10 * number);
    Template { version, first_setup, us, de, interval, steps }
}

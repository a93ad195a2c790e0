//! Why a button about a rerun does nothing, and what is said where it does.

use super::guard::why_barred;
use super::journal::journal_bar;
use crate::desk::Model;
use crate::desk::guard::Bar;
use crate::rerun::Rerun;
use crate::rerun::policy::{Inert, Order};
use crate::rerun::stage::Stage;
use crate::time::UnixMillis;

/// Says why a button does nothing. `moment` puts a moment into words.
#[must_use]
pub fn why_inert(inert: Inert, moment: impl Fn(UnixMillis) -> String) -> String {
    match inert {
        Inert::Beside => String::new(),
        Inert::Wait(until) => format!("Zuora asks to wait until {}.", moment(until)),
        Inert::WindowOver => {
            "The safe window is over: Zuora may have forgotten the key, and sending it could run the task again.".to_owned()
        }
        Inert::ClockUntrusted => {
            "The clocks cannot be trusted: this machine's stands before what is already written down, or Zuora's cannot be read. Mend the clock, then look again.".to_owned()
        }
        Inert::KeyClash => "Zuora knows this key for something else; sending it again cannot help.".to_owned(),
        Inert::KeyLeft => "The gateway passes this key on no more: it has left once. Look at how the task stands.".to_owned(),
        Inert::KeysUnproven => "Nobody has proved that Zuora keeps a repeated request apart here: sending it again could run the task again.".to_owned(),
        Inert::TooSoon(until) => {
            format!("A rerun may still be under way, unseen, until {}.", moment(until))
        }
        Inert::KeyTells(until) => format!(
            "Ask again with the same key: its answer tells for sure. That can be done until {}.",
            moment(until)
        ),
        Inert::KeyUnanswered(until) => format!(
            "Zuora has not answered to this key. Ask again with the same key, or wait until {}.",
            moment(until)
        ),
        Inert::NoReading => "Check now first: a reading must show the task unchanged.".to_owned(),
        Inert::SecondReading(at) => {
            format!("A second reading must confirm it, after {}.", moment(at))
        }
        Inert::StillFollowed => "This page still follows the task.".to_owned(),
    }
}

/// What stands against an order that the rerun itself allows: the environment, or the journal; empty
/// where nothing does.
#[must_use]
pub fn against(model: &Model, rerun: &Rerun, order: Order) -> String {
    let bar = model.bar_of(rerun);
    // What may answer for another tenant, or out of a store, is not even asked.
    let proves_nothing =
        |bar: &Bar| matches!(bar, Bar::OtherTenant | Bar::ServiceWorker | Bar::OldConfig);
    let read = bar.filter(proves_nothing).map_or("", why_barred);
    let write = journal_bar(&model.journal);
    match order {
        Order::Check => read.to_owned(),
        // It is read once more before that is written down or sent.
        Order::Send | Order::SendOnceMore if write.is_empty() => {
            bar.map_or("", why_barred).to_owned()
        }
        Order::NotRun if !read.is_empty() => read.to_owned(),
        Order::Send | Order::SendOnceMore | Order::NotRun | Order::Ran | Order::LetBe => write,
    }
}

/// What the button for an order says.
#[must_use]
pub const fn order_label(order: Order, stage: &Stage) -> &'static str {
    match (order, stage) {
        (Order::Check, _) => "Check now",
        (Order::LetBe, _) => "Do not send it",
        (Order::Send, Stage::Prepared) => "Send it now",
        (Order::Send, Stage::HeldBack { .. } | Stage::TurnedAway(_)) => "Try again, same key",
        (Order::Send, _) => "Ask again, same key",
        (Order::SendOnceMore, _) => "Send once more: may run it twice…",
        (Order::NotRun, _) => "It did not run…",
        (Order::Ran, _) => "It ran…",
    }
}

/// What "It did not run" asks and means.
pub const FIND_NOT_RUN: &str = "Say so only when you have looked: in the run in Zuora, and in the system that the task calls. The task is read once more; then this is written down with your name and reason, and the task may be rerun under a new key.";

/// What "Send once more" asks and means.
pub const SEND_ONCE_MORE: &str = "It may run the task twice: nobody has proved that Zuora keeps a repeated request apart here, and no gateway stops it. Say so only when you have looked: in the run in Zuora, and in the system that the task calls. The task is read once more; then your name and reason are written down, and the same key is sent.";

/// What "It ran" asks and means.
pub const FIND_RAN: &str = "Say so when you have seen its effect. This is written down with your name and reason, and this failed run will not be offered for a rerun again.";

//! The dialog in which an operator writes down what they found about a rerun in doubt, or why it is
//! sent once more.

use leptos::prelude::*;
use reprise_domain::desk::Event;
use reprise_domain::explain::choice::{FIND_NOT_RUN, FIND_RAN, SEND_ONCE_MORE};
use reprise_domain::rerun::Rerun;
use reprise_domain::rerun::key::IdempotencyKey;
use reprise_domain::rerun::policy::Order;

use super::decision_dialog::{DOES, DecisionDialog, DecisionEnd, Line};
use crate::desk::Desk;
use crate::ui::erased::memo;

/// Asks for the reason, says what follows, and writes it down once.
#[component]
pub fn FindingDialog(
    /// The rerun.
    rerun: Rerun,
    /// Which finding.
    order: Order,
    /// Called when the dialog has closed.
    closed: Callback<()>,
) -> impl IntoView {
    let task = rerun.intent.task;
    let found = |found: &str, words| {
        let title = format!("The rerun of task {task} {found}?");
        (title, format!("Record that it {found}"), words)
    };
    let (title, label, words) = match order {
        Order::NotRun => found("did not run", FIND_NOT_RUN),
        Order::SendOnceMore => (
            format!("Send the rerun of task {task} once more?"),
            "Send once more".to_owned(),
            SEND_ONCE_MORE,
        ),
        _ => found("ran", FIND_RAN),
    };
    let key = rerun.intent.key;
    let content = move |close| {
        view! { <p id=DOES data-own=words>{words}</p> {decision(key, order, label, close)} }
            .into_any()
    };
    view! { <DecisionDialog title content=Box::new(content) closed/> }
}

fn decision(key: IdempotencyKey, order: Order, label: String, close: Callback<()>) -> AnyView {
    let desk = Desk::from_context();
    let note = RwSignal::new(String::new());
    let missing = memo(move || {
        let is_empty = note.with(|note| note.trim().is_empty());
        if is_empty { "Write down what you saw first." } else { "" }.to_owned()
    });
    let pending = StoredValue::new(Some(key));
    let confirm = Callback::new(move |()| {
        // Taken out, so that a second click of the same press finds nothing.
        if let Some(key) = pending.try_update_value(Option::take).flatten() {
            if let Some(event) = told(order, key, note.get_untracked().trim().to_owned()) {
                desk.dispatch(event);
            }
            close.run(());
        }
    });
    view! {
        <Line id="finding-note" label="What did you see, and where?".to_owned() text=note/>
        <DecisionEnd label missing confirm close/>
    }
    .into_any()
}

/// Nothing where the browser gives no chance to name a transmission by.
fn told(order: Order, key: IdempotencyKey, note: String) -> Option<Event> {
    Some(match order {
        Order::NotRun => Event::FoundNotRun { key, note },
        Order::SendOnceMore => {
            let track = Desk::fresh_track()?;
            Event::SentOnceMore { key, note, track }
        }
        _ => Event::FoundRan { key, note },
    })
}

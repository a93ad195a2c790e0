//! Stopping a run: the button, the dialog that asks, and what came of it.

use leptos::prelude::*;
use reprise_domain::desk::Event;
use reprise_domain::desk::gathering::RunQuestion;
use reprise_domain::explain::stop::{stop_notice, what_a_stop_does, why_not_stop};
use reprise_domain::run::stop::Stop;
use reprise_domain::tenancy::EnvironmentKind;

use super::decision_dialog::{DOES, DecisionDialog, DecisionEnd, Line};
use super::notice_card::NoticeCard;
use crate::desk::Desk;
use crate::pages::environment::use_place;
use crate::pages::run::Known;
use crate::ui::erased::{flag, memo, pressed, shown, text};
use crate::ui::slice::Slice;

/// Opens the dialog. It sends nothing itself. While the run cannot be stopped it stays visible but
/// inert, and says why.
#[component]
pub fn StopButton(
    /// Which run, and whose.
    question: Slice<RunQuestion>,
    /// The run and when it was read.
    known: Slice<Known>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let closed = Callback::new(move |()| open.set(false));
    let reason = Desk::from_context().slice(move |model| {
        let why = question.with(|asked| model.why_not_stop(asked));
        why.as_ref().map(why_not_stop).unwrap_or_default()
    });
    let dialog = shown(move || {
        if open.get() {
            view! { <StopDialog question known closed/> }.into_any()
        } else {
            ().into_any()
        }
    });
    let said = text(move || reason.get());
    view! {
        <div class="rerun">
            <button
                type="button"
                class="button button--danger"
                aria-haspopup="dialog"
                aria-disabled=flag(move || !reason.get().is_empty())
                aria-describedby="stop-reason"
                on:click=pressed(move || open.set(reason.get_untracked().is_empty()))
            >
                "Stop the run…"
            </button>
            <p id="stop-reason" class="rerun__reason" data-own=said>{said}</p>
        </div>
        {dialog}
    }
}

/// Names the run, the place, and what stopping does and does not do.
#[component]
fn StopDialog(
    question: Slice<RunQuestion>,
    known: Slice<Known>,
    closed: Callback<()>,
) -> impl IntoView {
    let (_, id) = question.get_untracked();
    let run = known.get_untracked().map(|(run, _)| run);
    let name = run.as_ref().and_then(|run| run.name.clone()).unwrap_or_default();
    let comma = if name.is_empty() { "" } else { ", " };
    let title = format!("Stop run {id}{comma}{}?", name.chars().take(80).collect::<String>());
    let item = |sentence: String| view! { <li><span aria-hidden="true">"▲"</span><span data-own=sentence>{sentence.clone()}</span></li> };
    let does = what_a_stop_does(run.and_then(|run| run.tasks));
    let content = move |close| {
        view! {
            <ul class="dialog__effects" id=DOES>{does.into_iter().map(item).collect_view()}</ul>
            <StopDecision question close/>
        }
        .into_any()
    };
    view! { <DecisionDialog title content=Box::new(content) closed/> }
}

/// In production the run's number is typed; the button works once.
#[component]
fn StopDecision(question: Slice<RunQuestion>, close: Callback<()>) -> impl IntoView {
    let desk = Desk::from_context();
    let asked = question.get_untracked();
    let id = asked.1.to_string();
    let production = use_place().get_untracked().environment.kind == EnvironmentKind::Production;
    let typed = RwSignal::new(String::new());
    let number = id.clone();
    // The run may have ended while the dialog was open.
    let inert = desk.slice(move |model| {
        let why = question.with(|asked| model.why_not_stop(asked));
        why.as_ref().map(why_not_stop).unwrap_or_default()
    });
    let missing = memo(move || match inert.get() {
        why if !why.is_empty() => why,
        _ if production && typed.with(|typed| typed.trim() != number) => {
            "Type the run's number first.".to_owned()
        }
        _ => String::new(),
    });
    let pending = StoredValue::new(Some(asked));
    let confirm = Callback::new(move |()| {
        // Taken out, so that a second click of the same press finds nothing.
        if let Some((tenancy, run)) = pending.try_update_value(Option::take).flatten() {
            close.run(());
            desk.dispatch(Event::RunStopConfirmed(tenancy, run));
        }
    });
    let label = format!("Type {id} to confirm: this is production");
    let ask = production.then(|| view! { <Line id="stop-number" label text=typed/> });
    view! { {ask} <DecisionEnd label=format!("Stop run {id}") missing confirm close/> }
}

/// What became of the order to stop the run, if one was given here.
#[component]
pub fn StopNotice(
    /// Which run, and whose.
    question: Slice<RunQuestion>,
) -> impl IntoView {
    let stop: Slice<Option<Stop>> = Desk::from_context()
        .slice(move |model| question.with(|asked| model.stop_of(asked).cloned()));
    shown(move || match stop.get() {
        Some(stop) => {
            let notice = memo(move || stop_notice(&stop));
            view! { <div id="stop-notice"><NoticeCard notice/></div> }.into_any()
        }
        None => ().into_any(),
    })
}

//! The dialog in which an operator decides: what, where, why, and under which key.

use std::sync::Arc;

use leptos::prelude::*;
use reprise_domain::desk::draft::Draft;
use reprise_domain::diagnosis::Diagnosis;
use reprise_domain::explain::effect::what_a_rerun_does;
use reprise_domain::explain::guard::why_barred;
use reprise_domain::explain::lists::earlier_line;
use reprise_domain::rerun::Rerun;
use reprise_domain::task::{Task, TaskStatus};
use reprise_domain::tenancy::EnvironmentKind;
use reprise_domain::time::UnixMillis;

use super::decision_dialog::{DOES, DecisionDialog, DecisionEnd, Line};
use super::rerun_badge::RerunBadge;
use crate::desk::Desk;
use crate::pages::environment::use_place;
use crate::ui::erased::memo;
use crate::ui::intl;
use crate::ui::long_text::LongText;

/// The dialog for one draft. Its button works once.
#[component]
pub fn RerunDialog(
    /// What would be decided.
    draft: Draft,
    /// When the task was read.
    read_at: UnixMillis,
    /// The latest rerun of the task from this page.
    earlier: Option<Rerun>,
    /// Called when the dialog has closed.
    closed: Callback<()>,
) -> impl IntoView {
    let title = title(&draft.task);
    let superseded =
        earlier.clone().filter(|earlier| draft.supersedes.as_ref() == Some(&earlier.intent.key));
    let superseded = superseded.map(|earlier| view! { <Superseded earlier/> });
    let task = Arc::clone(&draft.task);
    let content = move |close| {
        view! { <Effects task read_at earlier/> {superseded} <Decision draft close/> }.into_any()
    };
    view! { <DecisionDialog title content=Box::new(content) closed/> }
}

fn title(task: &Task) -> String {
    let name: String = task.name.clone().unwrap_or_default().chars().take(80).collect();
    let comma = if name.is_empty() { "" } else { ", " };
    format!("Rerun task {}{comma}{name}?", task.id)
}

/// Reason, confirmation and the two buttons.
#[component]
fn Decision(draft: Draft, close: Callback<()>) -> impl IntoView {
    let desk = Desk::from_context();
    let id = draft.task.id.to_string();
    let kind = use_place().get_untracked().environment.kind;
    let second = second_question(&id, kind, &draft.task);
    let asks_twice = second.is_some();
    let (reason, typed) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let asked = id.clone();
    let environment = draft.tenancy.environment.clone();
    // Production may be disarmed, by hand or by time, while the dialog is open.
    let barred = desk.slice(move |model| {
        let bar = model.bar(&environment);
        bar.map(why_barred).unwrap_or_default().to_owned()
    });
    let missing = memo(move || {
        let barred = barred.get();
        if !barred.is_empty() {
            return barred;
        }
        let mistyped = asks_twice && typed.with(|typed| typed.trim() != asked);
        let unsaid = reason.with(|reason| reason.trim().is_empty());
        match (unsaid, mistyped) {
            (true, _) => "Write a reason first.",
            (false, true) => "Type the task's id first.",
            (false, false) => "",
        }
        .to_owned()
    });
    let key = draft.key.to_string();
    let pending = StoredValue::new(Some(draft));
    let confirm = Callback::new(move |()| {
        // Taken out, so that a second click of the same press finds nothing.
        if let Some(draft) = pending.try_update_value(Option::take).flatten() {
            desk.confirm(draft, reason.get_untracked().trim().to_owned());
            close.run(());
        }
    });
    let ask_id = second.map(|label| view! { <Line id="dialog-id" label text=typed/> });
    view! {
        <Line id="dialog-reason" label="Reason".to_owned() text=reason/>
        {ask_id}
        <p class="dialog__key"><small>"Idempotency key of this decision: " <code data-own=key>{key.clone()}</code></small></p>
        <DecisionEnd label=format!("Rerun task {id}") missing confirm close/>
    }
}

/// What is asked beside the reason: where money moves, and where effects would be repeated
/// (rule R12), the task's id is typed.
fn second_question(id: &str, kind: EnvironmentKind, task: &Task) -> Option<String> {
    if task.status == Some(TaskStatus::Success) {
        return Some(format!("Type {id} to confirm: it ended well, a rerun does it all again"));
    }
    let production = kind == EnvironmentKind::Production;
    production.then(|| format!("Type {id} to confirm: this is production"))
}

/// The decision that this one takes the place of: how it stands, why it was made, its key.
#[component]
fn Superseded(earlier: Rerun) -> impl IntoView {
    let key = earlier.intent.key.to_string();
    let reason = earlier.intent.reason.clone();
    let rerun = memo(move || Some(earlier.clone()));
    view! {
        <div class="superseded">
            <p>"Takes the place of an earlier rerun: " <RerunBadge rerun/></p>
            <p>"Its reason: " <LongText text=reason most=120/></p>
            <p><small>"Its key: " <code>{key}</code></small></p>
        </div>
    }
}

#[component]
fn Effects(task: Arc<Task>, read_at: UnixMillis, earlier: Option<Rerun>) -> impl IntoView {
    let now = Desk::now();
    let item = |sentence: String| view! { <li><span aria-hidden="true">"▲"</span><span data-own=sentence>{sentence.clone()}</span></li> };
    let found =
        use_place().with_untracked(|place| Diagnosis::of(&task, None, &place.environment.rules));
    let effects = what_a_rerun_does(&task, &found).into_iter().map(item).collect_view();
    let sent = earlier.as_ref().and_then(|rerun| {
        rerun.attempts.last().map(|last| last.sent.wall).or_else(|| rerun.decided_at())
    });
    let age = sent.map(|at| intl::age(at, now));
    let before = earlier_line(earlier.as_ref(), age.as_deref());
    let read =
        format!("Read {}; it is read once more before anything is sent.", intl::age(read_at, now));
    let said = format!("{before} {read}");
    view! {
        <ul class="dialog__effects" id=DOES>
            {effects}
            <li><span aria-hidden="true">"→"</span><span data-own=said>{said.clone()}</span></li>
        </ul>
    }
}

//! `/t/:environment/reruns/:key`: one decision's whole story.

use leptos::prelude::*;
use reprise_domain::api::curl::as_curl;
use reprise_domain::api::rerun_task::rerun_task;
use reprise_domain::config::Environment;
use reprise_domain::desk::Model;
use reprise_domain::explain::lists::unknown_rerun;
use reprise_domain::explain::receipt::receipt;
use reprise_domain::explain::state::state_word;
use reprise_domain::journal::entry::Stamp;
use reprise_domain::journal::evidence::evidence;
use reprise_domain::rerun::Rerun;
use reprise_domain::rerun::key::IdempotencyKey;
use reprise_domain::tenancy::EnvironmentId;

use super::environment::use_place;
use super::part_of_reruns::{Page, reruns_view};
use crate::desk::Desk;
use crate::parts::attempts::Attempts;
use crate::parts::later::later;
use crate::parts::open_reruns::place_of;
use crate::parts::rerun_badge::RerunBadge;
use crate::parts::rerun_card::RerunNotice;
use crate::parts::rerun_summary::RerunSummary;
use crate::parts::story::Story;
use crate::ui::copy_button::CopyButton;
use crate::ui::erased::{memo, pressed, shown, text, when};
use crate::ui::files::save;
use crate::ui::intl;
use crate::ui::slice::Slice;
use crate::ui::title::keep_title;

/// Reads the key as the address writes it.
#[component]
pub(crate) fn OneRerunPage(
    /// The key as written.
    key: String,
) -> impl IntoView {
    let desk = Desk::from_context();
    let place = use_place();
    let environment = memo(move || place.with(|place| place.environment.id.clone()));
    let key = IdempotencyKey::read(&key);
    let is_key = key.is_some();
    let rerun = desk.slice(move |model| {
        environment.with(|environment| find(model, key.as_ref()?, environment).cloned())
    });
    let rerun: Slice<Option<Rerun>> = rerun;
    keep_title(move || {
        let head = rerun.with(|rerun| rerun.as_ref().map(title));
        let head = head.unwrap_or_else(|| "Unknown rerun".to_owned());
        format!("{head} · {} · Reprise", place.with(|place| place.environment.label.clone()))
    });
    let unknown =
        desk.slice(move |model| unknown_rerun(is_key, &model.journal, model.has_read_journal()));
    let found = memo(move || rerun.with(Option::is_some));
    view! {
        <main class="page page--task" id="main" tabindex="-1">
            {shown(move || {
                if found.get() {
                    later("The story of the rerun", move || reruns_view(Page::One(rerun)))
                } else {
                    nothing(unknown)
                }
            })}
        </main>
    }
}

fn find<'a>(
    model: &'a Model,
    key: &IdempotencyKey,
    environment: &EnvironmentId,
) -> Option<&'a Rerun> {
    model.rerun(key).filter(|rerun| rerun.intent.tenancy.environment == *environment)
}

fn title(rerun: &Rerun) -> String {
    format!("Rerun of task {} · {}", rerun.intent.task, state_word(rerun).2)
}

fn nothing(sentence: Slice<&'static str>) -> AnyView {
    view! {
        <div class="card">
            <h1>"No such rerun"</h1>
            <p role="status">{text(move || sentence.get().to_owned())}</p>
        </div>
    }
    .into_any()
}

/// What is on the page.
pub(super) fn telling(rerun: Slice<Option<Rerun>>) -> AnyView {
    let desk = Desk::from_context();
    let task = text(move || {
        rerun
            .with(|rerun| rerun.as_ref().map(|rerun| rerun.intent.task.to_string()))
            .unwrap_or_default()
    });
    let environment = desk_environment(desk, rerun);
    let receipt = text(move || {
        let environment = environment.get();
        rerun
            .with(|rerun| Some(receipt(rerun.as_ref()?, environment.as_ref()?, intl::exact)))
            .unwrap_or_default()
    });
    let receipt_shown = when(
        move || !receipt.with(String::is_empty),
        move || {
            view! {
                <section class="card">
                    <h2>"Receipt"</h2>
                    <pre class="receipt">{receipt}</pre>
                    <p class="card__end"><CopyButton copied=receipt what="the receipt"/></p>
                </section>
            }
            .into_any()
        },
    );
    view! {
        <header class="head">
            <div class="head__words">
                <h1>"Rerun of task " {task}</h1>
                <div class="head__sub"><RerunBadge rerun/></div>
            </div>
            <div class="head__end">
                {command(desk, rerun)}
                <button type="button" class="button" on:click=pressed(move || save_evidence(rerun))>"Save evidence"</button>
            </div>
        </header>
        <RerunNotice rerun all=true/>
        <section class="content">
            <div class="card"><h2>"Story"</h2><Story rerun/></div>
        </section>
        <aside>
            <section class="card"><h2>"Decision"</h2><RerunSummary rerun/>{neighbours(rerun)}</section>
            <section class="card"><h2>"Attempts"</h2><Attempts rerun/></section>
            {receipt_shown}
        </aside>
    }
    .into_any()
}

/// The environment of the decision, not the one on screen: it is named in the receipt.
fn desk_environment(desk: Desk, rerun: Slice<Option<Rerun>>) -> Slice<Option<Environment>> {
    memo(move || {
        let tenancy =
            rerun.with(|rerun| rerun.as_ref().map(|rerun| rerun.intent.tenancy.clone()))?;
        desk.config().environment(tenancy.environment.as_str()).cloned()
    })
}

/// The decisions before and after this one.
fn neighbours(rerun: Slice<Option<Rerun>>) -> AnyView {
    let desk = Desk::from_context();
    let keys = desk.slice(move |model| {
        rerun.with(|rerun| {
            let rerun = rerun.as_ref()?;
            let after = model.superseded_by(&rerun.intent.key);
            Some((rerun.intent.supersedes.clone(), after.map(|after| after.intent.key.clone())))
        })
    });
    shown(move || {
        let (before, after) = keys.get().unwrap_or_default();
        let place =
            rerun.with_untracked(|rerun| place_of(&desk.config(), &rerun.as_ref()?.intent.tenancy));
        let line = |word: &'static str, key: IdempotencyKey| {
            let to = place.as_ref().map(|place| place.rerun(&key));
            view! { <p>{word} <a href=to><code>{key.to_string()}</code></a></p> }
        };
        let before = before.map(|key| line("Supersedes ", key));
        let after = after.map(|key| line("Superseded by ", key));
        view! { <div class="neighbours">{before} {after}</div> }.into_any()
    })
}

/// Its request for a shell, while that can do no harm.
fn command(desk: Desk, rerun: Slice<Option<Rerun>>) -> AnyView {
    let moved = desk.slice(move |model| {
        rerun.with(|rerun| rerun.as_ref().is_some_and(|rerun| model.has_moved(rerun)))
    });
    let offered = memo(move || {
        let may = |rerun: &Rerun| rerun.may_be_command(Stamp::wall(Desk::now()));
        !moved.get() && rerun.with(|rerun| rerun.as_ref().is_some_and(may))
    });
    let written = text(move || {
        rerun.with(|rerun| rerun.as_ref().and_then(|rerun| curl(desk, rerun))).unwrap_or_default()
    });
    when(
        move || offered.get(),
        move || {
            view! { <CopyButton copied=written label="Copy as cURL" what="without the token"/> }
                .into_any()
        },
    )
}

fn curl(desk: Desk, rerun: &Rerun) -> Option<String> {
    let intent = &rerun.intent;
    let config = desk.config();
    let environment = config.environment(intent.tenancy.environment.as_str())?;
    let request = rerun_task(intent.task, &intent.key, &Desk::fresh_track()?);
    let origin = window().location().origin().ok()?;
    Some(as_curl(&origin, environment, &intent.tenancy, &request))
}

fn save_evidence(rerun: Slice<Option<Rerun>>) {
    let now = Desk::now();
    let told = rerun.with_untracked(|rerun| {
        let rerun = rerun.as_ref()?;
        Some((rerun.intent.task, evidence(rerun, now)?))
    });
    if let Some((task, text)) = told {
        let at = now.iso().replace([':', '.'], "-");
        let _asked =
            save(&format!("reprise-evidence-task-{task}-{at}.json"), "application/json", &text);
    }
}

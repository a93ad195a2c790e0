//! `/t/:environment/reruns`: the journal as a list.

use leptos::prelude::*;
use reprise_domain::desk::Model;
use reprise_domain::desk::keeping::Journal;
use reprise_domain::explain::lists::{keeping, no_reruns};
use reprise_domain::journal::export::{export_csv, export_json};
use reprise_domain::rerun::filter::RerunQuery;
use reprise_domain::rerun::key::IdempotencyKey;
use reprise_domain::tenancy::EnvironmentId;
use web_sys::DragEvent;

use super::environment::use_place;
use super::part_of_reruns::{Page, reruns_view};
use crate::desk::Desk;
use crate::parts::evidence::{EvidenceField, EvidenceView, Opened, open_file};
use crate::parts::later::later;
use crate::parts::rerun_filters::RerunFilters;
use crate::parts::rerun_table::RerunTable;
use crate::ui::address::Address;
use crate::ui::erased::{heard, memo, pressed, shown, text, when};
use crate::ui::files::{allow_drop, dropped, save};
use crate::ui::intl;
use crate::ui::slice::Slice;
use crate::ui::title::keep_title;

/// Rows that are shown at first, and added at a time.
const ROWS: usize = 100;

/// Every rerun that this browser's journal holds for the environment.
#[component]
pub(crate) fn RerunsPage() -> impl IntoView {
    let place = use_place();
    keep_title(move || {
        format!("Reruns · {} · Reprise", place.with(|place| place.environment.label.clone()))
    });
    view! {
        <main class="page" id="main" tabindex="-1">
            {later("The list of reruns", || reruns_view(Page::List))}
        </main>
    }
}

/// Which environment, and which of its reruns.
type Asked = (EnvironmentId, RerunQuery);

/// What is on the page.
pub(super) fn listing() -> AnyView {
    let opened = RwSignal::new(None::<Opened>);
    let drop = heard(move |event: DragEvent| {
        if let Some(file) = dropped(&event) {
            open_file(file, opened);
        }
    });
    let over = heard(|event: DragEvent| allow_drop(&event));
    let desk = Desk::from_context();
    let place = use_place();
    let address = Address::from_context();
    let query = memo(move || address.query.with(|query| RerunQuery::from_address(query)));
    let asked = memo(move || (place.with(|place| place.environment.id.clone()), query.get()));
    // The keys that fit, and how many there are in all.
    let found = desk.slice(move |model| asked.with(|asked| find(model, asked)));
    let none = desk.slice(move |model| {
        let narrowed = query.with(|query| query.narrowed_by() > 0);
        no_reruns(&model.journal, model.has_read_journal(), narrowed)
    });
    let off = desk.slice(|model| matches!(model.journal, Journal::Closed(_)));
    let rows = RwSignal::new(ROWS);
    let shown_keys = memo(move || {
        found.with(|(keys, _)| keys.iter().take(rows.get()).cloned().collect::<Vec<_>>())
    });
    let empty = when(
        move || found.with(|(keys, _)| keys.is_empty()),
        move || {
            view! { <p class="card" role="status">{text(move || none.get().to_owned())}</p> }
                .into_any()
        },
    );
    let table = when(
        move || found.with(|(keys, _)| !keys.is_empty()),
        move || view! { <RerunTable keys=shown_keys/> }.into_any(),
    );
    let more = when(
        move || found.with(|(keys, _)| keys.len()) > rows.get(),
        move || {
            let add = pressed(move || rows.update(|rows| *rows += ROWS));
            view! { <p><button type="button" class="button" on:click=add>"Show more"</button></p> }
                .into_any()
        },
    );
    view! {
        // A file may be dropped anywhere on the page.
        <div class="drop" on:dragover=over on:drop=drop>
        {head(desk, asked, opened)}
        {shown(move || match opened.get() {
            Some(file) => view! { <EvidenceView file opened/> }.into_any(),
            None => ().into_any(),
        })}
        <RerunFilters query/>
        <div class="list__head">
            <span role="status">{text(move || found.with(|(keys, all)| counts(keys.len(), *all)))}</span>
            <small>{text(move || if off.get() { String::new() } else { keeping(desk.keeps_journal()).to_owned() })}</small>
        </div>
        {empty}
        {table}
        {more}
        </div>
    }
    .into_any()
}

/// The title, and what can be done with the list.
fn head(desk: Desk, asked: Slice<Asked>, opened: RwSignal<Option<Opened>>) -> AnyView {
    let saving = move |json| pressed(move || export(desk, &asked.get_untracked(), json));
    view! {
        <header class="head">
            <div class="head__words"><h1>"Reruns"</h1></div>
            <div class="head__end">
                <button type="button" class="button" on:click=saving(true)>"Export JSON"</button>
                <button type="button" class="button" on:click=saving(false)>"Export CSV"</button>
                <EvidenceField opened/>
            </div>
        </header>
    }
    .into_any()
}

/// Saves what the list shows, all of it.
fn export(desk: Desk, asked: &Asked, json: bool) {
    let now = Desk::now();
    let text = desk.look(|model| {
        let (environment, query) = asked;
        let mut reruns = model.reruns_in(environment);
        reruns.retain(|rerun| query.fits(rerun));
        if json { export_json(&reruns, now) } else { export_csv(&reruns) }
    });
    let (ending, kind) = if json { ("json", "application/json") } else { ("csv", "text/csv") };
    let at = now.iso().replace([':', '.'], "-");
    let _asked = save(&format!("reprise-{}-{at}.{ending}", asked.0), kind, &text);
}

fn find(model: &Model, (environment, query): &Asked) -> (Vec<IdempotencyKey>, usize) {
    let all = model.reruns_in(environment);
    let fitting = all.iter().filter(|rerun| query.fits(rerun));
    (fitting.map(|rerun| rerun.intent.key.clone()).collect(), all.len())
}

fn counts(fitting: usize, all: usize) -> String {
    let word = if all == 1 { "rerun" } else { "reruns" };
    if all == 0 {
        String::new()
    } else if fitting == all {
        format!("{} {word}", intl::count(all))
    } else {
        format!("{} of {} {word}", intl::count(fitting), intl::count(all))
    }
}

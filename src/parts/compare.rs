//! The payload beside an earlier reading of it, or beside a text that is pasted, chosen or dropped.

use leptos::prelude::*;
use leptos::task::spawn_local;
use reprise_domain::explain::compare::{ROUGH, change_word, counts_line, no_json};
use reprise_domain::id::TaskId;
use reprise_domain::payload::mask::{Policy, Revealed, masked};
use reprise_domain::payload::{Change, ChangeKind, Comparison, Json, compare};
use reprise_domain::time::UnixMillis;
use web_sys::{DragEvent, Event, File};

use super::later::{later, lazily};
use crate::desk::Desk;
use crate::pages::environment::use_place;
use crate::ui::address::Address;
use crate::ui::erased::{heard, memo, pressed, shown, text, when};
use crate::ui::files::{allow_drop, chosen, dropped, length, text_of};
use crate::ui::intl;
use crate::ui::long_text::shortened;
use crate::ui::slice::Slice;

/// Differences that are shown at first, and more of them at each press.
const STEP: usize = 100;

/// Characters of a value that are shown.
const LONGEST: usize = 300;

/// A file above this size is not read; the largest payload is a tenth of it.
const LARGEST: usize = 50_000_000;

/// Payloads as they were read before, the latest last, each with the time.
type Earlier = Vec<(UnixMillis, Json)>;

/// What the payload is compared with.
type Other = Option<Result<Json, String>>;

/// The comparison, whose code is fetched when it is first asked for.
pub fn comparing(task: TaskId, now: Json) -> AnyView {
    later("The comparison", move || compare_view(task, now.clone()))
}

lazily! {
    /// What is in the tab.
    fn compare_view(task: TaskId, now: Json) -> AnyView {
        view! { <Compare task now/> }.into_any()
    }
}

#[component]
fn Compare(task: TaskId, now: Json) -> impl IntoView {
    let (desk, place) = (Desk::from_context(), use_place());
    let question = memo(move || (place.get().tenancy, task));
    let latest = now.clone();
    // Payloads are compared only when there is another reading, not at every event.
    let readings = desk.slice(move |model| question.with(|asked| model.past.of(asked).to_vec()));
    let earlier: Slice<Earlier> = memo(move || {
        let readings = readings.get().into_iter();
        let data = readings.filter_map(|(task, at)| Some((at, task.data.clone()?)));
        data.filter(|(_, json)| *json != latest).collect()
    });
    // A reading by its time; none is a text of the operator's own.
    let reading = RwSignal::new(earlier.with_untracked(|all| all.last().map(|(at, _)| *at)));
    let own = RwSignal::new(None::<Result<Json, String>>);
    let other = memo(move || match reading.get() {
        Some(chosen) => earlier
            .with(|all| all.iter().find(|(at, _)| *at == chosen).map(|(_, json)| Ok(json.clone()))),
        None => own.get(),
    });
    let field = when(move || reading.get().is_none(), move || own_text(own));
    view! {
        <section class="compare" aria-label="Compare the payload">
            {choice(earlier, reading)}
            {field}
            {result(now, other)}
        </section>
    }
}

/// Which reading, or a text of one's own.
fn choice(earlier: Slice<Earlier>, reading: RwSignal<Option<UnixMillis>>) -> AnyView {
    let choose = heard(move |event: Event| {
        let chosen = event_target_value(&event).parse().ok();
        reading.set(chosen.map(UnixMillis));
    });
    let options = move || {
        let option = |(at, _): &(UnixMillis, Json)| {
            let is_chosen = reading.get_untracked() == Some(*at);
            let label = format!("the payload as read at {}", intl::clock_time(*at));
            view! { <option value=at.0.to_string() selected=is_chosen>{label}</option> }
        };
        earlier.with(|all| all.iter().rev().map(option).collect_view()).into_any()
    };
    let is_own = reading.get_untracked().is_none();
    view! {
        <label class="compare__choice">
            "Compare with"
            <select on:change=choose>
                {shown(options)}
                <option value="" selected=is_own>"another text"</option>
            </select>
        </label>
    }
    .into_any()
}

/// The field for a text, and the way to a file; nothing of it leaves the browser.
fn own_text(own: RwSignal<Other>) -> AnyView {
    let typed = heard(move |event: Event| own.set(read(&event_target_value(&event))));
    let file = heard(move |event: Event| {
        if let Some(file) = chosen(&event) {
            read_file(file, own);
        }
    });
    let drop = heard(move |event: DragEvent| {
        if let Some(file) = dropped(&event) {
            read_file(file, own);
        }
    });
    let over = heard(|event: DragEvent| allow_drop(&event));
    view! {
        <div class="compare__own" on:dragover=over on:drop=drop>
            <label>
                "JSON to compare with: paste it, or drop a file here"
                <textarea class="field mono" rows="4" spellcheck="false" autocomplete="off" on:input=typed></textarea>
            </label>
            <label>"or choose a file " <input type="file" accept=".json,application/json,text/plain" on:change=file/></label>
            <small>"It stays in this browser and is forgotten with the tab."</small>
        </div>
    }
    .into_any()
}

fn read(text: &str) -> Other {
    if text.trim().is_empty() {
        return None;
    }
    Some(Json::parse(&text.into()).map_err(|trouble| no_json(&trouble)))
}

fn read_file(file: File, own: RwSignal<Other>) {
    spawn_local(async move {
        let read = if length(&file) > LARGEST {
            Some(Err("This file is larger than any payload: it was not read.".to_owned()))
        } else {
            match text_of(&file).await {
                Some(text) => read(&text),
                None => Some(Err("The browser could not read this file.".to_owned())),
            }
        };
        let _gone = own.try_set(read);
    });
}

fn result(now: Json, other: Slice<Other>) -> AnyView {
    shown(move || match other.get() {
        None => ().into_any(),
        Some(Err(why)) => view! { <p class="wrong" role="status">{why}</p> }.into_any(),
        Some(Ok(before)) => differences(compare(&before, &now)),
    })
}

fn differences(found: Comparison) -> AnyView {
    let said = counts_line(found.counts(), intl::count);
    let rough = (found.rough_arrays() > 0).then(|| view! { <p class="muted">{ROUGH}</p> });
    let all = found.changes().len();
    let most = RwSignal::new(STEP);
    let found = StoredValue::new(found);
    let rows = move || {
        found.with_value(|found| {
            let changes = found.changes().iter().take(most.get());
            changes.map(|change| row(found, change)).collect_view().into_any()
        })
    };
    let more = when(
        move || all > most.get(),
        move || {
            let add = pressed(move || most.update(|most| *most += STEP));
            let left = text(move || intl::count(all.saturating_sub(most.get())));
            view! { <p><button type="button" class="button" on:click=add>"Show more"</button> " " <small>{left} " more"</small></p> }
                .into_any()
        },
    );
    view! {
        <p role="status">{said}</p>
        {rough}
        <ol class="changes">{shown(rows)}</ol>
        {more}
    }
    .into_any()
}

fn row(found: &Comparison, change: &Change) -> AnyView {
    let written = |json: &Option<Json>| json.as_ref().map(shortly);
    let before = written(&change.before).map(|text| view! { <del><bdi>{text}</bdi></del> });
    let after = written(&change.after)
        .filter(|_| change.kind != ChangeKind::Moved)
        .map(|text| view! { <ins><bdi>{text}</bdi></ins> });
    let from = (change.kind == ChangeKind::Moved).then(|| found.path_before(change)).flatten();
    let from = from.map(|path| view! { <small>"from "<bdi>{path.to_string()}</bdi></small> });
    let path = found.path(change).map(|path| path.to_string()).unwrap_or_default();
    view! {
        <li data-change=change_word(change.kind)>
            <p><span class="badge" data-status="plain">{change_word(change.kind)}</span> " " {place(path, change.after.is_some())} " " {from}</p>
            <p class="changes__values mono">{before} {after}</p>
        </li>
    }
    .into_any()
}

/// The way to a value of the payload; what was removed has none.
fn place(path: String, is_there: bool) -> AnyView {
    let to = Address::from_context().with(&[("path", Some(&path)), ("tab", None)]);
    let shown = view! { <code><bdi>{path}</bdi></code> };
    if is_there { view! { <a href=to>{shown}</a> }.into_any() } else { shown.into_any() }
}

/// A value as it is written, without secrets, and cut.
fn shortly(json: &Json) -> String {
    shortened(&masked(json, Policy::default(), &Revealed::nothing()), LONGEST)
}

//! The tasks of a run: how far they are read, and the two ways to look at them.

use std::sync::Arc;

use leptos::prelude::*;
use reprise_domain::desk::Event;
use reprise_domain::desk::gathering::RunQuestion;
use reprise_domain::explain::run::{BEHIND, NO_MEMBERS, members_note};
use reprise_domain::run::members::{Members, Reach};
use reprise_domain::time::UnixMillis;

use super::gather_line::GatherLine;
use super::next_failed::NextFailed;
use super::reading_trouble::ReadingTrouble;
use super::run_tree::RunTree;
use super::time_line::TimeLineTable;
use crate::desk::Desk;
use crate::pages::run::Known;
use crate::ui::address::Address;
use crate::ui::erased::{memo, shown, text, when};
use crate::ui::intl;
use crate::ui::slice::Slice;
use crate::ui::tabs::TabRow;

/// The tasks as far as they are known, and since when.
pub type Gathered = Option<(Arc<Members>, Option<UnixMillis>)>;

/// Time line or tree, with what is missing from them.
#[component]
pub fn RunTasks(
    /// Which run, and whose.
    question: Slice<RunQuestion>,
    /// The run and when it was read.
    known: Slice<Known>,
) -> impl IntoView {
    let desk = Desk::from_context();
    let gathered: Slice<Gathered> =
        desk.slice(move |model| question.with(|asked| model.gathering.of(asked)));
    let trouble = desk
        .slice(move |model| question.with(|asked| model.gathering.trouble_with(asked).cloned()));
    let counts = memo(move || known.with(|known| known.as_ref().and_then(|(run, _)| run.tasks)));
    let note = desk.slice(move |model| {
        let told = counts.get().map(|counts| counts.total);
        let halted = question.with(|asked| model.gathering.was_halted(asked));
        gathered.with(|gathered| match gathered {
            Some((members, Some(_))) => members_note(members, told, halted),
            _ => String::new(),
        })
    });
    let behind = desk.slice(move |model| {
        let reads = question.with(|asked| model.gathering.progress(asked)).is_some();
        !reads && question.with(|asked| model.gathering.is_behind(asked, counts.get()))
    });
    let ask = Callback::new(move |()| {
        let (tenancy, run) = question.get_untracked();
        desk.dispatch(Event::RunTasksAsked(tenancy, run));
    });
    let members: Slice<Arc<Members>> = memo(move || {
        gathered
            .with(|gathered| gathered.as_ref().map(|(members, _)| Arc::clone(members)))
            .unwrap_or_default()
    });
    // What goes on is drawn until the run was last read: with each reading it grows.
    let read_at = move || known.with(|known| known.as_ref().map(|(_, at)| *at));
    let until = memo(move || read_at().unwrap_or_else(Desk::now));
    let (_, id) = question.get_untracked();
    let empty = when(
        move || {
            // What could not be read is there all the same: the note beside counts it.
            let whole = |members: &Members| {
                let is_empty = members.list().is_empty() && members.unreadable == 0;
                is_empty && members.reach == Reach::Whole
            };
            let empty =
                gathered.with(|all| all.as_ref().is_some_and(|(members, _)| whole(members)));
            empty && known.with(Option::is_some)
        },
        || view! { <p class="card">{NO_MEMBERS}</p> }.into_any(),
    );
    let shown_since = memo(move || gathered.with(|all| all.as_ref().and_then(|(_, at)| *at)));
    let views = when(
        move || members.with(|members| !members.list().is_empty()),
        move || view! { <Views members until/> }.into_any(),
    );
    view! {
        <ReadingTrouble trouble shown_since what=text(move || format!("the tasks of run {id}")) again=ask/>
        <GatherLine question told=memo(move || counts.get().map(|counts| counts.total))/>
        <div class="list__head">
            <span>{text(move || gathered.with(|gathered| read_line(gathered.as_ref())))}</span>
            <span>{text(move || note.get())}</span>
            <span>{text(move || if behind.get() { BEHIND } else { "" }.to_owned())}</span>
        </div>
        {empty}
        {views}
    }
}

fn read_line(gathered: Option<&(Arc<Members>, Option<UnixMillis>)>) -> String {
    match gathered {
        Some((_, Some(at))) => format!("Tasks read at {}", intl::clock_time(*at)),
        _ => String::new(),
    }
}

#[component]
fn Views(members: Slice<Arc<Members>>, until: Slice<UnixMillis>) -> impl IntoView {
    let address = Address::from_context();
    let chosen = memo(move || address.query.with(|query| view_of(query)));
    let choose = Callback::new(move |name: String| {
        address.replace(&address.with(&[("view", Some(&name))]));
    });
    let tabs =
        memo(|| vec![("line", "Time line".to_owned()), ("tree", "What follows what".to_owned())]);
    let panel = shown(move || match chosen.get().as_str() {
        "tree" => view! { <RunTree members/> }.into_any(),
        _ => view! { <TimeLineTable members until/> }.into_any(),
    });
    let label = text(move || format!("tab-{}", chosen.get()));
    view! {
        <div class="views">
            <TabRow tabs chosen=text(move || chosen.get()) choose label="The tasks of the run"/>
            <NextFailed members/>
        </div>
        <div id="panel" role="tabpanel" aria-labelledby=label>{panel}</div>
    }
}

/// The view that an address asks for.
fn view_of(query: &str) -> String {
    let tree = query.split('&').any(|pair| pair == "view=tree");
    if tree { "tree" } else { "line" }.to_owned()
}

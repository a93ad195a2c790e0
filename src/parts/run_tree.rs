//! The tasks of a run by what follows what: a tree after the ARIA pattern.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::tachys::html::attribute::custom::custom_attribute;
use reprise_domain::explain::run::oddity_line;
use reprise_domain::id::TaskId;
use reprise_domain::run::member::Member;
use reprise_domain::run::members::Members;
use reprise_domain::run::tree::{Branch, tree};
use web_sys::KeyboardEvent;

use super::next_failed::{focused_task, row_id};
use super::status_badge::status_sign;
use super::time_line::member_name;
use crate::pages::environment::use_place;
use crate::ui::address::focus_now;
use crate::ui::erased::{flag, heard, memo, pressed, shown, text};
use crate::ui::slice::Slice;

/// How far a task is set in at most, in steps: beyond that its level is only told.
const DEEPEST: u32 = 12;

/// The tasks whose followers are hidden.
type Folded = RwSignal<BTreeSet<TaskId>>;

/// One row a task, right after the one that it follows; every row is a link.
#[component]
pub fn RunTree(
    /// The tasks of the run.
    members: Slice<Arc<Members>>,
) -> impl IntoView {
    let folded: Folded = RwSignal::new(BTreeSet::new());
    let branches = memo(move || members.with(|members| tree(members)));
    let visible = memo(move || branches.with(|all| folded.with(|folded| unfolded(all, folded))));
    let ids =
        memo(move || visible.with(|rows| rows.iter().map(|branch| branch.id).collect::<Vec<_>>()));
    // The one row that the Tab key leads to.
    let at = RwSignal::new(None::<TaskId>);
    let first = memo(move || {
        ids.with(|ids| at.get().filter(|at| ids.contains(at)).or_else(|| ids.first().copied()))
    });
    let pressed_key = heard(move |event: KeyboardEvent| {
        if let Some(to) = visible.with_untracked(|rows| step(&event, rows, folded)) {
            at.set(Some(to));
            focus_now(&row_id(to));
        }
    });
    let row = move |id: TaskId| row(id, Rows { members, branches, folded, first });
    view! {
        <ul class="twigs" role="tree" aria-label="Tasks of the run, each after the one that it follows" on:keydown=pressed_key>
            <For each=move || ids.get() key=|id| *id children=row/>
        </ul>
    }
}

/// The rows that are not below a folded one.
fn unfolded(all: &[Branch], folded: &BTreeSet<TaskId>) -> Vec<Branch> {
    let mut rows = Vec::new();
    let mut at = 0;
    while let Some(branch) = all.get(at) {
        rows.push(*branch);
        let hidden = if folded.contains(&branch.id) { branch.below } else { 0 };
        at += 1 + usize::try_from(hidden).unwrap_or(usize::MAX - at - 1);
    }
    rows
}

/// Where a key leads; right and left open and close first.
fn step(event: &KeyboardEvent, rows: &[Branch], folded: Folded) -> Option<TaskId> {
    let here = focused_task()?;
    let at = rows.iter().position(|row| row.id == here)?;
    let own = rows.get(at)?;
    let is_folded = folded.with_untracked(|folded| folded.contains(&here));
    let to = match event.key().as_str() {
        "ArrowDown" => rows.get(at + 1),
        "ArrowUp" => at.checked_sub(1).and_then(|at| rows.get(at)),
        "Home" => rows.first(),
        "End" => rows.last(),
        "ArrowRight" if is_folded => {
            fold(folded, here);
            None
        }
        "ArrowRight" => rows.get(at + 1).filter(|_| own.followers > 0),
        "ArrowLeft" if own.followers > 0 && !is_folded => {
            fold(folded, here);
            None
        }
        "ArrowLeft" => rows.get(..at)?.iter().rfind(|row| row.depth < own.depth),
        _ => return None,
    };
    event.prevent_default();
    to.map(|row| row.id)
}

fn fold(folded: Folded, task: TaskId) {
    folded.update(|folded| {
        if !folded.remove(&task) {
            folded.insert(task);
        }
    });
}

/// What the rows share.
#[derive(Clone, Copy)]
struct Rows {
    members: Slice<Arc<Members>>,
    branches: Slice<Vec<Branch>>,
    folded: Folded,
    first: Slice<Option<TaskId>>,
}

impl Rows {
    fn row(self, id: TaskId) -> Option<(Member, Branch)> {
        let branch =
            self.branches.with(|all| all.iter().find(|branch| branch.id == id).copied())?;
        let member = self.members.with(|members| members.list().get(branch.place).cloned())?;
        Some((member, branch))
    }
}

fn row(id: TaskId, rows: Rows) -> AnyView {
    let place = use_place();
    let folded = rows.folded;
    let own: Slice<Option<(Member, Branch)>> = memo(move || rows.row(id));
    let branch = move |read: fn(&Branch) -> String| {
        text(move || own.with(|own| own.as_ref().map(|(_, own)| read(own)).unwrap_or_default()))
    };
    let member = move |read: fn(&Member) -> String| {
        text(move || own.with(|own| own.as_ref().map(|(own, _)| read(own)).unwrap_or_default()))
    };
    let opens = move || own.with(|own| own.as_ref().is_some_and(|(_, own)| own.followers > 0));
    let expanded = move || opens().then(|| (!folded.with(|all| all.contains(&id))).to_string());
    let twig = text(move || {
        match expanded().as_deref() {
            Some("true") => "▾",
            Some(_) => "▸",
            None => "",
        }
        .to_owned()
    });
    let tone = member(|own| status_sign(own.status.as_ref()).0.to_owned());
    // The framework knows no `aria-level`.
    let level = branch(|own| own.depth.saturating_add(1).to_string());
    let level = custom_attribute("aria-level", level);
    let hidden = shown(move || {
        let below = own.with(|own| own.as_ref().map_or(0, |(_, own)| own.below));
        if folded.with(|all| all.contains(&id)) {
            view! { <small>{format!("{below} hidden")}</small> }.into_any()
        } else {
            ().into_any()
        }
    });
    view! {
        <li role="none" data-status=tone style:padding-inline-start=branch(inset)>
            <span class="twigs__fold" aria-hidden="true" data-opens=flag(opens) on:click=pressed(move || fold(folded, id))>{twig}</span>
            <a
                id=row_id(id)
                role="treeitem"
                href=text(move || place.with(|place| place.task(id)))
                tabindex=text(move || if rows.first.get() == Some(id) { "0" } else { "-1" }.to_owned())
                {..level}
                aria-posinset=branch(|own| own.number.to_string())
                aria-setsize=branch(|own| own.among.to_string())
                aria-expanded=expanded
            >
                <span class="twigs__then" aria-hidden="true">{branch(then)}</span>
                <span class="line__sign" aria-hidden="true">{member(|own| status_sign(own.status.as_ref()).1.to_owned())}</span>
                <bdi>{member(member_name)}</bdi>
                <small><code>{id.to_string()}</code></small>
                <small><bdi>{member(|own| own.kind.clone().unwrap_or_default())}</bdi></small>
                <small>{member(|own| status_sign(own.status.as_ref()).2)}</small>
                <small>{branch(odd)}</small>
            </a>
            {hidden}
        </li>
    }
    .into_any()
}

fn inset(own: &Branch) -> String {
    format!("{}px", own.indent.min(DEEPEST) * 18)
}

/// A chain of tasks is not set in, step by step: a sign tells that a task follows the one above.
fn then(own: &Branch) -> String {
    if own.depth > 0 && own.among == 1 { "↳ " } else { "" }.to_owned()
}

fn odd(own: &Branch) -> String {
    own.oddity.map(oddity_line).unwrap_or_default()
}

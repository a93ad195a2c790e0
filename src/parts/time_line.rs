//! The tasks of a run on a time line: a table, whose third column is drawn.

use std::sync::Arc;

use leptos::prelude::*;
use reprise_domain::explain::run::{PAUSES_NOTE, pause_line};
use reprise_domain::id::TaskId;
use reprise_domain::payload::mask::hidden;
use reprise_domain::run::axis::{Axis, SPAN};
use reprise_domain::run::member::Member;
use reprise_domain::run::members::Members;
use reprise_domain::run::time_line::{Bar, Course, Row, TimeLine};
use reprise_domain::time::UnixMillis;
use web_sys::KeyboardEvent;

use super::next_failed::{focused_task, row_id};
use super::status_badge::status_sign;
use crate::pages::environment::use_place;
use crate::ui::address::focus_now;
use crate::ui::erased::{heard, memo, shown, text, when};
use crate::ui::intl;
use crate::ui::slice::Slice;

/// The tasks and where they are drawn.
#[derive(Clone, PartialEq, Eq)]
struct Picture {
    members: Arc<Members>,
    line: TimeLine,
}

/// What one row shows.
#[derive(Clone, PartialEq, Eq)]
struct Shown {
    member: Member,
    row: Row,
    after_failure: bool,
}

impl Picture {
    fn row(&self, task: TaskId) -> Option<Shown> {
        let place = self.members.place_of(task)?;
        let member = self.members.list().get(place)?.clone();
        let after_failure = self.members.follows_failure(&member);
        Some(Shown { member, row: *self.line.rows.get(place)?, after_failure })
    }
}

/// One row a task, in the order in which they started; the axis stays in sight.
#[component]
pub fn TimeLineTable(
    /// The tasks of the run.
    members: Slice<Arc<Members>>,
    /// Until when what goes on is drawn.
    until: Slice<UnixMillis>,
) -> impl IntoView {
    let picture = memo(move || {
        let members = members.get();
        let line = TimeLine::of(&members, until.get());
        Picture { members, line }
    });
    let ids = memo(move || {
        members.with(|members| members.list().iter().map(|member| member.id).collect::<Vec<_>>())
    });
    let axis = memo(move || picture.with(|picture| picture.line.axis.clone()));
    let pressed_key = heard(move |event: KeyboardEvent| step(&event, &ids.get_untracked()));
    let note = when(
        move || axis.with(|axis| !axis.pauses().is_empty()),
        || view! { <p class="muted"><small>{PAUSES_NOTE}</small></p> }.into_any(),
    );
    view! {
        <table class="line" on:keydown=pressed_key>
            <caption class="visually-hidden">"Tasks of the run in the order in which they started"</caption>
            <thead>
                <tr>
                    <th scope="col">"Task"</th>
                    <th scope="col" class="line__kind">"Type"</th>
                    <th scope="col"><span class="visually-hidden">"Started"</span>{shown(move || scale(&axis.get()))}</th>
                    <th scope="col" class="number">"Took"</th>
                </tr>
            </thead>
            <tbody>
                <For each=move || ids.get() key=|id| *id children=move |id| row(id, picture, axis)/>
            </tbody>
        </table>
        {note}
    }
}

/// Up and down lead from task to task, Home and End to the first and last.
fn step(event: &KeyboardEvent, ids: &[TaskId]) {
    let Some(at) = focused_task().and_then(|task| ids.iter().position(|id| *id == task)) else {
        return;
    };
    let to = match event.key().as_str() {
        "ArrowDown" => ids.get(at + 1),
        "ArrowUp" => at.checked_sub(1).and_then(|at| ids.get(at)),
        "Home" => ids.first(),
        "End" => ids.last(),
        _ => return,
    };
    event.prevent_default();
    if let Some(to) = to {
        focus_now(&row_id(*to));
    }
}

/// A number of units as a share of the width.
fn share(units: u32) -> String {
    format!("{}.{:02}%", units / 100, units % 100)
}

/// Times of day above the picture, and how long each pause is.
fn scale(axis: &Axis) -> AnyView {
    let pauses = axis.pauses();
    let labels = pauses.iter().map(|pause| {
        // Near an end the words stay within it.
        let (near, left) = match pause.left {
            0..2_500 => ("start", pause.left),
            2_500..7_000 => ("middle", pause.left + pause.width / 2),
            _ => ("end", pause.left + pause.width),
        };
        let words = pause_line(&intl::duration(pause.length_ms));
        view! { <i data-side=near style:left=share(left)>{words}</i> }
    });
    let labels = labels.collect_view();
    let beside =
        |left: u32| pauses.iter().all(|pause| left.abs_diff(pause.left + pause.width / 2) > 500);
    let ticks = axis.ticks().into_iter().filter(|tick| beside(tick.left) && tick.left < SPAN - 400);
    // Where there is little room only a few are written.
    let mut room = 0;
    let ticks = ticks.map(|tick| {
        let sparse = (room..8_000).contains(&tick.left);
        room = if sparse { tick.left + 4_500 } else { room };
        view! { <b data-sparse=sparse.to_string() style:left=share(tick.left)>{intl::clock_time(tick.at)}</b> }
    });
    view! { <div class="scale" aria-hidden="true">{ticks.collect_view()}{labels}</div> }.into_any()
}

fn row(id: TaskId, picture: Slice<Picture>, axis: Slice<Axis>) -> AnyView {
    let place = use_place();
    let own: Slice<Option<Shown>> = memo(move || picture.with(|picture| picture.row(id)));
    let read = move |read: fn(&Shown) -> String| {
        text(move || own.with(|own| own.as_ref().map(read).unwrap_or_default()))
    };
    let tone = read(|own| status_sign(own.member.status.as_ref()).0.to_owned());
    let drawing = shown(move || {
        let bar = own.with(|own| own.as_ref().and_then(|own| own.row.bar));
        let goes_on = own.with(|own| own.as_ref().is_some_and(|own| goes_on(own.row.course)));
        drawing(bar, goes_on, &axis.get())
    });
    view! {
        <tr data-status=tone>
            <th scope="row">
                <span class="line__sign" aria-hidden="true">{read(|own| status_sign(own.member.status.as_ref()).1.to_owned())}</span>
                <a id=row_id(id) href=text(move || place.with(|place| place.task(id))) title=read(hint)><bdi>{read(name)}</bdi></a>
                <small class="line__id"><code>{id.to_string()}</code></small>
                <span class="visually-hidden">{read(status)}</span>
                {shown(move || if own.with(|own| own.as_ref().is_some_and(|own| own.after_failure)) {
                    view! { <small>"after a failure"</small> }.into_any()
                } else { ().into_any() })}
            </th>
            <td class="line__kind"><bdi>{read(|own| own.member.kind.clone().unwrap_or_default())}</bdi></td>
            <td><span class="visually-hidden">{read(started)}</span>{drawing}</td>
            <td class="number">{read(|own| took(own.row.course))}</td>
        </tr>
    }
    .into_any()
}

/// Attributes, not styles: a strict policy for contents lets them pass.
fn drawing(bar: Option<Bar>, goes_on: bool, axis: &Axis) -> AnyView {
    let pauses = axis.pauses().into_iter().map(|pause| {
        view! { <rect class="line__pause" x=pause.left.to_string() y="0" width=pause.width.to_string() height="24"/> }
    });
    let pauses = pauses.collect_view();
    let bar = bar.map(|bar| {
        let class = if goes_on { "line__bar line__bar--open" } else { "line__bar" };
        view! { <rect class=class x=bar.left.to_string() y="6" width=bar.width.to_string() height="12"/> }
    });
    view! {
        <svg viewBox=format!("0 0 {SPAN} 24") preserveAspectRatio="none" aria-hidden="true">{pauses}{bar}</svg>
    }
    .into_any()
}

const fn goes_on(course: Course) -> bool {
    matches!(course, Course::GoesOn(_) | Course::Waits(_))
}

pub(super) fn member_name(member: &Member) -> String {
    let name = member.name.clone().filter(|name| !name.trim().is_empty());
    name.unwrap_or_else(|| format!("Task {}", member.id))
}

fn name(own: &Shown) -> String {
    member_name(&own.member)
}

fn status(own: &Shown) -> String {
    status_sign(own.member.status.as_ref()).2
}

/// What the row has no room for.
fn hint(own: &Shown) -> String {
    let error = hidden(own.member.error.as_deref().unwrap_or_default());
    let colon = if error.is_empty() { "" } else { ": " };
    format!("{} {}, {}{colon}{error}", name(own), own.member.id, status(own))
}

fn started(own: &Shown) -> String {
    own.member.start.map_or_else(|| "not started".to_owned(), intl::clock_time)
}

pub(super) fn took(course: Course) -> String {
    match course {
        Course::Took(length) => intl::duration(length),
        Course::GoesOn(length) => format!("{} so far", intl::duration(length)),
        Course::Waits(length) => format!("waits {}", intl::duration(length)),
        Course::NotStarted => "not started".to_owned(),
        Course::Untold => "not told".to_owned(),
    }
}

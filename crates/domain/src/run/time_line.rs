//! The picture of a run: one row for each task, when it ran and how long.

use super::axis::{Axis, SPAN};
use super::member::Member;
use super::members::Members;
use crate::task::TaskStatus;
use crate::time::UnixMillis;

/// Units that a bar is wide at least, lest a task of a millisecond cannot be seen.
const NARROWEST: u32 = 50;

/// How far a task has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// It ended after so many milliseconds.
    Took(i64),
    /// It has run for so many milliseconds and goes on.
    GoesOn(i64),
    /// It began so many milliseconds ago and waits: for a person, a time or a retry.
    Waits(i64),
    /// It has not started.
    NotStarted,
    /// Its times do not tell: one is missing, or they are the wrong way round.
    Untold,
}

/// Where a task is drawn, in units of [`SPAN`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Where it begins.
    pub left: u32,
    /// How wide it is; never beyond the end.
    pub width: u32,
}

/// One task in the picture. Rows stand in the order of [`Members`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it is drawn; `None` for a task that has no time.
    pub bar: Option<Bar>,
    /// How far it has come.
    pub course: Course,
}

/// The rows and the axis above them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimeLine {
    /// One for each member, in order.
    pub rows: Vec<Row>,
    /// From moments to places.
    pub axis: Axis,
}

impl TimeLine {
    /// Lays the tasks out. What has not ended goes on until `now`.
    #[must_use]
    pub fn of(members: &Members, now: UnixMillis) -> Self {
        let stretches: Vec<_> = members.list().iter().map(|member| stretch(member, now)).collect();
        let drawn = stretches.iter().filter_map(|(times, _)| *times);
        let axis = Axis::over(drawn.flat_map(|(from, to)| [from, to]));
        let row = |(times, course): &(Times, Course)| Row {
            bar: times.map(|(from, to)| bar(&axis, from, to)),
            course: *course,
        };
        Self { rows: stretches.iter().map(row).collect(), axis }
    }
}

/// From when to when a task is drawn.
type Times = Option<(UnixMillis, UnixMillis)>;

fn stretch(member: &Member, now: UnixMillis) -> (Times, Course) {
    let Some(start) = member.start else {
        let waits = matches!(
            member.status,
            Some(TaskStatus::Queued | TaskStatus::Pending | TaskStatus::Processing)
        );
        let course = if waits { Course::NotStarted } else { Course::Untold };
        return (member.end.map(|end| (end, end)), course);
    };
    // A clock that stands before the start would end the bar before it begins.
    let until_now = now.max(start);
    match (member.end, &member.status) {
        (Some(end), _) if end >= start => ((Some((start, end))), Course::Took(end.since(start))),
        (None, Some(TaskStatus::Processing)) => {
            (Some((start, until_now)), Course::GoesOn(until_now.since(start)))
        }
        (None, Some(TaskStatus::Pending)) => {
            (Some((start, until_now)), Course::Waits(until_now.since(start)))
        }
        _ => (Some((start, start)), Course::Untold),
    }
}

fn bar(axis: &Axis, from: UnixMillis, to: UnixMillis) -> Bar {
    let (left, right) = (axis.place_of(from), axis.place_of(to));
    let width = right.saturating_sub(left).max(NARROWEST);
    Bar { left: left.min(SPAN - NARROWEST), width: width.min(SPAN - left.min(SPAN - NARROWEST)) }
}

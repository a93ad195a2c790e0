//! Why a task failed: what its fields say, else what its words hint at.

use super::evidence::Evidence;
use super::facts::{self, Warrant};
use super::kind::Kind;
use super::said::Said;
use super::spot::{Cited, Spot};
use super::words;
use crate::id::TaskId;
use crate::task::TaskStatus;

/// How sure a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// A guess from names or shapes.
    Possible,
    /// Inferred from words or classes whose meaning is public.
    Likely,
    /// A field says so, by its documented meaning.
    Certain,
}

/// Why a task failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// What went wrong.
    pub kind: Kind,
    /// How sure that is.
    pub certainty: Certainty,
    /// The fields that say so; none when it is their absence that tells.
    pub cited: Vec<Cited>,
    /// Where the rule is from.
    pub source: &'static str,
    /// HTTP status of the answer, where one is known.
    pub answered: Option<u16>,
    /// The task that failed, when it is the one before this.
    pub task: Option<TaskId>,
    /// That it stands on fields; nothing where words hint at it.
    pub(super) warrant: Option<Warrant>,
}

impl Cause {
    /// Why the task itself failed; nothing when it did not.
    pub(super) fn own(evidence: &Evidence) -> Option<Self> {
        let said = &evidence.own;
        let of = |kind, source| Self::new(kind, Certainty::Certain, source, said);
        let stated = || evidence.stated().into_iter().collect::<Vec<_>>();
        match &evidence.status {
            Some(TaskStatus::Stopped) if said.error.is_none() => {
                Some(of(Kind::RunStopped, SCHEMA).citing(stated()))
            }
            Some(
                TaskStatus::Error
                | TaskStatus::Stopped
                | TaskStatus::Pending
                | TaskStatus::Other(_),
            )
            | None
                if said.error.is_some() =>
            {
                Some(Self::of(evidence, said))
            }
            Some(TaskStatus::Error) if said.is_silent() => {
                let stopped =
                    evidence.run_status.iter().find(|run| run.value == "Stopped").cloned();
                let kind = if stopped.is_some() { Kind::RunStopped } else { Kind::NoMessage };
                Some(of(kind, SCHEMA).citing(stated().into_iter().chain(stopped).collect()))
            }
            Some(TaskStatus::Error) => Some(Self::of(evidence, said)),
            Some(TaskStatus::Success | TaskStatus::Queued | TaskStatus::Processing)
                if said.error.is_some() =>
            {
                Some(of(Kind::Leftover, SCHEMA).citing(stated()))
            }
            _ => None,
        }
    }

    /// Why the task before it failed, where the payload tells.
    pub(super) fn before(evidence: &Evidence) -> Option<Self> {
        Some(Self::of(evidence, evidence.before.as_ref()?))
    }

    fn of(evidence: &Evidence, said: &Said) -> Self {
        if let Some(fact) = facts::found(evidence, said) {
            let cause = Self::new(fact.kind, fact.certainty, fact.source, said).citing(fact.cited);
            return Self { warrant: fact.warrant, ..cause };
        }
        match words::hint(evidence, said) {
            Some(hint) => {
                Self::new(hint.kind, hint.certainty, hint.source, said).citing(hint.cited)
            }
            None => Self::new(Kind::Unrecognised, Certainty::Certain, "", said).citing(
                said.error.iter().chain(&said.class).map(|text| text.cited.clone()).collect(),
            ),
        }
    }

    fn new(kind: Kind, certainty: Certainty, source: &'static str, said: &Said) -> Self {
        let answered = said.answer.as_ref().map(|answer| answer.status);
        let task = said.task;
        Self { kind, certainty, cited: Vec::new(), source, answered, task, warrant: None }
    }

    fn citing(mut self, cited: Vec<Cited>) -> Self {
        for one in cited {
            let known = |spot: &Spot| self.cited.iter().any(|own| own.spot == *spot);
            if !known(&one.spot) {
                self.cited.push(one);
            }
        }
        self
    }
}

/// What the task's own fields mean.
const SCHEMA: &str = "Zuora API reference 2026-09-11, schema Task";

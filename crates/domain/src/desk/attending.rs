//! The run on screen: read when it is opened, read again while it goes on.

use super::asking::with_abort;
use super::gathering::RunQuestion;
use super::reading::Trouble;
use super::{Effect, Model, Purpose};
use crate::api::fault::ApiFault;
use crate::api::get_run::{get_run, read_run};
use crate::api::{Outcome, Silence};
use crate::desk::Ticket;
use crate::id::RunId;
use crate::rerun::follow::Follow;
use crate::time::UnixMillis;

/// The run whose page is open, and how far following it has come.
#[derive(Clone, Debug, Default)]
pub struct Attention {
    open: Option<RunQuestion>,
    follow: Follow,
}

impl Attention {
    /// Whether the run is no longer read by itself, because the budget is used up.
    #[must_use]
    pub fn is_over(&self, question: &RunQuestion) -> bool {
        self.open.as_ref() == Some(question) && self.follow.is_over()
    }
}

impl Model {
    /// The page of a run is opened, or read again by hand: following begins anew.
    pub(super) fn run_opened(&mut self, question: RunQuestion) -> Vec<Effect> {
        self.attention = Attention { open: Some(question.clone()), follow: Follow::default() };
        let mut effects = self.ask_run(question.clone());
        effects.extend(self.gather(question));
        effects
    }

    /// The page of a run is left, or that of one of its tasks.
    pub(super) fn run_left(&mut self, question: &RunQuestion, now: UnixMillis) -> Vec<Effect> {
        if self.attention.open.as_ref() == Some(question) {
            self.attention.open = None;
        }
        let gathers = self.gathering.progress(question).is_some();
        if gathers { self.halt_gathering(false, now) } else { Vec::new() }
    }

    pub(super) fn ask_run(&mut self, question: RunQuestion) -> Vec<Effect> {
        let (tenancy, run) = question.clone();
        let (ticket, fetch) = self.fetch(&tenancy, get_run(run), Purpose::Run(run));
        with_abort(self.run.ask(question, ticket), fetch)
    }

    /// Takes a reading of a run, and goes on from there.
    pub(super) fn run_read(
        &mut self,
        ticket: Ticket,
        run: RunId,
        outcome: &Outcome,
        now: UnixMillis,
    ) -> Vec<Effect> {
        let read = Trouble::or(outcome, |reply| read_run(run, reply));
        let (succeeded, passes) = (read.is_ok(), read.as_ref().err().is_none_or(is_passing));
        if !self.run.answered(ticket, read, now) {
            return Vec::new();
        }
        let Some(question) = self.run.question().cloned() else {
            return Vec::new();
        };
        let mut effects = if succeeded && self.is_evidence() {
            self.read_after_stop(&question, now)
        } else {
            Vec::new()
        };
        if self.attention.open.as_ref() != Some(&question) {
            return effects;
        }
        if succeeded {
            effects.extend(self.gather_anew(&question));
        }
        let goes_on = self.run.of(&question).is_some_and(|(run, _)| run.is_under_way());
        if goes_on && passes {
            let pause = self.attention.follow.next_pause_ms();
            effects.extend(pause.map(|pause| Effect::LookAt(now.plus(pause))));
        }
        effects
    }

    /// The moment came to look at the open run again.
    pub(super) fn looked(&mut self) -> Vec<Effect> {
        match self.attention.open.clone().filter(|_| !self.hidden) {
            Some(question) if !self.run.is_under_way() => self.ask_run(question),
            _ => Vec::new(),
        }
    }

    /// The tab is shown again: what goes on is looked at, for nothing was read meanwhile.
    pub(super) fn catch_up_with_run(&mut self) -> Vec<Effect> {
        let goes_on = |question: &RunQuestion| {
            self.run.of(question).is_some_and(|(run, _)| run.is_under_way())
        };
        if self.attention.open.as_ref().is_some_and(goes_on) { self.looked() } else { Vec::new() }
    }
}

/// Whether the trouble may be over when the run is read the next time.
const fn is_passing(trouble: &Trouble) -> bool {
    match trouble {
        Trouble::Silence(Silence::Withheld(_)) => false,
        Trouble::Silence(_) => true,
        Trouble::Fault { fault, .. } => matches!(
            fault,
            ApiFault::Down { .. } | ApiFault::GatewayLost { .. } | ApiFault::GatewayRefused { .. }
        ),
    }
}

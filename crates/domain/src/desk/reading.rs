//! A question, its latest answer, and what went wrong: an answer is only ever shown under the
//! question that it answers.

use crate::api::fault::ApiFault;
use crate::api::{ApiReply, Outcome, Silence};
use crate::desk::Ticket;
use crate::time::UnixMillis;

/// Why a reading failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// There was no reply.
    Silence(Silence),
    /// The reply is no success.
    Fault {
        /// What it says.
        fault: ApiFault,
        /// Zuora's name for the request.
        request_id: Option<String>,
    },
}

impl Trouble {
    /// Reads an outcome, or says why it cannot be read.
    ///
    /// # Errors
    ///
    /// The silence, or the fault that `read` found.
    pub fn or<T>(
        outcome: &Outcome,
        read: impl Fn(&ApiReply) -> Result<T, ApiFault>,
    ) -> Result<T, Self> {
        let reply = outcome.as_ref().map_err(|silence| Self::Silence(silence.clone()))?;
        read(reply).map_err(|fault| Self::Fault {
            fault,
            request_id: reply.request_id().map(str::to_owned),
        })
    }
}

/// One thing the page shows: what was asked last, what is known, what failed.
#[derive(Clone, Debug)]
pub struct Reading<Q, T> {
    question: Option<Q>,
    ticket: Option<Ticket>,
    answer: Option<(Q, T, UnixMillis)>,
    trouble: Option<(Trouble, UnixMillis)>,
}

impl<Q, T> Default for Reading<Q, T> {
    fn default() -> Self {
        Self { question: None, ticket: None, answer: None, trouble: None }
    }
}

impl<Q: PartialEq + Clone, T> Reading<Q, T> {
    /// Notes a new question; gives the request that nobody waits for any more.
    pub fn ask(&mut self, question: Q, ticket: Ticket) -> Option<Ticket> {
        if self.question.as_ref() != Some(&question) {
            self.trouble = None;
        }
        self.question = Some(question);
        self.ticket.replace(ticket)
    }

    /// The latest question.
    pub const fn question(&self) -> Option<&Q> {
        self.question.as_ref()
    }

    /// Takes the answer to the latest question; one to an earlier question is dropped. Whether it
    /// was taken.
    pub fn answered(
        &mut self,
        ticket: Ticket,
        answer: Result<T, Trouble>,
        now: UnixMillis,
    ) -> bool {
        if self.ticket != Some(ticket) {
            return false;
        }
        self.ticket = None;
        match (answer, &self.question) {
            (Ok(value), Some(question)) => {
                self.answer = Some((question.clone(), value, now));
                self.trouble = None;
            }
            (Err(trouble), _) => self.trouble = Some((trouble, now)),
            (Ok(_), None) => {}
        }
        true
    }

    /// Takes a newer value for a question that was learned in another way. An answer that is
    /// still awaited is older than that and will count no more.
    pub fn renew(&mut self, question: &Q, value: T, now: UnixMillis) {
        if self.question.as_ref() == Some(question) {
            self.ticket = None;
            self.answer = Some((question.clone(), value, now));
            self.trouble = None;
        }
    }

    /// What is known about `question`, and since when.
    pub fn of(&self, question: &Q) -> Option<(&T, UnixMillis)> {
        let (answered, value, at) = self.answer.as_ref()?;
        (answered == question).then_some((value, *at))
    }

    /// The latest answer, with its question and since when it is known.
    pub fn latest(&self) -> Option<(&Q, &T, UnixMillis)> {
        let (question, value, at) = self.answer.as_ref()?;
        Some((question, value, *at))
    }

    /// Why the latest reading of `question` failed, and when.
    pub fn trouble_with(&self, question: &Q) -> Option<&(Trouble, UnixMillis)> {
        self.trouble.as_ref().filter(|_| self.question.as_ref() == Some(question))
    }

    /// Whether an answer is awaited.
    pub const fn is_under_way(&self) -> bool {
        self.ticket.is_some()
    }
}

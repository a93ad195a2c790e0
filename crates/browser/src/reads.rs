//! The reads that are under way, so that one that nobody waits for can be ended: by the desk, or by
//! the clock.

use reprise_domain::desk::Ticket;
use web_sys::{AbortController, AbortSignal, DomException};

use crate::timer::Timer;

/// Longest wait for the answer to a read, in milliseconds.
const READ_MS: i64 = 60_000;

/// All of them.
#[derive(Debug, Default)]
pub struct Reads(Vec<(Ticket, AbortController, Timer)>);

impl Reads {
    /// Begins a read; gives the signal that ends it. `None` where there is no such thing: then it
    /// ends by itself.
    pub fn begin(&mut self, ticket: Ticket) -> Option<AbortSignal> {
        let controller = AbortController::new().ok()?;
        let late = controller.clone();
        let end = move || match DomException::new_with_message_and_name("", "TimeoutError") {
            Ok(reason) => late.abort_with_reason(&reason),
            Err(_) => late.abort(),
        };
        let signal = controller.signal();
        self.0.push((ticket, controller, Timer::after(READ_MS, end)));
        Some(signal)
    }

    /// A read was answered.
    pub fn ended(&mut self, ticket: Ticket) {
        self.0.retain(|(own, ..)| *own != ticket);
    }

    /// Ends a read that nobody waits for any more.
    pub fn abort(&mut self, ticket: Ticket) {
        for (_, controller, _) in self.0.extract_if(.., |(own, ..)| *own == ticket) {
            controller.abort();
        }
    }

    /// Ends all of them.
    pub fn abort_all(&mut self) {
        for (_, controller, _) in self.0.drain(..) {
            controller.abort();
        }
    }
}

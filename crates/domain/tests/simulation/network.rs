//! Everything between a page and Zuora: the network, the gateway, the page's own patience.

use reprise_domain::api::{ApiReply, ApiRequest, Method, Outcome, Silence};
use reprise_domain::desk::{Event, Ticket};
use reprise_domain::tenancy::Tenancy;

use crate::checker::violation::Kind;
use crate::refusing::Stop;
use crate::scene::{is_with, site};
use crate::tab::{LastRead, task_of};
use crate::world::{Copies, Happening, World};
use crate::zuora::Arrival;

/// How long a page waits.
const PATIENCE_MS: i64 = 135_000;

/// How long a request can be under way, whoever still waits for it.
const LONGEST_WAY_MS: i64 = 510_000;

/// One transmission.
#[derive(Clone, Debug)]
pub(crate) struct Flight {
    pub(crate) tab: usize,
    pub(crate) ticket: Ticket,
    pub(crate) sent: i64,
    /// The same by the clock of its machine.
    sent_wall: i64,
    tenancy: Tenancy,
    request: ApiRequest,
    is_over: bool,
    is_look: bool,
    is_aborted: bool,
    /// What its answer shows of a task, if it is a reading.
    pub(crate) shown: Option<(u64, LastRead)>,
    /// The reading that the page had in hand when this was sent.
    pub(crate) decided_on: Option<LastRead>,
}

impl Flight {
    fn header(&self, name: &str) -> String {
        let found = self.request.headers.iter().find(|(own, _)| *own == name);
        found.map(|(_, value)| value.as_str().to_owned()).unwrap_or_default()
    }

    pub(crate) const fn method(&self) -> Method {
        self.request.method
    }

    /// Its name, if it is a rerun.
    pub(crate) fn track(&self) -> String {
        self.header("Zuora-Track-Id")
    }

    /// Its key, if it is a rerun.
    pub(crate) fn key(&self) -> String {
        self.header("Idempotency-Key")
    }

    /// Its task, as Zuora holds it here.
    pub(crate) fn task(&self) -> u64 {
        site(&self.tenancy) + task_of(&self.request.path)
    }
}

/// One copy of a request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Copy {
    pub(crate) flight: usize,
    /// Whether anybody still waits for the answer to this one: a browser that repeats a request
    /// over a new connection no longer hears the old one.
    pub(crate) is_heard: bool,
}

impl World {
    /// A page hands a request to the network.
    pub(crate) fn send(
        &mut self,
        tab: usize,
        ticket: Ticket,
        (tenancy, request): (&Tenancy, &ApiRequest),
    ) {
        let flight = self.flights.len();
        let task = site(tenancy) + task_of(&request.path);
        let is_post = request.method == Method::Post;
        self.flights.push(Flight {
            tab,
            ticket,
            sent: self.now,
            sent_wall: self.wall(self.tabs[tab].machine),
            tenancy: tenancy.clone(),
            request: request.clone(),
            is_over: false,
            is_look: self.is_looking,
            is_aborted: false,
            shown: None,
            decided_on: self.tabs[tab].reads.get(&task).filter(|_| is_post).cloned(),
        });
        if !self.setting.scene.knows(tenancy, self.tabs[tab].guard.is_changed) {
            let outcome = Err(Silence::Withheld("no such environment".into()));
            self.plan(1, Happening::Ended(flight, Box::new(outcome)));
            return;
        }
        if let Some(stop) = self.stopped() {
            let after = self.chance.between(1, 3000);
            self.turn_away(Copy { flight, is_heard: true }, &stop, after);
            // Something on the way may have doubled it, and the other copy has its own fate.
            let may_double = is_post
                && match self.setting.copies {
                    Copies::Together => false,
                    Copies::Apart => !matches!(stop, Stop::Offline | Stop::Page),
                    Copies::AmongPages => stop != Stop::Offline,
                };
            if may_double && self.more.mille(self.faults.twice) {
                let then = self.more.below(2 * after + 50);
                self.send_copy(flight, then);
            }
            return;
        }
        self.plan(PATIENCE_MS, Happening::Ended(flight, Box::new(Err(Silence::TimedOut))));
        if self.chance.mille(self.faults.request_lost) {
            self.vanish(flight);
            return;
        }
        let after = self.way();
        if !is_post {
            if request.headers.iter().any(|(name, _)| *name == "Idempotency-Key") {
                self.find(Kind::KeyUse, "a reading carried a key".to_owned());
            }
            self.plan(after, Happening::Read(flight));
            return;
        }
        self.send_copies(flight, after);
    }

    /// One copy sets out, or two of which the page knows nothing.
    fn send_copies(&mut self, flight: usize, after: i64) {
        if !self.chance.mille(self.faults.twice) {
            self.plan(after, Happening::Arrived(Copy { flight, is_heard: true }));
            return;
        }
        let soon = self.chance.mille(500);
        let then = if soon { after + self.chance.below(50) } else { self.way() };
        let share = self.setting.copies == Copies::Together;
        // Either something on the way doubles it, and whatever answers first is heard; or the
        // browser repeats it when its connection dies, and hears the second alone.
        let is_heard = share || self.more.mille(500);
        self.plan(after, Happening::Arrived(Copy { flight, is_heard }));
        if share {
            self.plan(then, Happening::Arrived(Copy { flight, is_heard: true }));
        } else {
            self.send_copy(flight, then);
        }
    }

    /// A request never arrives, or gets lost behind the gateway, which remembers it then.
    fn vanish(&mut self, flight: usize) {
        let mut is_beyond = self.more.mille(500);
        if self.chance.mille(500) {
            let outcome = self.broken_off();
            is_beyond |= matches!(&outcome, Ok(reply) if reply.header("x-proxy-local").is_some());
            let after = self.chance.between(5, 100_000);
            self.plan(after, Happening::Ended(flight, Box::new(outcome)));
        }
        let own = &self.flights[flight];
        if is_beyond && own.request.method == Method::Post {
            let (key, track) = (own.key(), own.track());
            let _ = self.gateways.claim(&key, &track, self.now);
        }
    }

    /// A page wants an answer no more. It may still be told, and must not mind.
    pub(crate) fn abort(&mut self, tab: usize, ticket: Ticket) {
        let mut flights = self.flights.iter_mut().rev();
        let found = flights.find(|flight| flight.tab == tab && flight.ticket == ticket);
        let is_told = self.chance.mille(500);
        let mut was_post = false;
        if let Some(flight) = found {
            was_post = flight.request.method == Method::Post;
            (flight.is_aborted, flight.shown) = (true, None);
            flight.is_over |= !is_told;
        }
        if was_post {
            self.find(Kind::Lost, "a rerun under way was aborted".to_owned());
        }
    }

    fn way(&mut self) -> i64 {
        if self.chance.mille(self.faults.slow) {
            self.chance.below(LONGEST_WAY_MS - 20_000)
        } else {
            self.chance.between(5, 400)
        }
    }

    /// A copy of a rerun request comes to the gateway, and if that lets it pass, to the key store.
    pub(crate) fn arrived(&mut self, copy: Copy) {
        let flight = &self.flights[copy.flight];
        let (key, track) = (flight.key(), flight.track());
        if let Err(answer) = self.gateways.claim(&key, &track, self.now) {
            return self.answer_leaves(copy, answer);
        }
        let client = self.tabs[flight.tab].machine;
        let task = flight.task();
        let path = flight.request.path.clone();
        let arrival = Arrival { at: self.now, path, key, track, client };
        match self.zuora.receive(arrival, task, &self.faults, &mut self.chance) {
            Ok(answer) => self.answer_leaves(copy, answer),
            Err(work) => self.plan_at(work.until, Happening::Done(copy, Box::new(work))),
        }
    }

    /// An answer sets out for the page.
    pub(crate) fn answer_leaves(&mut self, copy: Copy, answer: ApiReply) {
        let answer = self.passed_on(answer);
        let after = self.way();
        if self.chance.mille(self.faults.answer_lost) {
            if self.chance.mille(700) {
                let outcome = self.broken_off();
                self.plan_ended(copy, after, outcome);
            }
            return;
        }
        let outcome = if self.chance.mille(self.faults.garbled) {
            let body = self.chance.one_of(&["<!doctype html><p>Sign in", "{", "{}", r#"{"id":1}"#]);
            self.local(200, None, body)
        } else {
            answer
        };
        self.plan_ended(copy, after, Ok(outcome));
    }

    /// The page learns of an outcome, if it still waits for that of this copy.
    pub(crate) fn plan_ended(&mut self, copy: Copy, after: i64, outcome: Outcome) {
        if copy.is_heard {
            self.plan(after, Happening::Ended(copy.flight, Box::new(outcome)));
        }
    }

    /// A reading comes to Zuora.
    pub(crate) fn reading_arrived(&mut self, flight: usize) {
        let age = if self.chance.mille(self.faults.stale) { self.chance.below(60_000) } else { 0 };
        let state = self.now - age - self.setting.nature.lag_ms;
        let own = &self.flights[flight];
        let (task, copy) = (own.task(), Copy { flight, is_heard: true });
        if own.request.path.starts_with("/workflows/tasks?") {
            let tenancy = own.tenancy.clone();
            let answer = self.zuora.list(state, self.now, |task| is_with(task, &tenancy));
            return self.answer_leaves(copy, answer);
        }
        let (answer, basis) = self.zuora.read(task, state, self.now);
        let Flight { sent: asked, sent_wall: asked_wall, is_look, is_aborted, .. } =
            self.flights[flight];
        let run = self.zuora.shown_run(task, state);
        let read = LastRead { basis, run, is_look, asked, asked_wall, state };
        self.flights[flight].shown = (!is_aborted).then_some((task, read));
        self.answer_leaves(copy, answer);
    }

    /// A transmission ends for its page; what comes later is heard by nobody.
    pub(crate) fn ended(&mut self, flight: usize, outcome: Outcome) {
        let own = &mut self.flights[flight];
        if own.is_over {
            return;
        }
        own.is_over = true;
        if !matches!(&outcome, Ok(reply) if reply.status == 200 && reply.body.contains("action_type"))
        {
            own.shown = None;
        }
        let (tab, ticket) = (own.tab, own.ticket);
        self.told(tab, Box::new(Event::Answered(ticket, outcome)));
    }
}

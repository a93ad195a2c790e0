//! Everything between a page and Zuora: the network, the gateway, the page's own patience.

use reprise_domain::api::{ApiReply, ApiRequest, Method, Outcome, Silence};
use reprise_domain::desk::{Event, Ticket};

use crate::checker::violation::Kind;
use crate::date::{START, http};
use crate::tab::{LastRead, task_of};
use crate::world::{Happening, World};
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

    /// Its name, if it is a rerun.
    pub(crate) fn track(&self) -> String {
        self.header("Zuora-Track-Id")
    }
}

/// One copy of a rerun request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Copy {
    flight: usize,
}

impl World {
    /// A page hands a request to the network.
    pub(crate) fn send(&mut self, tab: usize, ticket: Ticket, request: &ApiRequest) {
        let flight = self.flights.len();
        let task = task_of(&request.path);
        let is_post = request.method == Method::Post;
        self.flights.push(Flight {
            tab,
            ticket,
            sent: self.now,
            sent_wall: self.wall(self.tabs[tab].machine),
            request: request.clone(),
            is_over: false,
            is_look: self.is_looking,
            is_aborted: false,
            shown: None,
            decided_on: self.tabs[tab].reads.get(&task).filter(|_| is_post).cloned(),
        });
        if let Some(outcome) = self.stopped() {
            let after = self.chance.between(1, 3000);
            self.plan(after, Happening::Ended(flight, Box::new(outcome)));
            return;
        }
        self.plan(PATIENCE_MS, Happening::Ended(flight, Box::new(Err(Silence::TimedOut))));
        let vanishes = self.chance.mille(self.faults.request_lost);
        if vanishes && self.chance.mille(500) {
            let outcome = self.broken_off();
            let after = self.chance.between(5, 100_000);
            self.plan(after, Happening::Ended(flight, Box::new(outcome)));
        }
        if vanishes {
            return;
        }
        let after = self.way();
        if !is_post {
            if request.headers.iter().any(|(name, _)| *name == "Idempotency-Key") {
                self.find(Kind::KeyUse, "a reading carried a key".to_owned());
            }
            self.plan(after, Happening::Read(flight, task));
            return;
        }
        self.plan(after, Happening::Arrived(Copy { flight }));
        if self.chance.mille(self.faults.twice) {
            let after =
                if self.chance.mille(500) { after + self.chance.below(50) } else { self.way() };
            self.plan(after, Happening::Arrived(Copy { flight }));
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

    /// What ends a transmission before it comes to the key store: nothing of it ever does.
    fn stopped(&mut self) -> Option<Outcome> {
        let faults = self.faults.clone();
        if self.chance.mille(faults.offline) {
            return Some(Err(Silence::Withheld("offline".into())));
        }
        if self.chance.mille(faults.gateway) {
            if self.chance.mille(100) {
                let page = r#"<!doctype html><meta name="application-name" content="Reprise">"#;
                return Some(Ok(self.local(404, None, page)));
            }
            let mark = self.chance.one_of(&["-", "UF", "UH", "NR"]);
            return Some(Ok(self.local(503, Some(("x-proxy-local", mark.to_owned())), "")));
        }
        if self.chance.mille(faults.limited) {
            let wait = match self.chance.below(4) {
                0 => None,
                1 => Some(self.chance.between(60, 900)),
                _ => Some(self.chance.between(1, 60)),
            };
            let header = wait.map(|wait| ("retry-after", wait.to_string()));
            return Some(Ok(self.local(429, header, "{}")));
        }
        self.chance.mille(faults.unauthorised).then(|| Ok(self.local(401, None, "{}")))
    }

    /// How a page learns that it will get no answer.
    fn broken_off(&mut self) -> Outcome {
        match self.chance.below(6) {
            0 => {
                let mark = self.chance.one_of(&["UC", "UT", "DC"]);
                Ok(self.local(503, Some(("x-proxy-local", mark.to_owned())), ""))
            }
            1 => Ok(self.local(502, None, "<html>Bad Gateway</html>")),
            _ => Err(Silence::NoAnswer),
        }
    }

    fn local(&self, status: u16, header: Option<(&str, String)>, body: &str) -> ApiReply {
        let date = ("date".to_owned(), http(START + self.now));
        let header = header.map(|(name, value)| (name.to_owned(), value));
        ApiReply { status, headers: header.into_iter().chain([date]).collect(), body: body.into() }
    }

    /// A copy of a rerun request comes to the key store.
    pub(crate) fn arrived(&mut self, copy: Copy) {
        let flight = &self.flights[copy.flight];
        let arrival = Arrival {
            at: self.now,
            path: flight.request.path.clone(),
            key: flight.header("Idempotency-Key"),
            track: flight.track(),
        };
        let task = task_of(&arrival.path);
        match self.zuora.receive(arrival, task, &self.faults, &mut self.chance) {
            Ok(answer) => self.answer_leaves(copy.flight, answer),
            Err(work) => self.plan_at(work.until, Happening::Done(copy.flight, Box::new(work))),
        }
    }

    /// An answer sets out for the page.
    pub(crate) fn answer_leaves(&mut self, flight: usize, answer: ApiReply) {
        let after = self.way();
        if self.chance.mille(self.faults.answer_lost) {
            if self.chance.mille(700) {
                let outcome = self.broken_off();
                self.plan(after, Happening::Ended(flight, Box::new(outcome)));
            }
            return;
        }
        let outcome = if self.chance.mille(self.faults.garbled) {
            let body = self.chance.one_of(&["<!doctype html><p>Sign in", "{", "{}", r#"{"id":1}"#]);
            self.local(200, None, body)
        } else {
            answer
        };
        self.plan(after, Happening::Ended(flight, Box::new(Ok(outcome))));
    }

    /// A reading comes to Zuora.
    pub(crate) fn reading_arrived(&mut self, flight: usize, task: u64) {
        let age = if self.chance.mille(self.faults.stale) { self.chance.below(60_000) } else { 0 };
        let state = self.now - age;
        let (answer, basis) = self.zuora.read(task, state, self.now);
        let Flight { sent: asked, sent_wall: asked_wall, is_look, is_aborted, .. } =
            self.flights[flight];
        let read = LastRead { basis, is_look, asked, asked_wall, state };
        self.flights[flight].shown = (!is_aborted).then_some((task, read));
        self.answer_leaves(flight, answer);
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

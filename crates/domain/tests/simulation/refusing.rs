//! What turns a copy of a request away before it comes to the key store, and how a page learns
//! that it will get no answer.

use reprise_domain::api::{ApiReply, Method, Outcome, Silence};

use crate::chance::Chance;
use crate::date::{START, http};
use crate::faults::Faults;
use crate::network::Copy;
use crate::world::{Copies, Happening, World};

/// What ends a copy before it comes to the key store: nothing of it ever does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// The browser is offline: nothing leaves it.
    Offline,
    /// The static host answers with its page: there is no gateway at the moment.
    Page,
    /// The gateway refuses, and says why by its mark.
    Gateway(&'static str),
    /// Zuora's limiter does, and asks to wait so many seconds.
    Limited(Option<i64>),
    /// Zuora does not take the credential.
    Unauthorised,
}

impl Stop {
    /// What becomes of a copy.
    fn draw(faults: &Faults, chance: &mut Chance) -> Option<Self> {
        if chance.mille(faults.offline) {
            return Some(Self::Offline);
        }
        Self::on_the_way(faults, chance)
    }

    /// The same of a copy that has left the browser.
    fn on_the_way(faults: &Faults, chance: &mut Chance) -> Option<Self> {
        if chance.mille(faults.gateway) {
            if chance.mille(100) {
                return Some(Self::Page);
            }
            return Some(Self::Gateway(chance.one_of(&["-", "UF", "UH", "NR"])));
        }
        if chance.mille(faults.limited) {
            return Some(Self::Limited(match chance.below(4) {
                0 => None,
                1 => Some(chance.between(60, 900)),
                _ => Some(chance.between(1, 60)),
            }));
        }
        chance.mille(faults.unauthorised).then_some(Self::Unauthorised)
    }
}

impl World {
    /// What becomes of the first copy.
    pub(crate) fn stopped(&mut self) -> Option<Stop> {
        Stop::draw(&self.faults, &mut self.chance)
    }

    /// A further copy sets out, with a fate of its own.
    pub(crate) fn send_copy(&mut self, flight: usize, after: i64) {
        let copy = Copy { flight, is_heard: true };
        let pages = self.setting.copies == Copies::AmongPages;
        let stop = Stop::on_the_way(&self.faults, &mut self.more);
        let what = match stop.filter(|stop| pages || *stop != Stop::Page) {
            Some(stop) => Happening::Refused(copy, stop),
            None => Happening::Arrived(copy),
        };
        self.plan(after, what);
    }

    /// A further copy comes to where it is turned away.
    pub(crate) fn refused(&mut self, copy: Copy, stop: &Stop) {
        let after = self.more.between(1, 3000);
        self.turn_away(copy, stop, after);
    }

    /// A copy is turned away: now, and its sender hears of it after a while.
    pub(crate) fn turn_away(&mut self, copy: Copy, stop: &Stop, after: i64) {
        let mut outcome = self.outcome_of(stop);
        let flight = &self.flights[copy.flight];
        let is_local = matches!(stop, Stop::Offline | Stop::Page);
        if flight.method() == Method::Post && !is_local {
            match self.gateways.claim(&flight.key(), &flight.track(), self.now) {
                Err(answer) => outcome = Ok(answer),
                Ok(claim) => self.plan(after, Happening::GivenBack(claim)),
            }
        }
        self.plan_ended(copy, after, outcome);
    }

    fn outcome_of(&mut self, stop: &Stop) -> Outcome {
        Ok(match stop {
            Stop::Offline => return Err(Silence::Withheld("offline".into())),
            Stop::Page => {
                let page = r#"<!doctype html><meta name="application-name" content="Reprise">"#;
                self.local(404, None, page)
            }
            Stop::Gateway(mark) => self.marked(503, mark),
            Stop::Limited(wait) => {
                let header = wait.map(|wait| ("retry-after", wait.to_string()));
                let body = r#"{"reasons":[{"code":70,"message":"API Rate limit exceeded"}]}"#;
                let answer = self.local(429, header, body);
                self.passed_on(answer)
            }
            Stop::Unauthorised => {
                let body = r#"{"message":"Authentication error"}"#;
                let answer = self.local(401, None, body);
                self.passed_on(answer)
            }
        })
    }

    /// How a page learns that it will get no answer.
    pub(crate) fn broken_off(&mut self) -> Outcome {
        match self.chance.below(6) {
            0 => {
                let mark = self.chance.one_of(&["UC", "UT", "DC"]);
                Ok(self.marked(503, mark))
            }
            1 => Ok(self.local(502, None, "<html>Bad Gateway</html>")),
            _ => Err(Silence::NoAnswer),
        }
    }

    fn marked(&mut self, status: u16, mark: &str) -> ApiReply {
        let answer = self.local(status, Some(("x-proxy-local", mark.to_owned())), "");
        self.passed_on(answer)
    }

    /// An answer as the gateway gives it or passes it on.
    pub(crate) fn passed_on(&mut self, mut answer: ApiReply) -> ApiReply {
        if answer.header("x-proxy-remembers").is_none() {
            answer.headers.extend(self.gateways.remembers(self.now));
        }
        answer
    }

    /// An answer that nobody else than the one who gives it has seen.
    pub(crate) fn local(
        &self,
        status: u16,
        header: Option<(&str, String)>,
        body: &str,
    ) -> ApiReply {
        let named = |name: &str, value: String| (name.to_owned(), value);
        let date = named("date", http(START + self.now));
        let kind = if body.starts_with('{') { "application/json" } else { "text/html" };
        let kind = (!body.is_empty()).then(|| named("content-type", kind.to_owned()));
        let header = header.map(|(name, value)| named(name, value));
        let headers = header.into_iter().chain(kind).chain([date]).collect();
        ApiReply { status, headers, body: body.into() }
    }
}

//! An administrator with a watch, a canary and a counter, before a practice tenant.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a broken script fails the test"
)]

use std::collections::VecDeque;

use http::Request;
use reprise_domain::api::{ApiReply, ApiRequest, Method, Outcome};
use reprise_domain::id::TaskId;
use reprise_domain::proof::act::Asking;
use reprise_domain::proof::course::{Course, Effect, Event, update};
use reprise_domain::proof::plan::Plan;
use reprise_domain::tenancy::{EnvironmentId, Tenancy, TenantPart};
use reprise_domain::time::UnixMillis;
use reprise_sandbox::{CREDENTIALS, Day, Delivery, ENTITIES, Manners, Sandbox, Settings};

/// 2026-11-30T12:00:00Z.
pub(crate) const START: i64 = 1_796_040_000_000;

/// One way over the line, in milliseconds.
const WAY_MS: i64 = 10;

/// What the administrator does with the steps that may be left out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Zeal {
    Everything,
    NoMoreThanNeeded,
}

/// What becomes of an outcome on its way to the page.
pub(crate) type Meddling = Box<dyn FnMut(&ApiRequest, Outcome) -> Outcome>;

pub(crate) struct Administrator {
    pub(crate) sandbox: Sandbox,
    pub(crate) now: i64,
    pub(crate) zeal: Zeal,
    pub(crate) api: &'static str,
    pub(crate) meddle: Meddling,
    /// What is typed where the counter shows this.
    pub(crate) types: Box<dyn FnMut(u64) -> u64>,
    /// The status that the other client is told, if it is not the true one.
    pub(crate) by_hand: Option<u16>,
    wakes: VecDeque<i64>,
}

pub(crate) fn plan(clients: &[&str], rounds: i64) -> Plan {
    let entity = TenantPart::parse(ENTITIES[0].id).unwrap();
    Plan {
        tenancy: Tenancy {
            environment: EnvironmentId::try_from("sandbox".to_owned()).unwrap(),
            entity: Some(entity),
            orgs: Vec::new(),
        },
        tenant: TenantPart::parse("practice/1").unwrap(),
        host: "reprise-sandbox".to_owned(),
        gateway: "/api/sandbox".to_owned(),
        clients: clients.iter().map(|name| (*name).to_owned()).collect(),
        person: "the practice tenant's keeper".to_owned(),
        canary: TaskId::new(9301),
        rounds,
        quiet_ms: 180_000,
        salt: "demo-salt-not-for-production-7c1e5f0c".to_owned(),
        chance: 7,
    }
}

impl Administrator {
    pub(crate) fn of(manners: Manners) -> Self {
        let settings = Settings::anchored(Day::parse("2026-11-30").unwrap()).behaving(manners);
        Self {
            sandbox: Sandbox::new(settings),
            now: START,
            zeal: Zeal::NoMoreThanNeeded,
            api: "/api/sandbox",
            meddle: Box::new(|_, outcome| outcome),
            types: Box::new(|figure| figure),
            by_hand: None,
            wakes: VecDeque::new(),
        }
    }

    /// Leads a proof to its end.
    pub(crate) fn prove(&mut self, plan: Plan) -> Course {
        let mut course = Course::new(plan);
        let mut events = VecDeque::from([Event::Begun]);
        for _ in 0..100_000 {
            let Some(event) = events.pop_front().or_else(|| self.next(&course)) else {
                return course;
            };
            for effect in update(&mut course, event, UnixMillis(self.now)) {
                match effect {
                    Effect::WakeAt(at) => self.wakes.push_back(at.0),
                    Effect::Fetch(ticket, request) => {
                        let outcome = self.exchange(&course, &request);
                        events.push_back(Event::Answered(ticket, outcome));
                    }
                }
            }
        }
        panic!("no end: {}", course.transcript().text());
    }

    /// What happens next: the administrator does what is asked, or time passes.
    fn next(&mut self, course: &Course) -> Option<Event> {
        if course.record().is_some() || course.trouble().is_some() {
            return None;
        }
        let thorough = self.zeal == Zeal::Everything;
        Some(match course.asking() {
            Asking::Counter { .. } => {
                let figure = self.counter();
                Event::Counted((self.types)(figure))
            }
            Asking::Client { request, .. } => match self.by_hand {
                Some(status) => Event::HandHeard(status),
                None => Event::HandHeard(self.by_second_client(request)),
            },
            Asking::TakePermission | Asking::GivePermission if thorough => {
                let given = *course.asking() == Asking::GivePermission;
                self.keeper("POST", "/_sandbox/permission", &format!("{{\"rerun\":{given}}}"));
                Event::Done
            }
            Asking::AfterDay(from) if thorough => {
                self.now = from.0;
                Event::Done
            }
            Asking::TakePermission | Asking::GivePermission | Asking::AfterDay(_) => Event::Skipped,
            Asking::Allow(_) => Event::Done,
            Asking::Nothing => {
                self.now = self.now.max(self.wakes.pop_front()?);
                Event::Woke
            }
        })
    }

    fn keeper(&mut self, method: &str, path: &str, body: &str) -> String {
        let request = Request::builder().method(method).uri(path);
        let request = request.body(body.as_bytes().to_vec()).unwrap();
        let reply = self.sandbox.exchange(&request, self.now);
        String::from_utf8(reply.response.into_body()).unwrap()
    }

    /// The figure of the canary's counter.
    pub(crate) fn counter(&mut self) -> u64 {
        let rows = self.keeper("GET", "/_sandbox/counter", "");
        let rows: serde_json::Value = serde_json::from_str(&rows).unwrap();
        let tenant = if self.api == "/api/sandbox" { "sandbox" } else { "rehearsal" };
        let own = rows.as_array().unwrap().iter().find(|row| row["tenant"] == tenant);
        own.unwrap()["count"].as_u64().unwrap()
    }

    fn exchange(&mut self, course: &Course, request: &ApiRequest) -> Outcome {
        assert!(
            request.method == Method::Get || request.path == "/workflows/tasks/9301/rerun",
            "nothing but the canary is rerun: {}",
            request.path
        );
        if request.method == Method::Post {
            let (key, told) = (request.headers[0].1.as_str(), course.transcript().text());
            assert!(told.contains(key), "what leaves stands in the transcript before");
        }
        let path = format!("{}{}", self.api, request.path);
        let reply = self.ask(request, &path, course.plan(), None);
        (self.meddle)(request, Ok(reply))
    }

    fn ask(
        &mut self,
        request: &ApiRequest,
        path: &str,
        plan: &Plan,
        token: Option<&str>,
    ) -> ApiReply {
        self.now += WAY_MS;
        let mut sent = Request::builder().method(request.method.as_str()).uri(path);
        for (name, value) in plan.tenancy.headers().iter().chain(&request.headers) {
            sent = sent.header(*name, value.as_str());
        }
        if let Some(token) = token {
            sent = sent.header("Authorization", format!("Bearer {token}"));
        }
        let reply = self.sandbox.exchange(&sent.body(Vec::new()).unwrap(), self.now);
        assert_eq!(reply.delivery, Delivery::Whole);
        self.now += WAY_MS;
        let (parts, body) = reply.response.into_parts();
        let text = |value: &http::HeaderValue| value.to_str().unwrap().to_owned();
        let headers = parts.headers.iter().map(|(name, value)| (name.to_string(), text(value)));
        let body = String::from_utf8(body).unwrap();
        ApiReply {
            status: parts.status.as_u16(),
            headers: headers.collect(),
            body: (&*body).into(),
        }
    }

    /// Sends what the page asks for at Zuora's own address, as the tenant's second client.
    fn by_second_client(&mut self, request: &ApiRequest) -> u16 {
        let client = CREDENTIALS[2];
        let form = form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "client_credentials")
            .append_pair("client_id", client.client_id)
            .append_pair("client_secret", client.client_secret)
            .finish();
        let granted = self.keeper("POST", "/oauth/token", &form);
        let granted: serde_json::Value = serde_json::from_str(&granted).unwrap();
        let token = granted["access_token"].as_str().unwrap().to_owned();
        let path = request.path.clone();
        self.ask(request, &path, &plan(&[], 1), Some(&token)).status
    }
}

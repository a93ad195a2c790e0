//! The proof of keys in the page: does what its course asks for, and reports back.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use reprise_browser::{clock, transport};
use reprise_domain::api::{ApiRequest, Method, Outcome, Silence};
use reprise_domain::desk::Model;
use reprise_domain::explain::guard::why_barred;
use reprise_domain::explain::proof_course::OPEN_RERUN;
use reprise_domain::proof::course::{Course, Effect, Event, update};
use reprise_domain::proof::plan::Plan;

use super::Desk;

/// A proof on its way, for as long as its page is open. Copies are handles to the same one.
#[derive(Clone, Copy)]
pub(crate) struct Proof {
    desk: Desk,
    course: RwSignal<Option<Course>>,
}

impl Proof {
    /// None has begun.
    pub(crate) fn new(desk: Desk) -> Self {
        Self { desk, course: RwSignal::new(None) }
    }

    /// The course, if one has begun.
    pub(crate) fn course(self) -> RwSignal<Option<Course>> {
        self.course
    }

    /// Begins a proof, or says why not.
    pub(crate) fn begin(self, plan: Plan) -> Result<(), &'static str> {
        let open = |model: &Model| {
            let rerun = model.rerun_of(&plan.tenancy, plan.canary);
            rerun.is_some_and(reprise_domain::rerun::Rerun::is_open)
        };
        if self.desk.look(open) {
            return Err(OPEN_RERUN);
        }
        self.course.set(Some(Course::new(plan)));
        self.dispatch(Event::Begun);
        Ok(())
    }

    /// Forgets the proof, so that another can begin.
    pub(crate) fn clear(self) {
        self.course.set(None);
    }

    /// Takes what was learned, and does what follows from it.
    pub(crate) fn dispatch(self, event: Event) {
        let now = clock::now();
        // Once the page is left there is no course, and whatever comes is nobody's.
        let effects = self.course.try_update(|course| {
            course.as_mut().map(|course| update(course, event, now)).unwrap_or_default()
        });
        for effect in effects.unwrap_or_default() {
            self.perform(effect);
        }
    }

    fn perform(self, effect: Effect) {
        match effect {
            Effect::WakeAt(moment) => {
                let pause = u64::try_from(moment.since(clock::now())).unwrap_or(0);
                set_timeout(move || self.dispatch(Event::Woke), Duration::from_millis(pause));
            }
            Effect::Fetch(ticket, request) => spawn_local(async move {
                let outcome = self.exchange(&request).await;
                self.dispatch(Event::Answered(ticket, outcome));
            }),
        }
    }

    async fn exchange(self, request: &ApiRequest) -> Outcome {
        let withheld = |why: &str| Err(Silence::Withheld(why.to_owned()));
        let plan = |course: &Option<Course>| Some(course.as_ref()?.plan().clone());
        let Some(plan) = self.course.try_with_untracked(plan).flatten() else {
            return withheld("The page was left.");
        };
        let desk = self.desk;
        let bar = desk.look(|model| model.guards.bar(&plan.tenancy.environment));
        if let Some(bar) = bar.filter(|_| request.method != Method::Get) {
            return withheld(why_barred(bar));
        }
        let token = desk.token(&plan.tenancy.environment);
        transport::exchange(&plan.gateway, &plan.tenancy, token.as_ref(), request, None).await
    }
}

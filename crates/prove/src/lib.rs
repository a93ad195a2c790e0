//! The proof of keys for JavaScript: the very course that the page leads through, with its requests.
//! What an administrator does there is asked of the caller.
//!
//! A file of its own beside the module's: who proves nothing never loads it. The JavaScript beside
//! the module (`crates/library/js/prove`) alone calls these.

mod asked;
mod given;
mod told;

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use js_sys::{Array, Promise};
use reprise_browser::script::object;
use reprise_browser::token::Token;
use reprise_browser::{clock, transport};
use reprise_domain::api::{ApiRequest, Outcome, Silence};
use reprise_domain::proof::course::{Course as Proof, Effect, Event, Ticket, update};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::future_to_promise;

/// A proof on its way, as JavaScript holds it.
#[wasm_bindgen]
pub struct Course(Rc<RefCell<Own>>);

struct Own {
    proof: Proof,
    /// Address below which Zuora's API is reached.
    api: String,
    /// What has still to be sent, by the number that JavaScript was given.
    open: Vec<(u32, Ticket, ApiRequest)>,
    requests: u32,
}

/// Says nothing of what it holds: a salt is among it.
impl fmt::Debug for Course {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Course")
    }
}

#[wasm_bindgen]
impl Course {
    /// Plans a proof; nothing is sent yet.
    ///
    /// # Errors
    ///
    /// A sentence, for what does not fit.
    #[wasm_bindgen(constructor)]
    pub fn new(given: &JsValue) -> Result<Course, JsValue> {
        let (plan, api) = given::plan(given)?;
        let own = Own { proof: Proof::new(plan), api, open: Vec::new(), requests: 0 };
        Ok(Self(Rc::new(RefCell::new(own))))
    }

    /// Takes what came to pass, by its word, and gives what is to be done: a list of
    /// `{ send: number }` and `{ wakeAt: milliseconds }`. A word that is none does nothing.
    pub fn tell(&self, word: &str, figure: f64) -> Array {
        asked::event(word, figure).map_or_else(Array::new, |event| self.0.borrow_mut().take(event))
    }

    /// Sends a request that is to be sent, and gives what is to be done then.
    pub fn send(&self, number: u32, token: Option<String>) -> Promise {
        let own = Rc::clone(&self.0);
        future_to_promise(async move {
            let Some((ticket, request)) = own.borrow_mut().next(number) else {
                return Ok(Array::new().into());
            };
            let outcome = exchange(&own, &request, token).await;
            Ok(own.borrow_mut().take(Event::Answered(ticket, outcome)).into())
        })
    }

    /// What is asked of the administrator now; `null` while nothing is.
    #[must_use]
    pub fn asking(&self) -> JsValue {
        asked::question(&self.0.borrow().proof)
    }

    /// How many lines the transcript has, and what stands in those from one of them on.
    #[must_use]
    pub fn lines(&self, from: usize) -> Array {
        let own = self.0.borrow();
        let lines = own.proof.transcript().lines().skip(from);
        lines.map(|(at, line)| told::line(at, &line)).collect()
    }

    /// What it ended with; `undefined` while it has not.
    #[must_use]
    pub fn end(&self) -> JsValue {
        told::end(&self.0.borrow().proof, clock::now())
    }
}

impl Own {
    fn take(&mut self, event: Event) -> Array {
        let effects = update(&mut self.proof, event, clock::now());
        effects.into_iter().map(|effect| self.step(effect)).collect()
    }

    fn step(&mut self, effect: Effect) -> JsValue {
        match effect {
            Effect::Fetch(ticket, request) => {
                self.requests += 1;
                self.open.push((self.requests, ticket, request));
                object(&[("send", self.requests.into())])
            }
            #[expect(clippy::cast_precision_loss, reason = "times stay far below 2^53")]
            Effect::WakeAt(moment) => object(&[("wakeAt", (moment.0 as f64).into())]),
        }
    }

    /// Takes a request out, so that it is sent once only.
    fn next(&mut self, number: u32) -> Option<(Ticket, ApiRequest)> {
        let at = self.open.iter().position(|(own, ..)| *own == number)?;
        let (_, ticket, request) = self.open.swap_remove(at);
        Some((ticket, request))
    }
}

async fn exchange(own: &RefCell<Own>, request: &ApiRequest, token: Option<String>) -> Outcome {
    let (api, tenancy) = {
        let own = own.borrow();
        (own.api.clone(), own.proof.plan().tenancy.clone())
    };
    let token = match token.as_deref().map(Token::parse) {
        Some(None) => {
            return Err(Silence::Withheld("The token is no Bearer token.".to_owned()));
        }
        token => token.flatten(),
    };
    transport::exchange(&api, &tenancy, token.as_ref(), request, None).await
}

//! A page that somebody else's service worker controls, or whose configuration has changed since,
//! sends nothing and proves nothing.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a broken script fails the test")]

use crate::stage::{NO, Play, TASK, failed, task_json, tenancy};
use reprise_domain::api::{ApiRequest, Method};
use reprise_domain::desk::guard::Bar;
use reprise_domain::desk::{Effect, Event, update};
use reprise_domain::explain::choice::against;
use reprise_domain::explain::guard::{page_notice, why_barred};
use reprise_domain::id::{RunId, TaskId};
use reprise_domain::rerun::policy::Order;
use reprise_domain::rerun::stage::{Stage, WhyNotSent};
use reprise_domain::run::stop::WhyNotStop;
use wasm_bindgen_test::wasm_bindgen_test;

const BARS: [(fn() -> Event, Bar); 2] =
    [(|| Event::WorkerSeen(true), Bar::ServiceWorker), (|| Event::ConfigChanged, Bar::OldConfig)];

#[wasm_bindgen_test(unsupported = test)]
fn nothing_is_decided_asked_again_or_stopped() {
    for (seen, bar) in BARS {
        let mut play = Play::new();
        let key = play.sent();
        play.reply(500, "{}");
        let posts = play.posts.len();
        play.tell(seen());
        assert_eq!(play.model.page_bar(), Some(bar));
        assert_eq!(play.model.bar(&tenancy().environment), Some(bar));
        play.ask_again(&key);
        play.confirm(&task_json("Error", 4));
        play.tell(Event::RunStopConfirmed(tenancy(), RunId::new(476)));
        assert_eq!((play.posts.len(), play.open.len(), play.model.reruns.len()), (posts, 0, 1));
        let stop = play.model.why_not_stop(&(tenancy(), RunId::new(476)));
        assert_eq!(stop, Some(WhyNotStop::Barred(bar)));
        for order in [Order::Send, Order::Check, Order::NotRun] {
            assert_eq!(against(&play.model, play.rerun(), order), why_barred(bar), "{order:?}");
        }
        let (said, urgent) = play.said.last().unwrap();
        assert!(said == why_barred(bar) && *urgent, "{said}");
        assert!(page_notice(Some(bar)).unwrap().headline.starts_with("Reruns are off:"));
    }
    assert_eq!(page_notice(Some(Bar::Disarmed)), None);
    assert_eq!(page_notice(None), None);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_about_to_be_sent_is_held_back() {
    for (seen, _) in BARS {
        // While the task is read once more.
        let mut play = Play::new();
        play.confirm(&failed());
        let (ticket, _) = play.open[0].clone();
        play.tell(seen());
        let answer = Ok(crate::stage::reply(200, &[], &failed()));
        play.tell(Event::Answered(ticket, answer));
        assert!(play.posts.is_empty(), "sent");
        assert!(
            matches!(play.stage(), Stage::NotSent(WhyNotSent::Withheld(_))),
            "{:?}",
            play.stage()
        );
        // While it waits to be sent again by itself.
        let mut play = Play::eager();
        play.sent();
        play.reply_with(429, &[("retry-after", "1")], NO);
        let posts = play.posts.len();
        play.tell(seen());
        play.wake();
        assert_eq!(play.posts.len(), posts, "sent by itself");
        let post = |(_, open): &(_, ApiRequest)| open.method != Method::Get;
        assert!(!play.open.iter().any(post), "about to be sent by itself");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_was_being_written_down_when_it_was_seen_is_not_sent() {
    for (seen, bar) in BARS {
        let mut play = Play::new();
        let key = play.confirm(&failed());
        let (ticket, _) = play.open.remove(0);
        // The journal has not answered yet.
        let answer = Ok(crate::stage::reply(200, &[], &failed()));
        let effects = update(&mut play.model, Event::Answered(ticket, answer), play.now);
        let [Effect::Record(append)] = &effects[..] else { panic!("{effects:?}") };
        play.keeper.append(append).unwrap();
        play.tell(seen());
        play.tell(Event::Recorded(key, Ok(())));
        assert!(play.posts.is_empty(), "sent");
        let Stage::NotSent(WhyNotSent::Withheld(why)) = play.stage() else {
            panic!("{:?}", play.stage())
        };
        assert_eq!(why, why_barred(bar));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_reading_proves_nothing_and_is_shown_all_the_same() {
    for (seen, _) in BARS {
        let mut play = Play::new();
        let key = play.sent();
        play.reply(500, "{}");
        play.check(&key);
        play.tell(seen());
        play.reply(200, &task_json("Success", 1));
        assert!(play.rerun().is_unsettled(), "settled by a reading of it");
        play.tell(Event::TaskAsked(tenancy(), TaskId::new(TASK)));
        play.reply(200, &task_json("Success", 1));
        assert!(play.rerun().is_unsettled(), "settled by a look at it");
        assert!(play.model.task.of(&(tenancy(), TaskId::new(TASK))).is_some(), "not shown");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_service_worker_that_goes_lets_go_and_a_changed_configuration_does_not() {
    let mut play = Play::new();
    play.tell(Event::WorkerSeen(true));
    let said = play.said.len();
    play.tell(Event::WorkerSeen(true));
    assert_eq!(play.said.len(), said, "said twice");
    play.tell(Event::ConfigChanged);
    play.tell(Event::WorkerSeen(false));
    assert_eq!(play.model.page_bar(), Some(Bar::OldConfig));
    let mut play = Play::new();
    play.tell(Event::WorkerSeen(true));
    play.tell(Event::WorkerSeen(false));
    play.sent();
}

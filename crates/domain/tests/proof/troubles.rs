//! What ends a proof early, and what must never be taken for evidence.

#![allow(clippy::unwrap_used, reason = "a broken test may panic")]

use crate::administrator::{Administrator, plan};
use reprise_domain::api::{ApiReply, ApiRequest, Method, Outcome, Silence};
use reprise_domain::explain::proof_course::{
    Field, act, asking, line, outcome, trouble, wrong_plan,
};
use reprise_domain::id::TaskId;
use reprise_domain::proof::act::{Act, Asking, Trouble};
use reprise_domain::proof::course::Course;
use reprise_domain::proof::plan::NoCanary;
use reprise_domain::proof::question::{Answer, Question};
use reprise_domain::proof::standing::{WhyUnproven, proves};
use reprise_domain::proof::transcript::Told;
use reprise_sandbox::{Keys, Manners};

fn administrator() -> Administrator {
    Administrator::of(Manners::default())
}

/// Meddles with the nth rerun that is sent, from 1.
fn with_rerun(nth: usize, mut spoil: impl FnMut(Outcome) -> Outcome + 'static) -> Administrator {
    let mut own = administrator();
    let mut seen = 0;
    own.meddle = Box::new(move |request: &ApiRequest, outcome| {
        seen += usize::from(request.method == Method::Post);
        if request.method == Method::Post && seen == nth { spoil(outcome) } else { outcome }
    });
    own
}

fn stopped(course: &Course) -> &Trouble {
    assert!(course.record().is_none(), "{}", course.transcript().text());
    course.trouble().unwrap()
}

fn marked(mark: &str) -> ApiReply {
    let headers = vec![("x-proxy-local".to_owned(), mark.to_owned())];
    ApiReply { status: 409, headers, body: "held back".into() }
}

#[test]
fn a_gateway_that_holds_the_key_back_proves_nothing() {
    // The fourth rerun is the repeated key: the counter would stand still in any world.
    let mut own = with_rerun(4, |_| Ok(marked("LK")));
    assert_eq!(*stopped(&own.prove(plan(&["a"], 3))), Trouble::KeyHeldBack);
    let mut own = with_rerun(1, |_| Ok(marked("UC")));
    assert_eq!(*stopped(&own.prove(plan(&["a"], 3))), Trouble::Gateway("UC".to_owned()));
    let advice = trouble(&Trouble::KeyHeldBack).advice;
    assert!(advice.contains("\"keys\": \"proven\"") && advice.contains("gateway.json"));
}

#[test]
fn a_lost_answer_ends_it() {
    for nth in 1..=7 {
        let mut own = with_rerun(nth, |_| Err(Silence::NoAnswer));
        assert_eq!(*stopped(&own.prove(plan(&["a"], 3))), Trouble::Lost, "{nth}");
    }
}

#[test]
fn what_this_page_held_back_is_sent_once_it_may() {
    let mut own = administrator();
    let mut held = 0;
    own.meddle = Box::new(move |request, outcome| {
        held += usize::from(request.method == Method::Post);
        // The page never lets it out; what the sandbox did of it is the price of this script.
        if held == 1 && request.method == Method::Post {
            Err(Silence::Withheld("Arm production first.".to_owned()))
        } else {
            outcome
        }
    });
    let mut first = true;
    own.types = Box::new(move |figure| {
        let typed = if first { figure + 1 } else { figure };
        first = false;
        typed
    });
    let course = own.prove(plan(&["a"], 2));
    let text = course.transcript().text();
    assert!(text.contains("was not sent: Arm production first."), "{text}");
    let sent: Vec<_> = text.lines().filter(|line| line.contains("Sending:")).collect();
    assert_ne!(sent[0], sent[1], "with a track id of its own");
    let key = |line: &str| line.split("key ").nth(1).unwrap()[..36].to_owned();
    assert_eq!(key(sent[0]), key(sent[1]), "under the same key");
}

#[test]
fn a_figure_that_cannot_be_is_asked_for_twice() {
    let mut own = administrator();
    let mut asked = 0;
    own.types = Box::new(move |figure| {
        asked += 1;
        if asked == 2 { figure + 700 } else { figure }
    });
    let course = own.prove(plan(&["a"], 2));
    assert!(course.trouble().is_none() && proves(course.record().unwrap()).is_ok());
    assert!(!course.transcript().text().contains("shows 70"), "a slip of the finger is none");
    let mut own = administrator();
    own.types = Box::new(|figure| if figure == 1 { 1 } else { figure + 1 });
    let course = own.prove(plan(&["a"], 2));
    assert_eq!(*stopped(&course), Trouble::Miscounted { expected: 3, told: 4 });
    let mut own = administrator();
    own.types = Box::new(|_| 0);
    assert_eq!(*stopped(&own.prove(plan(&["a"], 2))), Trouble::Uncounted);
}

#[test]
fn a_counter_that_never_moves_proves_nothing() {
    // An administrator who types the same figure whatever happens.
    let mut own = Administrator::of(Manners { keys: Keys::Ignored, ..Manners::default() });
    let mut asked = 0;
    own.types = Box::new(move |figure| {
        asked += 1;
        if asked < 3 { figure } else { 3 }
    });
    let course = own.prove(plan(&["a"], 2));
    let record = course.record().unwrap();
    assert_eq!(proves(record), Err(WhyUnproven::Answered(Question::KeyCounts, Answer::No)));
    assert!(course.transcript().text().contains("The counter shows 3."), "the reading told it");
    // And where keys are honoured, the control does.
    let mut own = administrator();
    let mut asked = 0;
    own.types = Box::new(move |figure| {
        asked += 1;
        if asked < 3 { figure } else { 3 }
    });
    let course = own.prove(plan(&["a"], 2));
    let why = proves(course.record().unwrap());
    assert_eq!(why, Err(WhyUnproven::Answered(Question::OtherKeyRuns, Answer::No)));
}

#[test]
fn a_refusal_of_the_other_client_is_no_evidence() {
    for status in [401, 403, 404, 429, 500] {
        let mut own = administrator();
        own.by_hand = Some(status);
        let course = own.prove(plan(&["a", "b"], 2));
        let why = WhyUnproven::Answered(Question::ClientsShare, Answer::NotSeen);
        assert_eq!(proves(course.record().unwrap()), Err(why), "{status}");
    }
}

#[test]
fn only_a_failed_callout_of_a_run_is_a_canary() {
    for (task, why) in
        [(2_771, NoCanary::NoCallout), (2_990, NoCanary::NoRun), (2_771, NoCanary::NoCallout)]
    {
        let mut plan = plan(&["a"], 1);
        plan.canary = TaskId::new(task);
        let course = administrator().prove(plan);
        assert_eq!(*stopped(&course), Trouble::NoCanary(why), "{task}");
        assert!(!course.transcript().text().contains("Sending"));
    }
}

#[test]
fn a_refused_rerun_and_a_canary_that_succeeds_end_it() {
    let refused = ApiReply { status: 400, headers: Vec::new(), body: "{}".into() };
    let mut own = with_rerun(1, move |_| Ok(refused.clone()));
    assert_eq!(*stopped(&own.prove(plan(&["a"], 2))), Trouble::Refused(400));
    let mut own = administrator();
    let mut readings = 0;
    own.meddle = Box::new(move |request, outcome| {
        readings += usize::from(request.method == Method::Get);
        let Ok(mut reply) = outcome else { return outcome };
        if readings > 1 {
            reply.body = (&*reply.body.replace("\"Error\"", "\"Success\"")).into();
        }
        Ok(reply)
    });
    assert_eq!(*stopped(&own.prove(plan(&["a"], 2))), Trouble::Succeeded);
    let mut own = administrator();
    own.meddle = Box::new(|request, outcome| match request.method {
        Method::Get => Err(Silence::TimedOut),
        _ => outcome,
    });
    assert_eq!(*stopped(&own.prove(plan(&["a"], 2))), Trouble::Unread);
}

#[test]
fn a_proof_that_was_interrupted_is_begun_anew_and_awaits_the_end_of_what_it_had_sent() {
    let mut own = administrator();
    let mut posts = 0;
    // The page is reloaded while the first rerun is under way: its answer comes to nobody.
    own.meddle = Box::new(move |request, outcome| {
        posts += usize::from(request.method == Method::Post);
        if posts == 1 && request.method == Method::Post { Err(Silence::NoAnswer) } else { outcome }
    });
    assert_eq!(*stopped(&own.prove(plan(&["a"], 2))), Trouble::Lost);
    let mut anew = plan(&["a"], 2);
    anew.chance = 8;
    let course = own.prove(anew);
    assert_eq!(course.trouble(), None, "{}", course.transcript().text());
    let text = course.transcript().text();
    let (before, _) = text.split_once("The counter shows 2.").unwrap();
    assert!(before.contains("Task 9301 reads Queued") && !before.contains("Sending"), "{text}");
    assert_eq!(proves(course.record().unwrap()), Ok(()));
}

#[test]
fn a_weak_proof_is_called_weak() {
    let course = administrator().prove(plan(&["a"], 2));
    let record = course.record().unwrap();
    assert!(record.is_weak());
    assert!(outcome(record).detail.contains("weak proof"));
    let course = Administrator::of(Manners { keys: Keys::Ignored, ..Manners::default() })
        .prove(plan(&["a"], 2));
    assert_eq!(outcome(course.record().unwrap()).headline, "Keys are not proven.");
}

#[test]
fn every_step_and_every_trouble_has_its_words() {
    let acts = [
        Act::Start,
        Act::Round(2),
        Act::Repeat,
        Act::Control,
        Act::Twice,
        Act::Client(1),
        Act::Busy,
        Act::Refusal,
        Act::AfterDay,
        Act::Over,
    ];
    for own in acts {
        let (name, why) = act(own);
        assert!(!name.is_empty() && why.ends_with(['.', '?']), "{own:?}");
        assert_eq!(line(&Told::Skipped(own)), format!("Left out: {name}."));
    }
    let doubted = asking(&Asking::Counter { doubted: Some(7) }, |_| String::new());
    assert!(doubted.contains("You typed 7"), "{doubted}");
    let held = Asking::Allow("Arm production first.".to_owned());
    assert!(asking(&held, |_| String::new()).contains("nothing left it. Arm production first."));
    let fields =
        [Field::Canary, Field::Host, Field::Clients, Field::Person, Field::Rounds, Field::Watch];
    assert!(fields.into_iter().all(|field| wrong_plan(field).ends_with('.')));
    let troubles = [
        Trouble::NoCanary(NoCanary::NotFailed),
        Trouble::Uncounted,
        Trouble::Succeeded,
        Trouble::Unseen,
        Trouble::Halted,
        Trouble::Lost,
        Trouble::Unread,
    ];
    for own in troubles {
        let notice = trouble(&own);
        assert!(notice.headline.ends_with('.') && !notice.advice.is_empty(), "{own:?}");
    }
}

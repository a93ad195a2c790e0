//! Stories as a journal holds them, made by hand: every entry that there is.

use reprise_domain::api::fault::{ApiFault, Complaint, Left};
use reprise_domain::header::{HeaderText, TrackId};
use reprise_domain::id::{RunId, TaskId};
use reprise_domain::journal::entry::{Answer, Closing, Entry, Seen, Stamp, TabId, What, Word};
use reprise_domain::rerun::key::{Basis, IdempotencyKey};
use reprise_domain::rerun::rules::Rules;
use reprise_domain::rerun::stage::WhyNotSent;
use reprise_domain::rerun::verdict::{Doubt, Verdict};
use reprise_domain::rerun::{Intent, Rerun};
use reprise_domain::tenancy::Tenancy;

use super::{START, TASK, part, tenancy};

/// A text that wants to break out of whatever it is put into.
pub(crate) const HOSTILE: &str = "=1+1\r\n\"'; rm -rf /\t,\\ \u{202e}é\u{2028}{";

pub(crate) fn basis(status: &str, minute: u32) -> Basis {
    let time = |second: u32| Some(format!("2026-11-01T10:0{minute}:0{second}.000Z"));
    Basis { status: Some(status.to_owned()), start_time: time(0), end_time: time(9) }
}

pub(crate) fn intent(chance: u128) -> Intent {
    Intent {
        key: IdempotencyKey::from_chance(chance),
        tenant: None,
        tenancy: Tenancy {
            entity: Some(part("e-1")),
            orgs: vec![part("china"), part("asia")],
            ..tenancy()
        },
        task: TaskId::new(TASK),
        run: Some(RunId::new(476)),
        original_task: Some(TaskId::new(2582)),
        action_type: Some("Callout".into()),
        basis: basis("Error", 0),
        generation: 1,
        supersedes: Some(IdempotencyKey::from_chance(99)),
        reason: "the ledger is back".into(),
        by: Some("ops-7".into()),
    }
}

pub(crate) fn track(nth: u64) -> TrackId {
    TrackId::from_chance(nth)
}

pub(crate) fn sent(nth: u64) -> What {
    What::Sent { track: track(nth), tab: TabId::from_chance(77) }
}

pub(crate) fn answered(nth: u64, verdict: Verdict, status: Option<u16>) -> What {
    let request_id = status.map(|_| HeaderText::parse("req-5").unwrap());
    let answer = Answer { verdict, status, request_id, replayed: false };
    What::Answered { track: track(nth), answer: Box::new(answer) }
}

pub(crate) fn read(status: &str, minute: u32) -> What {
    What::Read(Seen { task: TaskId::new(TASK), basis: basis(status, minute) })
}

pub(crate) fn word(note: &str) -> Word {
    Word { by: Some("ops-8".into()), note: note.into() }
}

/// A story, a second between its entries; every other one knows the server's time.
pub(crate) fn entries(whats: impl IntoIterator<Item = What>) -> Vec<Entry> {
    let stamp = |nth: usize| {
        let wall = START.plus(i64::try_from(nth).unwrap() * 1000);
        Stamp { wall, server: (nth % 2 == 1).then(|| wall.plus(-300)) }
    };
    whats.into_iter().enumerate().map(|(nth, what)| Entry { at: stamp(nth), what }).collect()
}

pub(crate) fn replay(story: Vec<Entry>) -> Rerun {
    Rerun::replay(story, TabId::from_chance(1), Rules::default()).unwrap()
}

/// A rerun that was decided, and what came then.
pub(crate) fn tale(intent: Intent, then: impl IntoIterator<Item = What>) -> Rerun {
    replay(entries([What::Decided(Box::new(intent))].into_iter().chain(then)))
}

pub(crate) fn faults() -> Vec<ApiFault> {
    let told = || vec![Complaint { code: Some("70".into()), message: "canary".into() }];
    let mark = || String::from("UC");
    vec![
        ApiFault::Unauthorised(told()),
        ApiFault::Forbidden(told()),
        ApiFault::NotFound(Vec::new()),
        ApiFault::UnderWay(told()),
        ApiFault::Limited { wait_ms: None, complaints: told() },
        ApiFault::Invalid { status: 400, complaints: told() },
        ApiFault::Down { status: 503, complaints: told() },
        ApiFault::Declined(told()),
        ApiFault::GatewayRefused { status: 403, mark: mark() },
        ApiFault::GatewayLost { status: 503, mark: mark() },
        ApiFault::NoGateway,
        ApiFault::WebPage { status: 200, title: Some("canary".into()) },
        ApiFault::Redirected { status: 302 },
        ApiFault::LeftBefore { what: Left::Key, at: None },
        ApiFault::Garbled { status: 200, what: "canary".into() },
    ]
}

/// Verdicts after which the task may have run.
pub(crate) fn open_verdicts() -> Vec<Verdict> {
    let plain = [
        Doubt::TimedOut,
        Doubt::NoAnswer,
        Doubt::UnderWay,
        Doubt::KeyClash,
        Doubt::KeyLeft { at: None },
        Doubt::CopyLeft,
    ];
    let doubts = plain.into_iter().chain(faults().into_iter().map(Doubt::Unproven));
    let taken = [TASK, TASK + 1].map(|task| Verdict::Accepted(TaskId::new(task)));
    doubts.map(Verdict::Unclear).chain(taken).collect()
}

/// Verdicts of which nothing ran.
pub(crate) fn harmless_verdicts() -> Vec<Verdict> {
    let refused = faults().into_iter().map(Verdict::Refused);
    let gateway = faults().into_iter().map(|fault| Verdict::NeverSent(WhyNotSent::Gateway(fault)));
    let withheld = Verdict::NeverSent(WhyNotSent::Withheld("canary".into()));
    refused.chain(gateway).chain([withheld, Verdict::Limited { wait_ms: 29_001 }]).collect()
}

/// One rerun for each way in which a story can go.
pub(crate) fn every_tale() -> Vec<Rerun> {
    let verdicts = open_verdicts().into_iter().chain(harmless_verdicts());
    let mut endings: Vec<Vec<What>> = vec![vec![], vec![sent(1)]];
    for (nth, verdict) in verdicts.enumerate() {
        let status = (nth % 3 > 0).then_some(503);
        endings.push(vec![sent(1), answered(1, verdict, status)]);
    }
    let lost = || vec![sent(1), answered(1, Verdict::Unclear(Doubt::TimedOut), None)];
    for (status, minute) in
        [("Error", 0), ("Success", 5), ("Queued", 5), ("Processing", 5), ("Moon", 5), ("Error", 5)]
    {
        endings.push(lost().into_iter().chain([read(status, minute)]).collect());
    }
    for closing in [Closing::NotRun(word(HOSTILE)), Closing::Ran(word("seen in the ledger"))] {
        endings.push(lost().into_iter().chain([What::Closed(closing)]).collect());
    }
    for why in [WhyNotSent::LetBe, WhyNotSent::Changed, WhyNotSent::Gateway(ApiFault::NoGateway)] {
        endings.push(vec![What::Closed(Closing::NotSent(why))]);
    }
    let odd = |nth: usize| {
        let mut intent = intent(nth as u128);
        if nth % 2 == 1 {
            (intent.by, intent.run, intent.action_type) = (None, None, None);
            (intent.supersedes, intent.basis.end_time) = (None, None);
            HOSTILE.clone_into(&mut intent.reason);
        }
        intent
    };
    endings.into_iter().enumerate().map(|(nth, then)| tale(odd(nth), then)).collect()
}

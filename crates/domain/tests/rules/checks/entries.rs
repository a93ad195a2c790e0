//! A story made of bytes.
//!
//! Each entry is a letter and what belongs to it, so that a story can be written by hand:
//! `D` decided (basis), `S` sent (track, tab), `A` answered (track, verdict, its part),
//! `R` read (task, basis), `C` closed (how); a digit each. Between them `+` lets time pass and
//! `-` sets the clock back, by seconds times a power of four.

use reprise_domain::api::fault::{ApiFault, Complaint};
use reprise_domain::header::{HeaderText, TrackId};
use reprise_domain::id::{RunId, TaskId};
use reprise_domain::journal::entry::{Answer, Closing, Entry, Seen, Stamp, TabId, What, Word};
use reprise_domain::rerun::Intent;
use reprise_domain::rerun::key::{Basis, IdempotencyKey};
use reprise_domain::rerun::stage::WhyNotSent;
use reprise_domain::rerun::verdict::{Doubt, Verdict};
use reprise_domain::tenancy::{EnvironmentId, Tenancy};
use reprise_domain::time::UnixMillis;

use super::pieces::Pieces;

const TASK: u64 = 2770;
const START: i64 = 1_795_000_000_000;

/// The page that reads the story: tab 0.
pub(crate) fn own() -> TabId {
    TabId::from_chance(0)
}

pub(crate) fn entries(input: &[u8]) -> Vec<Entry> {
    let mut pieces = Pieces(input);
    let mut clock = START;
    let mut story = Vec::new();
    while !pieces.is_empty() && story.len() < 40 {
        let Some(what) = what(&mut pieces, &mut clock) else {
            continue;
        };
        let wall = UnixMillis(clock);
        let server = (clock % 3000 == 0).then(|| wall.plus(-300));
        story.push(Entry { at: Stamp { wall, server }, what });
        clock = clock.saturating_add(1000);
    }
    story
}

fn what(pieces: &mut Pieces<'_>, clock: &mut i64) -> Option<What> {
    let letter = pieces.byte();
    match letter {
        b'+' | b'-' => {
            let step = 1000_i64.saturating_mul(4_i64.saturating_pow(pieces.below(32).into()));
            let step = if letter == b'+' { step } else { -step };
            *clock = clock.saturating_add(step);
            None
        }
        b'D' => Some(What::Decided(Box::new(intent(pieces.below(6))))),
        b'S' => Some(What::Sent {
            track: track(pieces.below(5)),
            tab: TabId::from_chance(pieces.below(3).into()),
        }),
        b'A' => {
            let (track, verdict) = (track(pieces.below(5)), verdict(pieces));
            let request_id = HeaderText::parse("req-5").ok().filter(|_| *clock % 2000 == 0);
            let status = request_id.is_some().then_some(503);
            let answer = Answer { verdict, status, request_id, replayed: status.is_some() };
            Some(What::Answered { track, answer: Box::new(answer) })
        }
        b'R' => {
            let task = TaskId::new(TASK + u64::from(pieces.below(3)));
            Some(What::Read(Seen { task, basis: basis(pieces.below(10)) }))
        }
        b'C' => Some(What::Closed(closing(pieces))),
        _ => None,
    }
}

fn intent(way: u8) -> Intent {
    Intent {
        key: IdempotencyKey::from_chance(1),
        tenant: None,
        tenancy: Tenancy {
            environment: EnvironmentId::try_from(String::from("sandbox")).unwrap(),
            entity: None,
            orgs: Vec::new(),
        },
        task: TaskId::new(TASK),
        run: Some(RunId::new(476)),
        original_task: Some(TaskId::new(2582)),
        action_type: None,
        basis: basis(way),
        generation: way.into(),
        supersedes: None,
        reason: String::from("\u{2028}\"why\""),
        by: (way > 1).then(|| String::from("ops-7")),
    }
}

fn track(nth: u8) -> TrackId {
    TrackId::from_chance(nth.into())
}

fn basis(way: u8) -> Basis {
    let words = ["Error", "Success", "Queued", "Processing", "Stopped", "Moon", ""];
    let status = words.get(usize::from(way)).map(|word| String::from(*word));
    let time = |text: &str| Some(String::from(text));
    let (start_time, end_time) = match way {
        0 => (time("2026-11-01T10:00:00Z"), time("2026-11-01T10:00:09Z")),
        1 => (time("2026-11-01T10:05:00Z"), time("2026-11-01T10:05:09Z")),
        2 | 8 => (None, None),
        3 => (time("2026-11-01T10:07:00Z"), None),
        4 => (time("2026-11-01T09:00:00Z"), time("2026-11-01T09:00:01Z")),
        5 => (time("yesterday"), time("9999-99-99")),
        _ => (time("2026-11-01T10:00:00Z"), time("2026-11-01T10:00:10Z")),
    };
    Basis { status, start_time, end_time }
}

fn fault(way: u8) -> ApiFault {
    let told = || vec![Complaint { code: Some("70".into()), message: String::new() }];
    let mark = || String::from("UC");
    match way {
        0 => ApiFault::Unauthorised(told()),
        1 => ApiFault::Forbidden(Vec::new()),
        2 => ApiFault::NotFound(told()),
        3 => ApiFault::Invalid { status: 400, complaints: told() },
        4 => ApiFault::Down { status: 503, complaints: told() },
        5 => ApiFault::Declined(told()),
        6 => ApiFault::GatewayRefused { status: 403, mark: mark() },
        7 => ApiFault::GatewayLost { status: 503, mark: mark() },
        8 => ApiFault::NoGateway,
        _ => ApiFault::Garbled { status: 200, what: String::new() },
    }
}

fn verdict(pieces: &mut Pieces<'_>) -> Verdict {
    let (way, part) = (pieces.below(10), pieces.below(10));
    match way {
        0 => Verdict::Accepted(TaskId::new(TASK + u64::from(part % 3))),
        1 => Verdict::Unclear(Doubt::TimedOut),
        2 => Verdict::Unclear(Doubt::NoAnswer),
        3 => Verdict::Unclear(Doubt::UnderWay),
        4 => Verdict::Unclear(Doubt::KeyClash),
        5 => Verdict::Unclear(Doubt::Unproven(fault(part))),
        6 => Verdict::Limited { wait_ms: [0, 1, 60_000, i64::MAX][usize::from(part % 4)] },
        7 => Verdict::Refused(fault(part)),
        8 => Verdict::NeverSent(WhyNotSent::Withheld(String::new())),
        _ => Verdict::NeverSent(WhyNotSent::Gateway(fault(part))),
    }
}

fn closing(pieces: &mut Pieces<'_>) -> Closing {
    let word = || Word { by: None, note: String::from("looked\r\nthere") };
    match pieces.below(5) {
        0 => Closing::NotRun(word()),
        1 => Closing::Ran(word()),
        2 => Closing::NotSent(WhyNotSent::LetBe),
        3 => Closing::NotSent(WhyNotSent::Changed),
        _ => Closing::NotSent(WhyNotSent::Gateway(ApiFault::NoGateway)),
    }
}

//! What is written down is read back: the same entry but for what is left out on purpose, and
//! never a word of an answer's body. Properties, so on this machine alone.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "what is made here is well-formed")]

use proptest::option::of;
use proptest::prelude::*;
use reprise_domain::api::fault::{ApiFault, Complaint, Left};
use reprise_domain::header::{HeaderText, TrackId};
use reprise_domain::id::{RunId, TaskId};
use reprise_domain::journal::entry::{Answer, Closing, Entry, Seen, Stamp, TabId, What, Word};
use reprise_domain::journal::read::{Unreadable, read};
use reprise_domain::journal::write::write;
use reprise_domain::rerun::Intent;
use reprise_domain::rerun::key::{Basis, IdempotencyKey};
use reprise_domain::rerun::stage::WhyNotSent;
use reprise_domain::rerun::verdict::{Doubt, Verdict};
use reprise_domain::tenancy::{EnvironmentId, Tenancy, TenantPart};
use reprise_domain::time::UnixMillis;

/// Stands in every text that an answer's body could bring.
const CANARY: &str = "CANARY Müller";

fn stamp() -> impl Strategy<Value = Stamp> {
    (any::<i64>(), of(any::<i64>()))
        .prop_map(|(wall, server)| Stamp { wall: UnixMillis(wall), server: server.map(UnixMillis) })
}

fn basis() -> impl Strategy<Value = Basis> {
    (of(".{0,20}"), of(".{0,20}"), of(".{0,20}")).prop_map(|(status, start_time, end_time)| Basis {
        status,
        start_time,
        end_time,
    })
}

fn track() -> impl Strategy<Value = TrackId> {
    (any::<u64>(), 1_u32..4).prop_map(|(chance, nth)| TrackId::from_chance(chance).numbered(nth))
}

fn key() -> impl Strategy<Value = IdempotencyKey> {
    any::<u128>().prop_map(IdempotencyKey::from_chance)
}

fn complaints() -> impl Strategy<Value = Vec<Complaint>> {
    let code = of(prop_oneof!["[A-Za-z0-9_.:-]{1,64}", Just(CANARY.to_owned())]);
    let complaint = code.prop_map(|code| Complaint { code, message: CANARY.into() });
    prop::collection::vec(complaint, 0..4)
}

fn fault() -> impl Strategy<Value = ApiFault> {
    let mark = prop_oneof!["[A-Z]{1,4}", Just("-".to_owned()), Just(CANARY.to_owned())];
    (0..15_u8, complaints(), any::<u16>(), mark, of(any::<i64>())).prop_map(
        |(which, complaints, status, mark, wait_ms)| match which {
            0 => ApiFault::Unauthorised(complaints),
            1 => ApiFault::Forbidden(complaints),
            2 => ApiFault::NotFound(complaints),
            3 => ApiFault::UnderWay(complaints),
            4 => ApiFault::Limited { wait_ms, complaints },
            5 => ApiFault::Invalid { status, complaints },
            6 => ApiFault::Down { status, complaints },
            7 => ApiFault::Declined(complaints),
            8 => ApiFault::GatewayRefused { status, mark },
            9 => ApiFault::GatewayLost { status, mark },
            10 => ApiFault::NoGateway,
            11 => ApiFault::WebPage { status, title: Some(CANARY.into()) },
            12 => ApiFault::Redirected { status },
            13 => ApiFault::LeftBefore { what: Left::Key, at: wait_ms.map(UnixMillis) },
            _ => ApiFault::Garbled { status, what: CANARY.into() },
        },
    )
}

fn why() -> impl Strategy<Value = WhyNotSent> {
    prop_oneof![
        Just(WhyNotSent::Changed),
        Just(WhyNotSent::LetBe),
        Just(WhyNotSent::Withheld(CANARY.into())),
        fault().prop_map(WhyNotSent::Gateway),
    ]
}

fn verdict() -> impl Strategy<Value = Verdict> {
    prop_oneof![
        any::<u64>().prop_map(|task| Verdict::Accepted(TaskId::new(task))),
        prop::sample::select(vec![
            Doubt::TimedOut,
            Doubt::NoAnswer,
            Doubt::Interrupted,
            Doubt::UnderWay,
            Doubt::KeyClash,
            Doubt::KeyLeft { at: None },
            Doubt::KeyLeft { at: Some(UnixMillis(1_795_000_000_000)) },
            Doubt::CopyLeft,
        ])
        .prop_map(Verdict::Unclear),
        fault().prop_map(|fault| Verdict::Unclear(Doubt::Unproven(fault))),
        (0..i64::MAX).prop_map(|wait_ms| Verdict::Limited { wait_ms }),
        fault().prop_map(Verdict::Refused),
        why().prop_map(Verdict::NeverSent),
    ]
}

fn intent() -> impl Strategy<Value = Intent> {
    let part = || "[!-+.-~]{1,12}".prop_map(|text| TenantPart::parse(&text).unwrap());
    let environment = "[a-z0-9-]{1,32}".prop_map(|id| EnvironmentId::try_from(id).unwrap());
    let tenancy = (environment, of(part()), prop::collection::vec(part(), 0..3))
        .prop_map(|(environment, entity, orgs)| Tenancy { environment, entity, orgs });
    let names = (any::<u64>(), of(any::<u64>()), of(any::<u64>()), of(".{0,20}"));
    let tenancy = (tenancy, of(part()));
    (key(), tenancy, names, basis(), any::<u32>(), of(key()), ".{0,40}", of(".{0,20}")).prop_map(
        |(
            key,
            (tenancy, tenant),
            (task, run, original, action_type),
            basis,
            generation,
            before,
            reason,
            by,
        )| {
            Intent {
                key,
                tenancy,
                tenant,
                task: TaskId::new(task),
                run: run.map(RunId::new),
                original_task: original.map(TaskId::new),
                action_type,
                basis,
                generation,
                supersedes: before,
                reason,
                by,
            }
        },
    )
}

fn what() -> impl Strategy<Value = What> {
    let word = || (of(".{0,20}"), ".{0,40}").prop_map(|(by, note)| Word { by, note });
    let request_id = "[!-~]{1,30}".prop_map(|id| HeaderText::parse(&id).unwrap());
    let answer = (verdict(), of(any::<u16>()), of(request_id), any::<bool>()).prop_map(
        |(verdict, status, request_id, replayed)| Answer { verdict, status, request_id, replayed },
    );
    prop_oneof![
        intent().prop_map(|intent| What::Decided(Box::new(intent))),
        (track(), any::<u64>())
            .prop_map(|(track, tab)| What::Sent { track, tab: TabId::from_chance(tab) }),
        (track(), answer)
            .prop_map(|(track, answer)| What::Answered { track, answer: Box::new(answer) }),
        (any::<u64>(), basis())
            .prop_map(|(task, basis)| What::Read(Seen { task: TaskId::new(task), basis })),
        word().prop_map(What::OnceMore),
        why().prop_map(|why| What::Closed(Closing::NotSent(why))),
        word().prop_map(|word| What::Closed(Closing::NotRun(word))),
        word().prop_map(|word| What::Closed(Closing::Ran(word))),
    ]
}

/// What is left of a fault in a journal: no message, no code that is a sentence.
fn kept(fault: &mut ApiFault) {
    match fault {
        ApiFault::Unauthorised(told)
        | ApiFault::Forbidden(told)
        | ApiFault::NotFound(told)
        | ApiFault::UnderWay(told)
        | ApiFault::Declined(told)
        | ApiFault::Invalid { complaints: told, .. }
        | ApiFault::Down { complaints: told, .. } => kept_codes(told),
        ApiFault::Limited { wait_ms, complaints } => {
            *wait_ms = None;
            kept_codes(complaints);
        }
        ApiFault::GatewayRefused { mark, .. } | ApiFault::GatewayLost { mark, .. } => {
            if mark == CANARY {
                mark.clear();
            }
        }
        ApiFault::Garbled { what, .. } => what.clear(),
        ApiFault::WebPage { title, .. } => *title = None,
        ApiFault::LeftBefore { at, .. } => *at = None,
        ApiFault::NoGateway | ApiFault::Redirected { .. } => {}
    }
}

fn kept_codes(told: &mut Vec<Complaint>) {
    told.retain(|told| told.code.as_deref().is_some_and(|code| code != CANARY));
    for told in told.iter_mut() {
        told.message.clear();
    }
}

fn kept_why(why: &mut WhyNotSent) {
    match why {
        WhyNotSent::Withheld(text) => text.clear(),
        WhyNotSent::Gateway(fault) => kept(fault),
        _ => {}
    }
}

/// The entry as a journal keeps it.
fn as_kept(mut entry: Entry) -> Entry {
    match &mut entry.what {
        What::Answered { answer, .. } => match &mut answer.verdict {
            Verdict::Unclear(Doubt::Unproven(fault)) | Verdict::Refused(fault) => kept(fault),
            Verdict::NeverSent(why) => kept_why(why),
            _ => {}
        },
        What::Closed(Closing::NotSent(why)) => kept_why(why),
        _ => {}
    }
    entry
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_entry_is_read_back(at in stamp(), what in what()) {
        let entry = Entry { at, what };
        let line = write(&entry);
        prop_assert!(!line.contains("CANARY") && !line.contains('\n'), "{}", line);
        prop_assert_eq!(read(&line), Ok(as_kept(entry)));
    }

    #[test]
    fn a_newer_version_is_named_so(at in stamp(), what in what(), version in 3..1000_u32) {
        let line = write(&Entry { at, what });
        let line = format!(r#"{{"v":{version}{}"#, &line[6..]);
        prop_assert_eq!(read(&line), Err(Unreadable::Newer));
    }

    #[test]
    fn garbage_is_an_error(line in ".{0,200}") {
        prop_assert!(read(&line).is_err());
    }

    #[test]
    fn a_line_that_lost_a_piece_is_no_panic(at in stamp(), what in what(), cut in 0..400_usize, until in 0..60_usize) {
        let line = write(&Entry { at, what });
        let signs: Vec<char> = line.chars().collect();
        let kept = signs.iter().enumerate().filter(|(place, _)| !(cut..cut + until).contains(place));
        let text: String = kept.map(|(_, sign)| *sign).collect();
        drop(read(&text));
        let json = format!(r#"{{"v":1,"at":1,"what":"{text}"}}"#);
        drop(read(&json));
    }
}

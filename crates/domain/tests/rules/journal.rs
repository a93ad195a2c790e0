//! Lines of a journal that no Reprise wrote.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what cannot be read fails the test")]

use crate::stage::tale::{
    answered, entries, faults, intent, open_verdicts, read as seen, sent, word,
};
use reprise_domain::api::fault::ApiFault;
use reprise_domain::journal::entry::TabId;
use reprise_domain::journal::entry::{Closing, Entry, What};
use reprise_domain::journal::read::{Unreadable, read};
use reprise_domain::journal::write::write;
use reprise_domain::rerun::stage::WhyNotSent;
use reprise_domain::rerun::verdict::{Doubt, Verdict};
use wasm_bindgen_test::wasm_bindgen_test;

fn verdict(entry: &Entry) -> &Verdict {
    match &entry.what {
        What::Answered { answer, .. } => &answer.verdict,
        other => panic!("{other:?} is no answer"),
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_sentence_in_place_of_a_code_stays_out() {
    let refused = r#"{"v":1,"at":1,"what":"answered","track":"rp-1","verdict":"refused","fault":"forbidden","codes":["70","Ann Lee may not"]}"#;
    let entry = read(refused).unwrap();
    let Verdict::Refused(ApiFault::Forbidden(told)) = verdict(&entry) else {
        panic!("{entry:?}");
    };
    let codes: Vec<_> = told.iter().map(|told| told.code.as_deref()).collect();
    assert_eq!(codes, [Some("70")]);
    assert_eq!(read(&write(&entry)), Ok(entry));

    let marked = r#"{"v":1,"at":1,"what":"answered","track":"rp-1","verdict":"never-sent","why":"gateway","fault":"gateway-refused","fault_http":403,"mark":"Ann Lee"}"#;
    let entry = read(marked).unwrap();
    let fault = ApiFault::GatewayRefused { status: 403, mark: String::new() };
    assert_eq!(*verdict(&entry), Verdict::NeverSent(WhyNotSent::Gateway(fault)));
    assert_eq!(read(&write(&entry)), Ok(entry));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_version_that_never_was_is_wrong_and_a_later_one_is_newer() {
    let line = |version: u32| read(&format!(r#"{{"v":{version},"at":1,"what":"closed"}}"#));
    assert_eq!(line(0), Err(Unreadable::Wrong("v")));
    assert_eq!(line(2), Err(Unreadable::Wrong("as")));
    assert_eq!(line(3), Err(Unreadable::Newer));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_tab_has_a_name_of_letters_and_digits_or_none() {
    let own = TabId::from_chance(7);
    assert_eq!(TabId::read(own.as_str()), own);
    let longest = "a".repeat(64);
    assert_eq!(TabId::read(&longest).as_str(), longest);
    for odd in ["a".repeat(65), "a b".into(), "<b>".into(), TabId::nobody().as_str().into()] {
        assert_eq!(TabId::read(&odd).as_str(), "", "{odd}");
    }
    // No line of a journal, however odd, names nobody.
    assert_ne!(TabId::read(""), TabId::nobody());
}

#[wasm_bindgen_test(unsupported = test)]
fn an_entry_bears_the_oldest_version_that_knows_it() {
    let newer = |verdict: &Verdict| {
        let left = matches!(verdict, Verdict::Unclear(Doubt::KeyLeft { .. } | Doubt::CopyLeft));
        let fault = matches!(
            verdict,
            Verdict::Unclear(Doubt::Unproven(
                ApiFault::LeftBefore { .. } | ApiFault::Redirected { .. }
            ))
        );
        left || fault
    };
    let refused = faults().into_iter().take(8).map(Verdict::Refused);
    let verdicts: Vec<_> = open_verdicts().into_iter().chain(refused).collect();
    assert_eq!(verdicts.iter().filter(|verdict| newer(verdict)).count(), 4);
    let answers = verdicts.into_iter().map(|verdict| {
        let version = if newer(&verdict) { 2 } else { 1 };
        (answered(1, verdict, Some(200)), version)
    });
    let others = [
        (What::Decided(Box::new(intent(1))), 1),
        (sent(1), 1),
        (seen("Error", 0), 1),
        (What::OnceMore(word("once more")), 2),
        (What::Closed(Closing::Ran(word("seen"))), 1),
    ];
    for (what, version) in answers.chain(others) {
        let line = write(&entries([what])[0]);
        assert!(line.starts_with(&format!(r#"{{"v":{version},"#)), "{line}");
    }
}

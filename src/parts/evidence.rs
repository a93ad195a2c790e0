//! An evidence file: opened, checked and shown. Nothing of it enters the journal.

use leptos::prelude::*;
use leptos::task::spawn_local;
use reprise_domain::explain::Notice;
use reprise_domain::explain::evidence::{evidence_notice, evidence_verdict};
use reprise_domain::journal::entry::TabId;
use reprise_domain::journal::evidence::{EvidenceTrouble, LARGEST, open};
use reprise_domain::rerun::Rerun;
use reprise_domain::rerun::rules::Rules;
use reprise_domain::time::UnixMillis;
use web_sys::File;

use super::attempts::Attempts;
use super::notice_card::NoticeCard;
use super::rerun_badge::RerunBadge;
use super::rerun_summary::RerunSummary;
use super::story::Story;
use crate::ui::address::focus;
use crate::ui::erased::{heard, memo, pressed};
use crate::ui::files::{chosen, length, text_of};
use crate::ui::intl;

/// An opened file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The file's name.
    name: String,
    /// Whether it holds what it says.
    verdict: Notice,
    /// The rerun, and the hash of the last event.
    found: Option<(Rerun, String)>,
}

/// Reads a file and checks it.
pub fn open_file(file: File, opened: RwSignal<Option<Opened>>) {
    spawn_local(async move {
        let name: String = file.name().chars().take(120).collect();
        let text = if length(&file) > LARGEST { None } else { text_of(&file).await };
        let (verdict, found) = match text {
            Some(text) => judge(&text),
            None => (evidence_notice(&EvidenceTrouble::TooLarge), None),
        };
        let _shown = opened.try_set(Some(Opened { name, verdict, found }));
        focus("evidence");
    });
}

fn judge(text: &str) -> (Notice, Option<(Rerun, String)>) {
    let evidence = match open(text) {
        Ok(evidence) => evidence,
        Err(trouble) => return (evidence_notice(&trouble), None),
    };
    let made_at = UnixMillis::parse(&evidence.made_at).map(intl::exact);
    let made_at = made_at.unwrap_or_else(|| evidence.made_at.chars().take(40).collect());
    let head = evidence.events.last().map(|event| event.sha256.clone()).unwrap_or_default();
    // No attempt of the file is this page's own.
    let tab = TabId::read("evidence");
    match Rerun::replay(evidence.story(), tab, Rules::default()) {
        Some(rerun) => (evidence_verdict(&evidence, &made_at), Some((rerun, head))),
        None => (evidence_notice(&EvidenceTrouble::NoDecision), None),
    }
}

/// The field that takes a file; it looks like a button.
#[component]
pub fn EvidenceField(
    /// Where the opened file goes.
    opened: RwSignal<Option<Opened>>,
) -> impl IntoView {
    let choose = heard(move |event: web_sys::Event| {
        if let Some(file) = chosen(&event) {
            open_file(file, opened);
        }
    });
    view! {
        <label class="button">
            <input id="evidence-file" class="visually-hidden" type="file" accept=".json,application/json" on:change=choose/>
            "Open an evidence file…"
        </label>
    }
}

/// The verdict, and what the file tells.
#[component]
pub fn EvidenceView(
    /// The file.
    file: Opened,
    /// Where it came from, and is closed.
    opened: RwSignal<Option<Opened>>,
) -> impl IntoView {
    let close = pressed(move || {
        opened.set(None);
        focus("evidence-file");
    });
    let Opened { name, verdict, found } = file;
    let told = found.map(|(rerun, head)| view! { <Told rerun head/> });
    view! {
        <section class="evidence" id="evidence" tabindex="-1" aria-label="Evidence file">
            <NoticeCard notice=memo(move || verdict.clone())>
                <p><small>"File " <bdi>{name}</bdi></small></p>
                <div class="notice__buttons"><button type="button" class="button" on:click=close>"Close the file"</button></div>
            </NoticeCard>
            {told}
        </section>
    }
}

#[component]
fn Told(rerun: Rerun, head: String) -> impl IntoView {
    let task = rerun.intent.task;
    let rerun = memo(move || Some(rerun.clone()));
    view! {
        <div class="card">
            <h2>{format!("Rerun of task {task}")} " " <RerunBadge rerun/></h2>
            <RerunSummary rerun of_file=true/>
            <h3>"Attempts"</h3>
            <Attempts rerun/>
            <h3>"Story"</h3>
            <Story rerun/>
            <p><small>"Hash of the last event: " <code>{head}</code></small></p>
        </div>
    }
}

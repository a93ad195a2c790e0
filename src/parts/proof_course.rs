//! A proof of keys on its way: the step, what is asked, what was seen, and what it ended with.

use leptos::prelude::*;
use reprise_domain::explain::proof::{answer as word_of, question as asked_of};
use reprise_domain::explain::proof_course::{act, outcome, trouble};
use reprise_domain::proof::act::Asking;
use reprise_domain::proof::course::{Course, Event};
use reprise_domain::proof::question::{Answer, Answers, Question};
use reprise_domain::proof::record::Record;

use super::notice_card::NoticeCard;
use super::proof_asking::ProofAsking;
use crate::desk::Desk;
use crate::desk::proof::Proof;
use crate::pages::environment::use_place;
use crate::ui::copy_button::CopyButton;
use crate::ui::countdown::{Countdown, ticking};
use crate::ui::erased::{memo, pressed, shown, text, when};
use crate::ui::files::save;
use crate::ui::intl;
use crate::ui::slice::Slice;

/// A slice of the course.
fn of<T>(proof: Proof, read: impl Fn(&Course) -> T + Send + Sync + 'static) -> Slice<Option<T>>
where
    T: PartialEq + Send + Sync + 'static,
{
    memo(move || proof.course().with(|course| course.as_ref().map(&read)))
}

/// The course, from its first step to its record.
#[component]
pub(crate) fn ProofCourse(
    /// The proof.
    proof: Proof,
) -> impl IntoView {
    let under_way = of(proof, Course::is_under_way);
    let under_way = memo(move || under_way.get() == Some(true));
    view! {
        {when(move || under_way.get(), move || step(proof))}
        {when(move || !under_way.get(), move || end(proof))}
        {answers(proof)}
        {transcript(proof)}
    }
}

/// What happens now, and what the administrator has to do.
fn step(proof: Proof) -> AnyView {
    let own = of(proof, Course::act);
    let asking = of(proof, |course| course.asking().clone());
    let quiet = of(proof, Course::quiet_until);
    let now = ticking(Desk::now);
    let words = memo(move || own.get().map(act).unwrap_or_default());
    let wait = shown(move || match quiet.get().flatten() {
        Some(until) => view! { <p><Countdown until now/></p> }.into_any(),
        None => ().into_any(),
    });
    let asked = shown(move || {
        let asking = asking.get().unwrap_or(Asking::Nothing);
        view! { <ProofAsking proof asking/> }.into_any()
    });
    let halt = pressed(move || proof.dispatch(Event::Halted));
    view! {
        <section class="card" aria-labelledby="proof-step">
            <h2 id="proof-step">{text(move || words.with(|(name, _)| name.clone()))}</h2>
            <p>{text(move || words.with(|(_, why)| (*why).to_owned()))}</p>
            {wait}
            {asked}
            <p class="card__end"><button type="button" class="button button--quiet" on:click=halt>"End the proof"</button></p>
        </section>
    }
    .into_any()
}

/// What it ended with.
fn end(proof: Proof) -> AnyView {
    let notice = memo(move || {
        proof.course().with(|course| {
            let course = course.as_ref();
            let stopped = course.and_then(Course::trouble).map(trouble);
            stopped.or_else(|| course.and_then(Course::record).map(outcome))
        })
    });
    let record = of(proof, |course| course.record().map(Record::to_json));
    let again = pressed(move || proof.clear());
    let shown_notice = shown(move || match notice.get() {
        Some(notice) => {
            let notice = memo(move || notice.clone());
            view! { <NoticeCard notice/> }.into_any()
        }
        None => ().into_any(),
    });
    let json = memo(move || record.get().flatten().unwrap_or_default());
    let shown_record = when(
        move || !json.with(String::is_empty),
        move || {
            view! {
                <section class="card">
                    <div class="card__head">
                        <h2>"Record for config.json"</h2>
                        <CopyButton copied=text(move || json.get()) what="the record"/>
                    </div>
                    <pre class="mono" tabindex="0" aria-label="Record for config.json">{text(move || json.get())}</pre>
                </section>
            }
            .into_any()
        },
    );
    view! {
        <div role="status">{shown_notice}</div>
        {shown_record}
        <p class="notice__buttons"><button type="button" class="button" on:click=again>"Begin anew"</button></p>
    }
    .into_any()
}

/// Every question with what was seen.
fn answers(proof: Proof) -> AnyView {
    let seen = of(proof, |course| course.answers().clone());
    let lag = of(proof, Course::worst_lag_ms);
    let rows = shown(move || {
        let seen = seen.get().unwrap_or_default();
        Question::ALL.map(|(_, question)| row(&seen, question)).collect_view().into_any()
    });
    let lag = text(move || match lag.get() {
        Some(lag) if lag > 0 => {
            format!("Longest time until a reading showed a rerun: {}.", intl::duration(lag))
        }
        _ => String::new(),
    });
    view! {
        <section class="card">
            <h2>"What was seen"</h2>
            <ul class="checks">{rows}</ul>
            <p>{lag}</p>
        </section>
    }
    .into_any()
}

fn row(seen: &Answers, question: Question) -> AnyView {
    let own = seen.to(question);
    let (status, sign) = match own {
        Answer::Yes => ("success", "✓"),
        Answer::No => ("error", "✕"),
        Answer::NotSeen => ("other", "?"),
    };
    let (word, asked) = (word_of(own), asked_of(question));
    view! {
        <li>
            <span class="badge" data-status=status><span aria-hidden="true">{sign}</span> {word}</span>
            <div>{asked}</div>
        </li>
    }
    .into_any()
}

/// Every line so far, the newest last.
fn transcript(proof: Proof) -> AnyView {
    let place = use_place();
    let count = of(proof, |course| course.transcript().lines().len());
    let numbers = move || 0..count.get().unwrap_or_default();
    let line = move |nth: usize| {
        let line = proof.course().with_untracked(|course| {
            course.as_ref().and_then(|course| course.transcript().lines().nth(nth))
        });
        line.map(|(at, line)| view! { <li><small class="muted">{intl::clock_time(at)}</small> " " <span>{line}</span></li> })
    };
    let keep = pressed(move || {
        let text = proof.course().with_untracked(|course| {
            course.as_ref().map(|course| course.transcript().text()).unwrap_or_default()
        });
        let at = Desk::now().iso().replace([':', '.'], "-");
        let id = place.with_untracked(|place| place.environment.id.to_string());
        let _asked = save(&format!("reprise-proof-{id}-{at}.txt"), "text/plain", &text);
    });
    view! {
        <section class="card" aria-labelledby="proof-transcript">
            <div class="card__head">
                <h2 id="proof-transcript">"Transcript"</h2>
                <button type="button" class="button button--quiet" on:click=keep>"Save the transcript"</button>
            </div>
            <ol class="proof__lines" tabindex="0" aria-labelledby="proof-transcript">
                <For each=numbers key=|nth| *nth children=line/>
            </ol>
        </section>
    }
    .into_any()
}

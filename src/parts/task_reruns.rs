//! The reruns of one task: the latest with the names to trace it by, the earlier ones in a line.

use leptos::prelude::*;
use reprise_domain::explain::lists::{answer_line, hand_line};
use reprise_domain::explain::state::{StateWord, state_word};
use reprise_domain::rerun::key::IdempotencyKey;
use reprise_domain::rerun::{Attempt, Rerun};

use super::open_reruns::place_of;
use crate::desk::Desk;
use crate::pages::environment::use_place;
use crate::ui::copy_button::CopyButton;
use crate::ui::erased::{memo, shown, when};
use crate::ui::intl;
use crate::ui::slice::Slice;

/// Most earlier reruns that are shown; the list of reruns has them all.
const EARLIER: usize = 5;

/// What the card shows of the latest rerun.
#[derive(Clone, PartialEq, Eq)]
struct Latest {
    key: IdempotencyKey,
    story: Option<String>,
    hand: String,
    facts: Vec<(String, String, bool)>,
}

/// An earlier rerun: state, when, by whom, and the address of its story.
type Earlier = (StateWord, String, String, Option<String>);

/// The card; nothing while the task has no rerun.
#[component]
pub fn TaskReruns(
    /// The rerun that the page is about: the open one, else the latest.
    rerun: Slice<Option<Rerun>>,
) -> impl IntoView {
    let desk = Desk::from_context();
    let place = use_place();
    let latest =
        memo(move || rerun.with(|rerun| rerun.as_ref().map(|rerun| latest_of(desk, rerun))));
    let earlier = desk.slice(move |model| {
        let own =
            rerun.with(|rerun| rerun.as_ref().map(|own| (own.intent.key.clone(), own.intent.task)));
        let Some((key, task)) = own else { return Vec::new() };
        let tenancy = place.with(|place| place.tenancy.clone());
        let others = model.reruns_of(&tenancy, task).rev().filter(|rerun| rerun.intent.key != key);
        others.take(EARLIER).map(|rerun| earlier_of(desk, rerun)).collect()
    });
    when(
        move || latest.with(Option::is_some),
        move || {
            let first = shown(move || latest.get().map_or_else(|| ().into_any(), of_latest));
            let others = shown(move || of_earlier(earlier.get()));
            view! {
                <section class="card"><h2>"Reruns of this task"</h2> {first} {others}</section>
            }
            .into_any()
        },
    )
}

fn latest_of(desk: Desk, rerun: &Rerun) -> Latest {
    let mut facts = vec![("Reason".to_owned(), rerun.intent.reason.clone(), false)];
    facts.extend(rerun.intent.by.clone().map(|by| ("By".to_owned(), by, false)));
    for (place, attempt) in rerun.attempts.iter().enumerate() {
        let sent = intl::clock_time(attempt.sent.wall);
        let answer = format!("{sent} · {}", short_answer(attempt, rerun));
        facts.push((format!("Attempt {}", place + 1), answer, false));
        facts.push(("Track id".to_owned(), attempt.track.to_string(), true));
        let request = attempt.request_id().unwrap_or("none");
        facts.push(("Request id".to_owned(), request.to_owned(), true));
    }
    let now = Desk::now();
    let hand = desk.look(|model| model.hand_of(rerun));
    let hand = hand_line(hand, now, |at| intl::age(at, now));
    let place = place_of(&desk.config(), &rerun.intent.tenancy);
    let story = place.map(|place| place.rerun(&rerun.intent.key));
    Latest { key: rerun.intent.key.clone(), story, hand, facts }
}

/// The notice tells of a saved answer already.
fn short_answer(attempt: &Attempt, rerun: &Rerun) -> String {
    let told = answer_line(attempt, rerun);
    told.split(',').next().unwrap_or_default().to_owned()
}

fn of_latest(latest: Latest) -> AnyView {
    let key = latest.key.to_string();
    let fact = |(name, value, mono): (String, String, bool)| {
        view! { <dt>{name}</dt><dd class:mono=mono><bdi>{value}</bdi></dd> }
    };
    let hand = (!latest.hand.is_empty()).then(|| view! { <p>{latest.hand}</p> });
    view! {
        {hand}
        <dl class="facts">
            <dt>"Key"</dt>
            <dd><code data-field="key">{key.clone()}</code> " " <CopyButton copied=key what="the key"/></dd>
            {latest.facts.into_iter().map(fact).collect_view()}
        </dl>
        {latest.story.map(|to| view! { <p><a href=to>"The whole story"</a></p> })}
    }
    .into_any()
}

fn earlier_of(desk: Desk, rerun: &Rerun) -> Earlier {
    let age = rerun.decided_at().map(|at| intl::age(at, Desk::now())).unwrap_or_default();
    let by = rerun.intent.by.as_deref().map(|by| format!(" by {by}")).unwrap_or_default();
    let place = place_of(&desk.config(), &rerun.intent.tenancy);
    (state_word(rerun), age, by, place.map(|place| place.rerun(&rerun.intent.key)))
}

fn of_earlier(lines: Vec<Earlier>) -> AnyView {
    if lines.is_empty() {
        return ().into_any();
    }
    let line = |((status, sign, word), age, by, to): Earlier| {
        let name = format!("The story of the rerun {age}");
        view! {
            <li>
                <span class="badge" data-status=status><span aria-hidden="true">{sign}</span> {word}</span>
                " " <a href=to aria-label=name>{age}</a> <bdi>{by}</bdi>
            </li>
        }
    };
    view! {
        <h3>"Earlier"</h3>
        <ul class="earlier">{lines.into_iter().map(line).collect_view()}</ul>
    }
    .into_any()
}

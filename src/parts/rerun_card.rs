//! What became of a rerun: words, lamps, buttons, and the names to trace it by.

use leptos::prelude::*;
use reprise_domain::desk::Event;
use reprise_domain::explain::rerun::rerun_notice;
use reprise_domain::explain::{Notice, Tone};
use reprise_domain::rerun::Rerun;
use reprise_domain::rerun::key::IdempotencyKey;
use reprise_domain::rerun::stage::Stage;

use super::lamps::LampRow;
use super::notice_card::NoticeCard;
use crate::desk::Desk;
use crate::ui::copy_button::CopyButton;
use crate::ui::countdown::{Countdown, ticking};
use crate::ui::intl;

/// The notice about the latest rerun, with what may be done now.
#[component]
pub(crate) fn RerunNotice(
    /// The rerun.
    rerun: Signal<Option<Rerun>>,
) -> impl IntoView {
    let said = Memo::new(move |_| rerun.with(|rerun| rerun.as_ref().map(rerun_notice)));
    let shown = Signal::derive(move || said.get().unwrap_or(EMPTY));
    let exists = Memo::new(move |_| said.with(Option::is_some));
    view! {
        <Show when=move || exists.get()>
            <div class="rerun-notice">
                <NoticeCard notice=shown>
                    <div class="notice__end">
                        <LampRow rerun/>
                        <Actions rerun/>
                    </div>
                </NoticeCard>
            </div>
        </Show>
    }
}

const EMPTY: Notice = Notice {
    tone: Tone::Plain,
    headline: String::new(),
    detail: String::new(),
    advice: String::new(),
};

/// What the operator may do about a rerun at this stage.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Choice {
    Nothing,
    CheckOnly,
    CheckOrAsk,
    WaitThenAsk,
}

fn choice(rerun: &Rerun) -> Choice {
    let can_ask = rerun
        .stage
        .may_ask_again(reprise_domain::time::UnixMillis(i64::MAX));
    match &rerun.stage {
        Stage::HeldBack { .. } => Choice::WaitThenAsk,
        Stage::Unsettled(_) if can_ask => Choice::CheckOrAsk,
        Stage::Unsettled(_) => Choice::CheckOnly,
        Stage::Accepted | Stage::Ran if rerun.follow.is_over() && rerun.is_followed() => {
            Choice::CheckOnly
        }
        _ => Choice::Nothing,
    }
}

#[component]
fn Actions(rerun: Signal<Option<Rerun>>) -> impl IntoView {
    let desk = Desk::from_context();
    let now =
        Memo::new(move |_| rerun.with(|rerun| rerun.as_ref().map_or(Choice::Nothing, choice)));
    let busy =
        Memo::new(move |_| rerun.with(|rerun| rerun.as_ref().is_some_and(|rerun| rerun.reading)));
    let key =
        move || rerun.with_untracked(|rerun| rerun.as_ref().map(|rerun| rerun.intent.key.clone()));
    let with_key = move |act: fn(Desk, IdempotencyKey)| {
        Callback::new(move |()| {
            if let Some(key) = key().filter(|_| !busy.get_untracked()) {
                act(desk, key);
            }
        })
    };
    let check = with_key(|desk, key| desk.dispatch(Event::CheckAsked(key)));
    let ask = with_key(Desk::ask_again);
    let let_be = with_key(|desk, key| desk.dispatch(Event::LetBe(key)));
    let inert = move || busy.get().to_string();
    view! {
        <div class="notice__buttons">
            <Show when=move || matches!(now.get(), Choice::CheckOnly | Choice::CheckOrAsk)>
                <button type="button" class="button" aria-disabled=inert on:click=move |_| check.run(())>"Check now"</button>
            </Show>
            <Show when=move || now.get() == Choice::CheckOrAsk>
                <button type="button" class="button button--primary" aria-disabled=inert on:click=move |_| ask.run(())>
                    "Ask again, same key"
                </button>
            </Show>
            <Show when=move || now.get() == Choice::WaitThenAsk>
                <button type="button" class="button" on:click=move |_| let_be.run(())>"Let it be"</button>
                <Waiting rerun ask/>
            </Show>
        </div>
    }
}

#[component]
fn Waiting(rerun: Signal<Option<Rerun>>, ask: Callback<()>) -> impl IntoView {
    let now = ticking(Desk::now);
    let until = Memo::new(move |_| {
        rerun.with(|rerun| match rerun.as_ref().map(|rerun| &rerun.stage) {
            Some(Stage::HeldBack { until }) => Some(*until),
            _ => None,
        })
    });
    let early = Memo::new(move |_| until.get().is_some_and(|until| until.since(now.get()) > 0));
    view! {
        <button
            type="button"
            class="button button--primary"
            aria-disabled=move || early.get().to_string()
            on:click=move |_| if !early.get_untracked() { ask.run(()) }
        >
            "Try again, same key"
        </button>
        {move || until.get().map(|until| view! { <Countdown until now/> })}
    }
}

/// The names by which a rerun can be traced: key, track ids, request ids.
#[component]
pub(crate) fn RerunFacts(
    /// The rerun.
    rerun: Rerun,
) -> impl IntoView {
    let key = rerun.intent.key.to_string();
    let attempts = rerun.attempts.iter().enumerate().map(|(place, attempt)| {
        let answer = attempt
            .status
            .map_or("no answer".to_owned(), |status| status.to_string());
        let request = attempt
            .request_id
            .clone()
            .unwrap_or_else(|| "none".to_owned());
        view! {
            <dt>{format!("Attempt {}", place + 1)}</dt>
            <dd>{intl::clock_time(attempt.sent_at)} " · " {answer}</dd>
            <dt>"Track id"</dt><dd class="mono">{attempt.track.to_string()}</dd>
            <dt>"Request id"</dt><dd class="mono">{request}</dd>
        }
    });
    view! {
        <section class="card">
            <h2>"Last rerun"</h2>
            <dl class="facts">
                <dt>"Key"</dt>
                <dd class="mono" data-field="key">{key.clone()}</dd>
                <dt></dt>
                <dd><CopyButton text=key what="the key"/></dd>
                <dt>"Reason"</dt>
                <dd><bdi>{rerun.intent.reason.clone()}</bdi></dd>
                {Desk::from_context().operator().map(|name| view! { <dt>"By"</dt><dd><bdi>{name}</bdi></dd> })}
                {attempts.collect_view()}
            </dl>
        </section>
    }
}

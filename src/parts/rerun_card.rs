//! What became of a rerun: words, lamps, buttons, and the names to trace it by.

use leptos::prelude::*;
use reprise_domain::desk::Event;
use reprise_domain::explain::rerun::{rerun_notice, window_line};
use reprise_domain::explain::{Notice, Tone};
use reprise_domain::rerun::Rerun;
use reprise_domain::rerun::key::IdempotencyKey;
use reprise_domain::rerun::stage::Stage;
use reprise_domain::time::UnixMillis;

use super::lamps::LampRow;
use super::notice_card::NoticeCard;
use crate::desk::Desk;
use crate::ui::address::focus;
use crate::ui::copy_button::CopyButton;
use crate::ui::countdown::{Countdown, ticking};
use crate::ui::erased::{flag, memo, pressed, shown, text, when};
use crate::ui::intl;

/// The notice about the latest rerun, with what may be done now.
#[component]
pub fn RerunNotice(
    /// The rerun.
    rerun: Signal<Option<Rerun>>,
) -> impl IntoView {
    let notice = Signal::derive(move || {
        rerun.with(|rerun| rerun.as_ref().map(rerun_notice)).unwrap_or(EMPTY)
    });
    when(
        move || rerun.with(Option::is_some),
        move || {
            view! {
                <div class="rerun-notice" id="rerun-notice" tabindex="-1">
                    <NoticeCard notice>
                        <div class="notice__end">
                            {when(move || rerun.with(|rerun| has_lamps(rerun.as_ref())), move || view! { <LampRow rerun/> }.into_any())}
                            <Actions rerun/>
                        </div>
                    </NoticeCard>
                </div>
            }
            .into_any()
        },
    )
}

const EMPTY: Notice = Notice {
    tone: Tone::Plain,
    headline: String::new(),
    detail: String::new(),
    advice: String::new(),
};

/// Lamps tell of something that was sent and not turned away.
fn has_lamps(rerun: Option<&Rerun>) -> bool {
    let stage = rerun.map(|rerun| &rerun.stage);
    !matches!(
        stage,
        None | Some(
            Stage::Checking | Stage::Refused(_) | Stage::NotSent(_) | Stage::HeldBack { .. }
        )
    )
}

/// What the operator may do about a rerun at this stage.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Choice {
    Nothing,
    CheckOnly,
    CheckOrAsk,
    WaitThenAsk,
}

fn choice(rerun: &Rerun, now: UnixMillis) -> Choice {
    match &rerun.stage {
        Stage::HeldBack { .. } => Choice::WaitThenAsk,
        Stage::Unsettled(_) if rerun.may_ask_again(now) => Choice::CheckOrAsk,
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
    let clock = ticking(Desk::now);
    let now = memo(move || {
        let of = |rerun: &Rerun| choice(rerun, clock.get());
        rerun.with(|rerun| rerun.as_ref().map_or(Choice::Nothing, of))
    });
    let window = text(move || rerun.with(|rerun| window_of(rerun.as_ref(), clock.get())));
    let with_key = move |act: fn(Desk, IdempotencyKey)| {
        Callback::new(move |()| {
            let key = |rerun: &Option<Rerun>| rerun.as_ref().map(|rerun| rerun.intent.key.clone());
            if let Some(key) = rerun.with_untracked(key) {
                act(desk, key);
                // The button may go; the focus stays with the words.
                focus("rerun-notice");
            }
        })
    };
    let check = with_key(|desk, key| desk.dispatch(Event::CheckAsked(key)));
    let ask = with_key(Desk::ask_again);
    let let_be = with_key(|desk, key| desk.dispatch(Event::LetBe(key)));
    let check = when(
        move || matches!(now.get(), Choice::CheckOnly | Choice::CheckOrAsk),
        move || button("Check now", "button", check),
    );
    let ask_again = when(
        move || now.get() == Choice::CheckOrAsk,
        move || button("Ask again, same key", "button button--primary", ask),
    );
    let wait = when(
        move || now.get() == Choice::WaitThenAsk,
        move || {
            let let_be = button("Let it be", "button", let_be);
            view! { {let_be} <Waiting rerun ask/> }.into_any()
        },
    );
    view! {
        <div class="notice__buttons">{check} {ask_again} {wait}</div>
        <small class="notice__window">{window}</small>
    }
}

/// Until when the same key may be sent, while it is in doubt whether the task ran.
fn window_of(rerun: Option<&Rerun>, now: UnixMillis) -> String {
    let doubtful = rerun.filter(|rerun| matches!(rerun.stage, Stage::Unsettled(_)));
    let Some((rerun, last)) = doubtful.and_then(|rerun| Some((rerun, rerun.attempts.last()?)))
    else {
        return String::new();
    };
    let left = rerun.ask_again_left_ms(now).map(|left| intl::duration(left / 60_000 * 60_000));
    window_line(&intl::clock_time(last.sent_at), left.as_deref())
}

fn button(label: &'static str, class: &'static str, act: Callback<()>) -> AnyView {
    view! { <button type="button" class=class on:click=pressed(move || act.run(()))>{label}</button> }
        .into_any()
}

#[component]
fn Waiting(rerun: Signal<Option<Rerun>>, ask: Callback<()>) -> impl IntoView {
    let now = ticking(Desk::now);
    let until = move || {
        rerun.with(|rerun| match rerun.as_ref().map(|rerun| &rerun.stage) {
            Some(Stage::HeldBack { until }) => Some(*until),
            _ => None,
        })
    };
    let early = memo(move || until().is_some_and(|until| until.since(now.get()) > 0));
    let ask = pressed(move || {
        if !early.get_untracked() {
            ask.run(());
        }
    });
    let left = shown(move || match until() {
        Some(until) => view! { <Countdown until now/> }.into_any(),
        None => ().into_any(),
    });
    view! {
        <button type="button" class="button button--primary" aria-disabled=flag(move || early.get()) on:click=ask>
            "Try again, same key"
        </button>
        {left}
    }
}

/// The names by which a rerun can be traced: key, track ids, request ids.
#[component]
pub fn RerunFacts(
    /// The rerun.
    rerun: Rerun,
) -> impl IntoView {
    let key = rerun.intent.key.to_string();
    let attempts = rerun.attempts.iter().enumerate().map(|(place, attempt)| {
        let answer = attempt.status.map_or("no answer".to_owned(), |status| status.to_string());
        let request = attempt.request_id.clone().unwrap_or_else(|| "none".to_owned());
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
                <dd><code data-field="key">{key.clone()}</code> " " <CopyButton copied=key what="the key"/></dd>
                <dt>"Reason"</dt>
                <dd><bdi>{rerun.intent.reason.clone()}</bdi></dd>
                {Desk::from_context().operator().map(|name| view! { <dt>"By"</dt><dd><bdi>{name}</bdi></dd> })}
                {attempts.collect_view()}
            </dl>
        </section>
    }
}

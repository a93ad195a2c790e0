//! What an operator may do about a rerun, button by button: those that do nothing now say why.

use leptos::prelude::*;
use reprise_domain::desk::Event;
use reprise_domain::explain::choice::{against, order_label, why_inert};
use reprise_domain::explain::lists::STRANGE;
use reprise_domain::explain::rerun::window_line;
use reprise_domain::journal::entry::Stamp;
use reprise_domain::rerun::Rerun;
use reprise_domain::rerun::key::IdempotencyKey;
use reprise_domain::rerun::policy::{Inert, Order};
use reprise_domain::rerun::stage::Stage;
use reprise_domain::rerun::window::Window;
use reprise_domain::time::UnixMillis;

use super::finding::FindingDialog;
use crate::desk::Desk;
use crate::ui::address::focus;
use crate::ui::countdown::{Countdown, ticking};
use crate::ui::erased::{flag, memo, pressed, shown, text, when};
use crate::ui::intl;
use crate::ui::slice::Slice;

/// How the button for an order stands: not shown, inert with a reason, or (empty) working.
type Standing = Option<String>;

/// The orders in their order on screen.
const ORDERS: [Order; 6] =
    [Order::Check, Order::LetBe, Order::Send, Order::SendOnceMore, Order::NotRun, Order::Ran];

/// The buttons, the reasons of those that are inert, and how long the key is safe.
#[component]
pub fn RerunActions(
    /// The rerun.
    rerun: Slice<Option<Rerun>>,
    /// Whether the findings are shown before their time, too, with what they wait for.
    #[prop(optional)]
    all: bool,
    /// Id in the document of what gets the focus after a press, for the button may go; the ids of
    /// the reasons begin with it.
    #[prop(into)]
    focused: String,
) -> impl IntoView {
    let clock = ticking(Desk::now);
    let reason_id = |order: Order| format!("{focused}-{order:?}").to_ascii_lowercase();
    let found = RwSignal::new(None::<Order>);
    let told = RwSignal::new(String::new());
    let buttons = ORDERS.map(|order| {
        let standing = standing(order, rerun, clock, all);
        let focused = focused.clone();
        let act = Callback::new(move |()| {
            let key =
                rerun.with_untracked(|rerun| rerun.as_ref().map(|rerun| rerun.intent.key.clone()));
            match (order, key) {
                (Order::SendOnceMore | Order::NotRun | Order::Ran, _) => found.set(Some(order)),
                (_, Some(key)) => {
                    give(Desk::from_context(), order, key, told);
                    focus(&focused);
                }
                (_, None) => {}
            }
        });
        button((order, reason_id(order)), rerun, standing, act)
    });
    let reasons = ORDERS
        .map(|order| reason((order, reason_id(order)), rerun, standing(order, rerun, clock, all)));
    let window = text(move || rerun.with(|rerun| window_of(rerun.as_ref(), fresh(clock))));
    let dialog = shown(move || match (found.get(), rerun.get_untracked()) {
        (Some(order), Some(rerun)) => {
            let closed = Callback::new(move |()| found.set(None));
            view! { <FindingDialog rerun order closed/> }.into_any()
        }
        _ => ().into_any(),
    });
    view! {
        <div class="notice__buttons">{buttons.into_iter().collect_view()} {waiting(rerun, clock)}</div>
        <div class="notice__reasons">
            {reasons.into_iter().collect_view()}
            <small>{text(move || told.get())}</small>
            <small class="notice__window">{window}</small>
        </div>
        {dialog}
    }
}

fn give(desk: Desk, order: Order, key: IdempotencyKey, told: RwSignal<String>) {
    match order {
        Order::Check => desk.dispatch(Event::CheckAsked(key)),
        Order::LetBe => desk.dispatch(Event::LetBe(key)),
        Order::Send => desk.ask_again(key, told),
        // They are asked for in a dialog.
        Order::SendOnceMore | Order::NotRun | Order::Ran => {}
    }
}

fn standing(
    order: Order,
    rerun: Slice<Option<Rerun>>,
    clock: ReadSignal<UnixMillis>,
    all: bool,
) -> Slice<Standing> {
    let desk = Desk::from_context();
    let config = desk.config();
    // Where its environment is gone, there is nobody to ask.
    let asks = !matches!(order, Order::LetBe | Order::Ran);
    let barred = desk.slice(move |model| {
        let against = |rerun: &Rerun| {
            let environment = config.environment(rerun.intent.tenancy.environment.as_str());
            if asks && environment.is_none() && model.has_moved(rerun) {
                return STRANGE.to_owned();
            }
            against(model, rerun, order)
        };
        rerun.with(|rerun| rerun.as_ref().map(against)).unwrap_or_default()
    });
    memo(move || {
        let now = Stamp::wall(fresh(clock));
        rerun.with(|rerun| {
            let rerun = rerun.as_ref()?;
            let found = matches!(order, Order::NotRun | Order::Ran);
            match rerun.may(order, now) {
                // In place of asking again, the order to send once more is shown.
                Err(Inert::Beside | Inert::KeysUnproven) => None,
                Err(_) if found && !all && rerun.window(now) != Window::Over => None,
                // It is being sent by the press that decided it.
                Ok(()) if rerun.stage == Stage::Prepared && rerun.press.is_some() => None,
                Err(why) => Some(why_inert(why, |at| intl::moment(at, now.wall))),
                Ok(()) => Some(barred.get()),
            }
        })
    })
}

/// Now, to be read again with every tick. The tick itself may be older than what has just been
/// written down, and would look like a clock that went back.
fn fresh(clock: ReadSignal<UnixMillis>) -> UnixMillis {
    clock.track();
    Desk::now()
}

/// `described` is the id of the reason, which is there while the button is inert.
fn button(
    (order, described): (Order, String),
    rerun: Slice<Option<Rerun>>,
    standing: Slice<Standing>,
    act: Callback<()>,
) -> AnyView {
    let class = if order == Order::Send { "button button--primary" } else { "button" };
    let is_inert =
        move || standing.with(|standing| standing.as_ref().is_none_or(|why| !why.is_empty()));
    when(
        move || standing.with(Option::is_some),
        move || {
            let described = described.clone();
            let label = text(move || {
                rerun.with(|rerun| {
                    rerun
                        .as_ref()
                        .map(|rerun| order_label(order, &rerun.stage))
                        .unwrap_or_default()
                        .to_owned()
                })
            });
            let press = pressed(move || {
                let inert = standing
                    .with_untracked(|standing| standing.as_ref().is_none_or(|why| !why.is_empty()));
                if !inert {
                    act.run(());
                }
            });
            view! { <button type="button" class=class aria-disabled=flag(is_inert) aria-describedby=described on:click=press>{label}</button> }
                .into_any()
        },
    )
}

/// Why a button is inert, in a line below; a countdown stands beside the button itself.
fn reason(
    (order, id): (Order, String),
    rerun: Slice<Option<Rerun>>,
    standing: Slice<Standing>,
) -> AnyView {
    let why = memo(move || {
        let waits = rerun.with(|rerun| until(rerun.as_ref()).is_some());
        standing.get().filter(|_| !(waits && order == Order::Send)).unwrap_or_default()
    });
    when(
        move || why.with(|why| !why.is_empty()),
        move || {
            let label = rerun.with_untracked(|rerun| {
                rerun.as_ref().map(|rerun| order_label(order, &rerun.stage)).unwrap_or_default()
            });
            let label = label.trim_end_matches('…');
            view! { <small id=id.clone()>{format!("{label}: ")} {text(move || why.get())}</small> }
                .into_any()
        },
    )
}

/// Until when the limiter asks to wait.
fn until(rerun: Option<&Rerun>) -> Option<UnixMillis> {
    match rerun.map(|rerun| &rerun.stage) {
        Some(Stage::HeldBack { until }) => Some(*until),
        _ => None,
    }
}

fn waiting(rerun: Slice<Option<Rerun>>, now: ReadSignal<UnixMillis>) -> AnyView {
    shown(move || match rerun.with(|rerun| until(rerun.as_ref())) {
        Some(until) => view! { <Countdown until now/> }.into_any(),
        None => ().into_any(),
    })
}

/// Until when the same key may be sent, while it is in doubt whether the task ran.
fn window_of(rerun: Option<&Rerun>, now: UnixMillis) -> String {
    let doubtful = rerun.filter(|rerun| rerun.is_unsettled());
    let Some((rerun, last)) = doubtful.and_then(|rerun| Some((rerun, rerun.attempts.last()?)))
    else {
        return String::new();
    };
    let left = match rerun.window(Stamp::wall(now)) {
        Window::Open(left) => Some(intl::duration(left / 60_000 * 60_000)),
        Window::Over | Window::Untrusted => None,
    };
    window_line(&intl::moment(last.sent.wall, now), left.as_deref())
}

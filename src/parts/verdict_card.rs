//! Whether the task is safe to run again, and what it touches.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use reprise_domain::diagnosis::touches::{Touched, Touches};
use reprise_domain::diagnosis::{Diagnosis, Part, Spot, Verdict};
use reprise_domain::explain::repeat::{checks, headline, reasons, verdict_label};
use reprise_domain::explain::touches::{amount_line, group_line};

use crate::pages::task::Known;
use crate::ui::address::Address;
use crate::ui::erased::{effect, memo, shown};
use crate::ui::slice::Slice;

/// Things of one sort that are named; the others are counted.
const NAMED: usize = 4;

/// Characters of a thing's name.
const LONGEST: usize = 60;

/// A task up to this size is looked through while the page is made: it takes about 5 ms.
const AT_ONCE_BYTES: usize = 200_000;

/// By then the page has been drawn.
const LATER: Duration = Duration::from_millis(150);

/// What a rerun would do to the world, with reasons and what to check.
#[component]
pub fn VerdictCard(
    /// What is found out about the failure.
    diagnosis: Diagnosis,
    /// The task, for what it touches.
    known: Slice<Known>,
) -> impl IntoView {
    let repeat = &diagnosis.repeat;
    let tone = match repeat.verdict {
        Verdict::WouldRepeat => "error",
        Verdict::MayRepeat | Verdict::Unknown | Verdict::WillFailAgain => "unsettled",
        Verdict::NoEffectOutside => "success",
    };
    let sign = match repeat.verdict {
        Verdict::WouldRepeat | Verdict::MayRepeat => "▲ ",
        Verdict::WillFailAgain => "✕ ",
        Verdict::NoEffectOutside => "✓ ",
        Verdict::Unknown => "? ",
    };
    let reasons = reasons(repeat).into_iter().map(|said| view! { <li>{said}</li> });
    let checks: Vec<_> = checks(repeat, diagnosis.cause.as_ref());
    let checks = (!checks.is_empty()).then(|| {
        let checks = checks.into_iter().map(|said| view! { <li>{said}</li> });
        view! { <h3>"Check first"</h3> <ul class="verdict__list">{checks.collect_view()}</ul> }
    });
    view! {
        <section class="card verdict">
            <h2>"Is it safe to run again?"</h2>
            <p>
                <span class="badge" data-status=tone>{sign} {verdict_label(repeat.verdict)}</span>
                " "
                {headline(repeat)}
            </p>
            <ul class="verdict__list">{reasons.collect_view()}</ul>
            {checks}
            {touched(known)}
        </section>
    }
}

/// What the task touches. In a large payload it is looked for when the page stands and has been
/// drawn, for that takes longer than a frame.
fn touched(known: Slice<Known>) -> AnyView {
    let touches = RwSignal::new(None::<Touches>);
    // Of an equal reading nothing is looked for anew.
    let task = memo(move || known.with(|known| known.as_ref().map(|(task, _)| Arc::clone(task))));
    effect(move || {
        let Some(task) = task.get() else { return };
        if task.source.size_bytes() < AT_ONCE_BYTES {
            touches.set(Some(Touches::of(&task)));
            return;
        }
        let look = move || {
            if !touches.is_disposed() {
                touches.set(Some(Touches::of(&task)));
            }
        };
        set_timeout(look, LATER);
    });
    shown(move || {
        touches.with(|touches| match touches {
            Some(touches) => list(touches),
            None => view! { <p class="muted">"Looking for what it touches…"</p> }.into_any(),
        })
    })
}

fn list(touches: &Touches) -> AnyView {
    if touches.groups.is_empty() && touches.amounts.is_empty() {
        return ().into_any();
    }
    let groups = touches.groups.iter().map(|group| {
        let things = group.shown.iter().take(NAMED).map(thing).collect_view();
        let more = (group.count > NAMED || group.and_more).then_some(" …");
        view! { <dt>{group_line(group)}</dt> <dd>{things} {more}</dd> }
    });
    let amounts = touches.amounts.iter().map(|amount| {
        view! { <dt>"amount"</dt> <dd>{amount_line(amount)}</dd> }
    });
    let part = (!touches.whole).then(|| {
        view! { <p class="muted">"Deeper levels of the payload were not searched."</p> }
    });
    view! {
        <h3>"What it touches"</h3>
        <dl class="pairs">{groups.collect_view()} {amounts.collect_view()}</dl>
        {part}
    }
    .into_any()
}

/// One thing, as the way to its place in the payload.
fn thing(touched: &Touched) -> AnyView {
    let label: String = touched.label().chars().take(LONGEST).collect();
    match place_of(&touched.spot) {
        Some(to) => view! { <a href=to><bdi>{label}</bdi></a> " " }.into_any(),
        None => view! { <bdi>{label}</bdi> " " }.into_any(),
    }
}

/// The address of a value in the payload; values elsewhere have none.
fn place_of(spot: &Spot) -> Option<String> {
    if spot.part != Part::Data {
        return None;
    }
    let path = spot.json_path();
    Some(Address::from_context().with(&[("path", Some(&path)), ("tab", None)]))
}

//! `/check`: whether the deployment is as it must be, for whoever set it up.

use leptos::prelude::*;
use leptos::task::spawn_local;
use reprise_domain::check::{Grade, Matter};
use reprise_domain::explain::check::{ABOUT, grade_word, subject, summary, told};

use super::part_of_setup::{Page, setup_view};
use crate::desk::Desk;
use crate::desk::check::{Group, check};
use crate::parts::later::later;
use crate::ui::copy_button::CopyButton;
use crate::ui::erased::{pressed, shown, text, when};
use crate::ui::intl;
use crate::ui::title::keep_title;

/// Checks as soon as it is opened, and again when asked to.
#[component]
pub(crate) fn CheckPage() -> impl IntoView {
    keep_title(|| "Check of this deployment · Reprise".to_owned());
    view! {
        <header class="bar"><a class="bar__mark" href="/">"Reprise"</a></header>
        <main class="page page--check" id="main" tabindex="-1">
            {later("The check of this deployment", || setup_view(Page::Check))}
        </main>
    }
}

/// What is on the page.
pub(super) fn checked() -> AnyView {
    let desk = Desk::from_context();
    let (groups, running) = (RwSignal::new(Vec::<Group>::new()), RwSignal::new(false));
    let start = move || {
        if running.get_untracked() {
            return;
        }
        groups.set(Vec::new());
        running.set(true);
        spawn_local(async move {
            check(desk, move |group| groups.update(|all| all.push(group))).await;
            running.set(false);
        });
    };
    start();
    let state = text(move || {
        if running.get() {
            "Checking…".to_owned()
        } else {
            groups.with(|all| summary(&grades(all)))
        }
    });
    let copied = text(move || groups.with(|all| report(all)));
    let list = shown(move || groups.get().iter().map(group).collect_view().into_any());
    view! {
        <header class="head">
            <div class="head__words"><h1>"Check of this deployment"</h1><p class="muted">{ABOUT}</p></div>
        </header>
        <p role="status"><strong>{state}</strong></p>
        {list}
        {when(move || !running.get(), move || view! {
            <p class="notice__buttons">
                <button type="button" class="button" on:click=pressed(start)>"Check again"</button>
                <CopyButton copied label="Copy as text" what="the result"/>
            </p>
        }.into_any())}
    }
    .into_any()
}

fn grades(groups: &[Group]) -> Vec<Grade> {
    groups.iter().flat_map(|group| &group.matters).map(Matter::grade).collect()
}

/// What needs a hand comes first; what is well is one line each below it.
fn group(group: &Group) -> AnyView {
    let mut matters = group.matters.clone();
    matters.sort_by_key(|matter| std::cmp::Reverse(matter.grade()));
    let rows = matters.iter().map(row).collect_view();
    let proof = group.proof.clone().map(|to| {
        let label = format!("Proof of keys: {}", group.title);
        view! { <p class="card__end"><a href=to aria-label=label>"Proof of keys"</a></p> }
    });
    view! {
        <section class="card">
            <h2>{group.title.clone()}</h2>
            <ul class="checks">{rows}</ul>
            {proof}
        </section>
    }
    .into_any()
}

fn row(matter: &Matter) -> AnyView {
    let grade = matter.grade();
    let (status, sign) = look_of(grade);
    let (told, mend) = told(matter, intl::duration);
    let mend = (!mend.is_empty()).then(|| view! { <p class="checks__mend">{mend}</p> });
    view! {
        <li>
            <span class="badge" data-status=status><span aria-hidden="true">{sign}</span> {grade_word(grade)}</span>
            <div><h3>{subject(matter)}</h3><p>{told}</p>{mend}</div>
        </li>
    }
    .into_any()
}

const fn look_of(grade: Grade) -> (&'static str, &'static str) {
    match grade {
        Grade::Good => ("success", "✓"),
        Grade::Untold => ("other", "?"),
        Grade::Weak => ("unsettled", "●"),
        Grade::Bad => ("error", "✕"),
    }
}

/// The same as plain text, for a ticket.
fn report(groups: &[Group]) -> String {
    let line = |matter: &Matter| {
        let (told, mend) = told(matter, intl::duration);
        format!("[{}] {}: {told} {mend}", grade_word(matter.grade()), subject(matter))
            .trim_end()
            .to_owned()
    };
    let part = |group: &Group| {
        let lines: Vec<_> = group.matters.iter().map(line).collect();
        format!("{}\n{}\n", group.title, lines.join("\n"))
    };
    groups.iter().map(part).collect::<Vec<_>>().join("\n")
}

//! `config.json` is missing or broken: nothing else can be shown.

use leptos::prelude::*;
use reprise_domain::explain::Notice;

use crate::ui::erased::pressed;
use crate::ui::title::keep_title;

/// Says what is wrong with the file and how to mend it.
#[component]
pub(crate) fn ConfigTroublePage(
    /// What is wrong.
    notice: Notice,
) -> impl IntoView {
    keep_title(|| "config.json · Reprise".to_owned());
    let lines = notice.detail.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
    let reload = pressed(|| drop(window().location().reload()));
    view! {
        <main class="page page--narrow" id="main">
            <section class="notice" data-tone="bad" role="alert">
                <span class="notice__sign" aria-hidden="true">"✕"</span>
                <div class="notice__words">
                    <h1>{notice.headline}</h1>
                    {lines}
                    <p>{notice.advice}</p>
                    <div><button type="button" class="button" on:click=reload>"Reload"</button></div>
                </div>
            </section>
        </main>
    }
}

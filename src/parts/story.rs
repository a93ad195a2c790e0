//! The story of a rerun, entry by entry.

use leptos::prelude::*;
use reprise_domain::explain::story::{StoryLine, entry_line};
use reprise_domain::journal::entry::Stamp;
use reprise_domain::rerun::Rerun;

use crate::ui::erased::{memo, shown};
use crate::ui::intl;
use crate::ui::slice::Slice;

/// Everything that is written down about a rerun, oldest first, with the times of both clocks.
#[component]
pub fn Story(
    /// The rerun.
    rerun: Slice<Option<Rerun>>,
) -> impl IntoView {
    let lines = memo(move || rerun.with(|rerun| rerun.as_ref().map(told)).unwrap_or_default());
    shown(move || {
        let items = lines.get().into_iter().map(item).collect_view();
        view! { <ol class="story" aria-label="Story">{items}</ol> }.into_any()
    })
}

fn told(rerun: &Rerun) -> Vec<(StoryLine, Stamp)> {
    rerun.story.iter().map(|entry| (entry_line(entry, rerun), entry.at)).collect()
}

fn item((line, at): (StoryLine, Stamp)) -> AnyView {
    let server = at.server.map(|server| {
        view! { <small>"By Zuora's clock " <time>{intl::exact(server)}</time></small> }
    });
    view! {
        <li data-tone=line.tone.as_str()>
            <span class="story__sign" aria-hidden="true">{line.sign}</span>
            <div>
                <p>{line.text}</p>
                <p class="muted">{line.detail}</p>
                <p class="story__times"><small><time>{intl::exact(at.wall)}</time></small> " " {server}</p>
            </div>
        </li>
    }
    .into_any()
}

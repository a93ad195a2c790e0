//! Every transmission of a rerun, with the names to trace it by.

use leptos::prelude::*;
use reprise_domain::explain::lists::answer_line;
use reprise_domain::rerun::{Attempt, Rerun};

use crate::ui::erased::{memo, shown};
use crate::ui::intl;
use crate::ui::slice::Slice;

/// One attempt in words: when, what came of it, track id, request id.
type Line = [String; 4];

/// The attempts, oldest first; nothing while there is none.
#[component]
pub fn Attempts(
    /// The rerun.
    rerun: Slice<Option<Rerun>>,
) -> impl IntoView {
    let lines = memo(move || rerun.with(|rerun| rerun.as_ref().map(lines_of)).unwrap_or_default());
    shown(move || {
        let lines = lines.get();
        if lines.is_empty() {
            return ().into_any();
        }
        let items = (1..).zip(lines).map(item).collect_view();
        view! { <ol class="attempts" aria-label="Attempts">{items}</ol> }.into_any()
    })
}

fn lines_of(rerun: &Rerun) -> Vec<Line> {
    let line = |attempt: &Attempt| {
        [
            intl::exact(attempt.sent.wall),
            answer_line(attempt, rerun),
            attempt.track.to_string(),
            attempt.request_id().unwrap_or("none").to_owned(),
        ]
    };
    rerun.attempts.iter().map(line).collect()
}

fn item((number, [sent, answer, track, request]): (usize, Line)) -> AnyView {
    view! {
        <li>
            <p><strong>{format!("Attempt {number}")}</strong> " " {sent} " · " {answer}</p>
            <p><small>"Track id " <code>{track}</code> " · Request id " <code>{request}</code></small></p>
        </li>
    }
    .into_any()
}

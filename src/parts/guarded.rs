//! Texts with credentials in them: hidden until asked for, for a minute.

use std::time::Duration;

use leptos::prelude::*;
use reprise_domain::payload::mask::Masked;

use crate::ui::erased::{pressed, shown, text};
use crate::ui::long_text::LongText;

/// How long a credential stays in sight.
const IN_SIGHT: Duration = Duration::from_mins(1);

/// Whether the credentials of a text are in sight.
pub fn mask_lifted() -> RwSignal<bool> {
    RwSignal::new(false)
}

/// The button that lifts a mask for a while; nothing where there is nothing to hide.
#[component]
pub fn Unmask(
    /// Whether it is lifted.
    lifted: RwSignal<bool>,
    /// How many credentials there are.
    hidden: usize,
    /// Of what, for the label.
    #[prop(into)]
    what: String,
) -> impl IntoView {
    let press = pressed(move || {
        lifted.update(|lifted| *lifted = !*lifted);
        if lifted.get_untracked() {
            set_timeout(
                move || {
                    let _gone = lifted.try_set(false);
                },
                IN_SIGHT,
            );
        }
    });
    let word = move || if lifted.get() { "Hide" } else { "Show" };
    let label = text(move || format!("{} what is hidden in {what}", word()));
    (hidden > 0).then(|| {
        view! {
            <button type="button" class="link" aria-label=label on:click=press>
                {text(move || word().to_owned())}
            </button>
        }
    })
}

/// A text in one line, its credentials hidden.
#[component]
pub fn Guarded(
    /// The text.
    value: Masked,
    /// What it is, for the button's label.
    #[prop(into)]
    what: String,
    /// Where it comes from, for tests and tools.
    #[prop(into)]
    field: String,
) -> impl IntoView {
    let lifted = mask_lifted();
    let hidden = value.secrets.len();
    let content = shown(move || {
        let text = if lifted.get() { value.text.clone() } else { value.hidden() };
        view! { <LongText text most=400/> }.into_any()
    });
    view! { <code data-field=field>{content}</code> " " <Unmask lifted hidden what/> }
}

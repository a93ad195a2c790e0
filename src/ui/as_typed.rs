//! Attributes of a field in which everything stays as it is typed.

use leptos::attr::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::attr::custom::custom_attribute;

/// Neither browser nor extension may correct what is typed, fill it in, or send it to somebody who
/// does: a reason is written down, an id is compared, a token is a secret.
#[must_use]
pub fn as_typed() -> Vec<AnyAttribute> {
    [
        ("autocomplete", "off"),
        ("autocapitalize", "off"),
        ("autocorrect", "off"),
        ("spellcheck", "false"),
        ("data-1p-ignore", ""),
        ("data-lpignore", "true"),
        ("data-form-type", "other"),
        ("data-gramm", "false"),
    ]
    .map(|(name, value)| custom_attribute(name, value).into_any_attr())
    .into()
}

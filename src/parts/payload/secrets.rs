//! Which values are hidden, showing one of them for a while, and copying without the others.

use leptos::prelude::*;
use reprise_domain::payload::mask::{MASK, Policy, masked, secret_of};
use reprise_domain::payload::{Json, Row};

use super::state::{SHOWN_FOR, View};

impl View {
    fn policy(self) -> Policy {
        Policy { emails: self.hides_emails.get() }
    }

    /// Whether a row holds a secret, shown or not.
    pub(super) fn is_secret(self, row: &Row) -> bool {
        secret_of(&row.json, self.policy()).is_some()
    }

    /// Whether a row holds a secret that is not shown.
    pub(super) fn hides(self, row: &Row) -> bool {
        self.is_secret(row) && !self.revealed.with(|revealed| revealed.has(&row.json))
    }

    /// Shows a secret for a while, or hides it again.
    pub(super) fn reveal(self, row: &Row) {
        let json = row.json.clone();
        let hide = move || {
            self.revealed.try_update(|revealed| revealed.hide(&json));
        };
        if untrack(|| self.hides(row)) {
            self.revealed.update(|revealed| revealed.reveal(&row.json));
            set_timeout(hide, SHOWN_FOR);
        } else {
            hide();
        }
    }

    /// A value as it is copied: its bytes, without the secrets that are not shown.
    pub(super) fn copied(self, json: &Json) -> String {
        let policy = self.policy();
        self.revealed.with(|revealed| masked(json, policy, revealed).into_owned())
    }

    /// The whole payload as it is copied.
    pub(super) fn copied_whole(self) -> String {
        self.copied(&self.root())
    }

    /// The characters of a text as they are copied.
    pub(super) fn copied_text(self, row: &Row) -> String {
        let copied = Json::parse(&self.copied(&row.json).into());
        copied.map_or_else(|_| MASK.to_owned(), |json| json.plain())
    }
}

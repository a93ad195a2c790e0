//! Zuora's numbers, each a type of its own so that a run never passes for a task.

use std::fmt;

/// The text is no id: ids are whole numbers above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an id is a whole number above zero, such as 2770")]
pub struct NotAnId;

fn parse_number(text: &str) -> Result<u64, NotAnId> {
    let digits = text.trim();
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    match digits.parse() {
        Ok(number) if plain && number > 0 => Ok(number),
        _ => Err(NotAnId),
    }
}

macro_rules! numeric_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u64);

        impl $name {
            /// Takes a number as Zuora gave it.
            #[must_use]
            pub const fn new(number: u64) -> Self {
                Self(number)
            }

            /// Reads what a person typed or a path holds.
            ///
            /// # Errors
            ///
            /// [`NotAnId`] unless the text is a whole number above zero.
            pub fn parse(text: &str) -> Result<Self, NotAnId> {
                parse_number(text).map(Self)
            }

            /// The bare number.
            #[must_use]
            pub const fn number(self) -> u64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(out)
            }
        }
    };
}

numeric_id! {
    /// A workflow task: of a run when `instance` is true, of a workflow's setup otherwise.
    TaskId
}
numeric_id! {
    /// A workflow run, or the setup version a setup task belongs to (`workflow_id` is both).
    RunId
}

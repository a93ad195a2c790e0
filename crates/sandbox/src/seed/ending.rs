//! How a run of the seed has ended, or where it stands.

use super::failures::Failure;

/// The end of a run, or where it stands at the anchor.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Ending {
    /// Every task succeeded.
    Success,
    /// The first task of the failure's type failed.
    Fails(&'static Failure),
    /// It stands at the task with this index, which has this status.
    Stands { step: usize, status: &'static str },
}

impl Ending {
    /// The status of the step at `index` with this action; `None` if it was never reached.
    pub(crate) fn status_of(self, index: usize, breaks_at: usize) -> Option<&'static str> {
        match self {
            Self::Success => Some("Success"),
            Self::Fails(_) if index < breaks_at => Some("Success"),
            Self::Fails(_) => (index == breaks_at).then_some("Error"),
            Self::Stands { step, .. } if index < step => Some("Success"),
            Self::Stands { step, status } => (index == step).then_some(status),
        }
    }
}

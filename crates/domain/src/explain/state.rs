//! Where a rerun stands, as a badge: colour, sign and word together.

use crate::rerun::Rerun;
use crate::rerun::stage::Stage;
use crate::task::TaskStatus;

/// The badge's `data-status` in the style sheet, its sign and its word.
pub type StateWord = (&'static str, &'static str, &'static str);

/// The badge of a rerun. The word alone tells which state it is.
#[must_use]
pub fn state_word(rerun: &Rerun) -> StateWord {
    match &rerun.stage {
        Stage::Checking => ("running", "○", "Checking"),
        Stage::Sending { .. } => ("running", "◐", "Sending"),
        Stage::Accepted => ("running", "◐", "Accepted"),
        Stage::Prepared | Stage::TurnedAway(_) => ("waiting", "‖", "Not sent yet"),
        Stage::HeldBack { .. } => ("waiting", "‖", "Held back"),
        Stage::Unsettled(_) => ("unsettled", "●", "Unsettled"),
        Stage::Refused(_) => ("error", "✕", "Refused"),
        Stage::NotSent(_) if rerun.attempts.is_empty() => ("plain", "■", "Not sent"),
        Stage::NotSent(_) => ("plain", "■", "Turned away"),
        Stage::NotRun => ("plain", "■", "Found not run"),
        Stage::Ran if rerun.closing.is_some() => ("plain", "■", "Found run"),
        Stage::Ran => ran(rerun.lamps.finished.as_ref().map(|(_, status)| status)),
        Stage::Finished(status) => finished(status),
    }
}

const fn finished(status: &TaskStatus) -> StateWord {
    match status {
        TaskStatus::Success => ("success", "✓", "Ended well"),
        TaskStatus::Error => ("error", "✕", "Failed again"),
        TaskStatus::Stopped => ("plain", "■", "Stopped"),
        _ => ("plain", "?", "Ended"),
    }
}

/// By this rerun or another's hand: the word does not claim which.
const fn ran(ended: Option<&TaskStatus>) -> StateWord {
    match ended {
        None => ("running", "◐", "Has been taken up"),
        Some(TaskStatus::Success) => ("success", "✓", "Has run: ended well"),
        Some(TaskStatus::Error) => ("error", "✕", "Has run: failed"),
        Some(TaskStatus::Stopped) => ("plain", "■", "Has run: stopped"),
        Some(_) => ("plain", "?", "Has run"),
    }
}

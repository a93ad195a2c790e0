//! Chance from the browser: names of transmissions, and keys where no time can name the run.

use reprise_domain::header::TrackId;
use reprise_domain::journal::entry::TabId;

fn bytes() -> Option<[u8; 16]> {
    let mut bytes = [0; 16];
    let crypto = web_sys::window()?.crypto().ok()?;
    crypto.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(bytes)
}

/// 128 random bits; `None` when the browser gives none (nothing may then be sent).
pub(super) fn chance() -> Option<u128> {
    bytes().map(u128::from_be_bytes)
}

#[expect(clippy::cast_possible_truncation, reason = "64 of the 128 bits are enough for a name")]
fn name() -> Option<u64> {
    chance().map(|bits| bits as u64)
}

/// A fresh track id.
pub(super) fn track() -> Option<TrackId> {
    name().map(TrackId::from_chance)
}

/// A name for this page.
pub(super) fn tab() -> Option<TabId> {
    name().map(TabId::from_chance)
}

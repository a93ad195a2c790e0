//! Pieces of a page that know nothing of tasks.

pub(crate) mod address;
pub(crate) mod copy_button;
pub(crate) mod countdown;
pub(crate) mod erased;
pub(crate) mod intl;
pub(crate) mod live_region;
pub(crate) mod long_text;
pub(crate) mod tabs;
pub(crate) mod theme_switch;
pub(crate) mod title;

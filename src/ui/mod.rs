//! Pieces of a page that know nothing of tasks.

pub mod address;
pub mod as_typed;
pub mod copy_button;
pub mod countdown;
pub mod erased;
pub mod files;
pub mod intl;
pub mod live_region;
pub mod long_text;
pub mod own_text;
pub mod scroller;
pub mod slice;
pub mod soon;
pub mod tabs;
pub mod theme_switch;
pub mod title;

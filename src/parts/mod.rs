//! Pieces of a page that know the domain.

pub(crate) mod cause_card;
pub(crate) mod connect;
pub(crate) mod demo_banner;
pub(crate) mod environment_pill;
pub(crate) mod facts;
pub(crate) mod filters;
pub(crate) mod json_tree;
pub(crate) mod lamps;
pub(crate) mod moment;
pub(crate) mod notice_card;
pub(crate) mod pages_bar;
pub(crate) mod parameters;
pub(crate) mod reading_trouble;
pub(crate) mod rerun_button;
pub(crate) mod rerun_card;
pub(crate) mod rerun_dialog;
pub(crate) mod run_line;
pub(crate) mod search;
pub(crate) mod status_badge;
pub(crate) mod task_head;
pub(crate) mod task_table;
pub(crate) mod top_bar;
pub(crate) mod unsettled_banner;

//! Pieces of a page that know the domain.

pub mod cause_card;
pub mod connect;
pub mod demo_banner;
pub mod environment_pill;
pub mod facts;
pub mod filters;
pub mod json_tree;
pub mod lamps;
pub mod moment;
pub mod notice_card;
pub mod open_reruns;
pub mod pages_bar;
pub mod parameters;
pub mod reading_trouble;
pub mod rerun_button;
pub mod rerun_card;
pub mod rerun_dialog;
pub mod run_line;
pub mod search;
pub mod status_badge;
pub mod task_head;
pub mod task_table;
pub mod top_bar;

//! One file per route.

pub(crate) mod check;
pub(crate) mod config_trouble;
pub(crate) mod environment;
pub(crate) mod home;
pub(crate) mod locked;
pub(crate) mod nowhere;
pub(crate) mod one_rerun;
mod part_of_reruns;
mod part_of_setup;
pub(crate) mod proof;
pub(crate) mod reruns;
pub(crate) mod run;
pub(crate) mod task;
pub(crate) mod tasks;
pub(crate) mod unsettled;

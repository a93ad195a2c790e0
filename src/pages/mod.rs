//! One file per route.

pub(crate) mod check;
pub(crate) mod config_trouble;
pub(crate) mod environment;
pub(crate) mod home;
pub(crate) mod locked;
pub(crate) mod nowhere;
pub(crate) mod one_rerun;
pub(crate) mod proof;
pub(crate) mod reruns;
pub(crate) mod run;
pub(crate) mod task;
pub(crate) mod tasks;
pub(crate) mod unsettled;

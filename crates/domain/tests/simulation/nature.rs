//! The natures that Zuora may turn out to have: what nobody has seen on a live tenant, each way.

/// What becomes of `Idempotency-Key`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Keys {
    /// Kept for 24 hours, as the guide says.
    #[default]
    Honoured,
    /// Not looked at: each request that arrives is executed.
    Ignored,
    /// Kept for each OAuth client apart: a key of another operator's machine is unknown.
    PerClient,
}

/// What a rerun does to the times of its task.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Times {
    /// Each run has its own.
    #[default]
    Changed,
    /// Those of the first run stay; only the status moves.
    Kept,
    /// A task has none.
    Missing,
}

/// What Zuora is like. By default as its guide says, and as the core hopes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Nature {
    pub(crate) keys: Keys,
    /// Every reading shows the state of so many milliseconds ago.
    pub(crate) lag_ms: i64,
    /// A rerun waits up to so many milliseconds, and until then readings show the old state.
    /// `None`: it is shown as queued at once.
    pub(crate) queue_ms: Option<i64>,
    /// A rerun makes a new task; the old one shows the failed run for ever.
    pub(crate) is_new_id: bool,
    pub(crate) times: Times,
}

impl Nature {
    /// As the guide says, but for the keys.
    pub(crate) const fn of(keys: Keys) -> Self {
        Self { keys, lag_ms: 0, queue_ms: None, is_new_id: false, times: Times::Changed }
    }

    /// The same with readings that come late.
    pub(crate) const fn late(self, lag_ms: i64) -> Self {
        Self { lag_ms, ..self }
    }

    /// The same with a queue that nobody sees.
    pub(crate) const fn queued(self, queue_ms: i64) -> Self {
        Self { queue_ms: Some(queue_ms), ..self }
    }

    /// The same with a new task for each rerun.
    pub(crate) const fn with_new_ids(self) -> Self {
        Self { is_new_id: true, ..self }
    }

    /// The same with other times.
    pub(crate) const fn timed(self, times: Times) -> Self {
        Self { times, ..self }
    }

    /// Whether a state names the run that it shows: then two runs are told apart by their times.
    pub(crate) const fn names_runs(self) -> bool {
        matches!(self.times, Times::Changed)
    }
}

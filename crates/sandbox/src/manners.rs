//! How the tenant behaves where no public document says how Zuora does: each is a world of its
//! own, which a console must survive.

/// What an `Idempotency-Key` is worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keys {
    /// A key runs once in 24 hours, whoever sends it.
    #[default]
    Honoured,
    /// The header is taken and has no effect: every request runs.
    Ignored,
    /// A key runs once for each OAuth client.
    PerClient,
}

impl Keys {
    /// All of them with their words on the command line.
    pub const ALL: [(&'static str, Self); 3] =
        [("honoured", Self::Honoured), ("ignored", Self::Ignored), ("per-client", Self::PerClient)];

    /// The name under which the store knows a key; `None` where it knows none.
    pub(crate) fn stored_as(self, key: &str, client: &str) -> Option<String> {
        match self {
            Self::Honoured => Some(key.to_owned()),
            Self::Ignored => None,
            Self::PerClient => Some(format!("{client} {key}")),
        }
    }
}

/// What a rerun does to the task.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rerun {
    /// The task keeps its id and gets new times.
    #[default]
    SameId,
    /// A new task with the same `original_task_id` appears in the run; the old one stays.
    NewId,
    /// The task keeps its id and its times.
    KeepsTimes,
}

impl Rerun {
    /// All of them with their words on the command line.
    pub const ALL: [(&'static str, Self); 3] =
        [("same-id", Self::SameId), ("new-id", Self::NewId), ("keeps-times", Self::KeepsTimes)];
}

/// How the tenant behaves. The default is what the documents let expect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manners {
    /// What a key is worth.
    pub keys: Keys,
    /// What a rerun does to the task.
    pub rerun: Rerun,
    /// How far readings lag behind what was done, in milliseconds.
    pub lag_ms: i64,
    /// How long a rerun waits before anything of it shows, in milliseconds: the task looks as if
    /// nothing had been sent until it is being worked on. 0: it is `Queued` at once.
    pub queue_ms: i64,
}

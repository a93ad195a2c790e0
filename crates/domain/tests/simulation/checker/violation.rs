//! What a history can get wrong.

/// The kinds of wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    /// A failed run was executed again more often than decided (I1).
    Double,
    /// The same, where no reading and no journal of the second sender could have told.
    Race,
    /// A task was executed while it ran, or as another run than the one decided on (I1, R12).
    Overrun,
    /// Something was sent that no journal held before (I2).
    Lost,
    /// An open rerun is not shown by a page that opens (I3).
    Hidden,
    /// A stage says what the server's log denies (I4).
    Wrong,
    /// A key on two paths, a rerun without a key, a reading with one (I5, I6).
    KeyUse,
    /// A rerun was sent that no press of that page allowed (I7).
    Unasked,
    /// A rerun was sent after a reading that shows another run (I8).
    Changed,
    /// A rerun was sent without a fresh reading (R6).
    Unread,
    /// A rerun was sent from a page that was disarmed, or left alone and locked.
    Barred,
    /// The pages go on for ever.
    Restless,
    /// An honest operator cannot bring a rerun to its end (I9).
    Stuck,
}

/// All kinds, in the order of the tables.
pub(crate) const KINDS: [Kind; 13] = [
    Kind::Double,
    Kind::Race,
    Kind::Overrun,
    Kind::Lost,
    Kind::Hidden,
    Kind::Wrong,
    Kind::KeyUse,
    Kind::Unasked,
    Kind::Changed,
    Kind::Unread,
    Kind::Barred,
    Kind::Restless,
    Kind::Stuck,
];

impl Kind {
    /// Its word in the tables.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Double => "double",
            Self::Race => "race",
            Self::Overrun => "overrun",
            Self::Lost => "lost",
            Self::Hidden => "hidden",
            Self::Wrong => "wrong",
            Self::KeyUse => "key use",
            Self::Unasked => "unasked",
            Self::Changed => "changed",
            Self::Unread => "unread",
            Self::Barred => "barred",
            Self::Restless => "restless",
            Self::Stuck => "stuck",
        }
    }
}

/// One thing that went wrong.
#[derive(Clone, Debug)]
pub(crate) struct Violation {
    pub(crate) kind: Kind,
    pub(crate) what: String,
}

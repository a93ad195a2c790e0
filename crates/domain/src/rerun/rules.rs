//! The rules R1 to R14 of the rerun protocol, each by its name.
//!
//! All hold, always. Only with the feature `ablation`, which no shipped build has, a test can
//! switch one off to see that the checker then finds violations: a rule that nobody would miss
//! is not tested.

/// One rule of the protocol (`docs/zuora-semantics.md` gives the sources behind them).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// R1: nothing is sent before the journal holds it.
    WriteAhead,
    /// R2: one open intent for a task.
    OneOpen,
    /// R3: every attempt of an intent carries the same key.
    SameKey,
    /// R4: no doubtful key is sent after 20 hours, by either clock, nor by one that went back.
    Window,
    /// R5: doubt is sticky.
    StickyDoubt,
    /// R6: the task is read right before every transmission and must stand as decided on.
    FreshRead,
    /// R7: "it did not run" needs quiet evidence.
    QuietEvidence,
    /// R8: a new generation only after a recorded end of the one before.
    Generations,
    /// R9: a 5xx settles nothing.
    ServerErrorIsDoubt,
    /// R10: nothing is sent without a press of a button in this page's life.
    OnlyByHand,
    /// R11: without a journal nothing is sent.
    JournalNeeded,
    /// R12: what waits or runs is not rerun.
    NotWhileRunning,
    /// R13: a key that may have arrived is sent again only where Zuora is known to honour keys, or
    /// through a gateway that passes it on once.
    ProvenKeys,
    /// R14: a task is read on after a refusal; a change of it outweighs the refusal.
    RefusalsFollowed,
}

/// Which rules hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    #[cfg(feature = "ablation")]
    off: [Option<Rule>; 2],
}

impl Rules {
    /// All rules but one or two.
    #[cfg(feature = "ablation")]
    #[must_use]
    pub const fn without(first: Rule, second: Option<Rule>) -> Self {
        Self { off: [Some(first), second] }
    }

    /// Whether a rule holds.
    #[cfg(feature = "ablation")]
    #[must_use]
    pub fn hold(self, rule: Rule) -> bool {
        !self.off.contains(&Some(rule))
    }

    /// Whether a rule holds: it does.
    #[cfg(not(feature = "ablation"))]
    #[must_use]
    #[inline]
    pub const fn hold(self, _rule: Rule) -> bool {
        true
    }
}

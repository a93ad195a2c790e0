//! Shows that something is still going on: a line rewritten in place on a terminal, a line now and
//! then where output is only recorded.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// How often a recorded log is told that a step still runs.
const RECORDED_EVERY: Duration = Duration::from_secs(30);
/// How often the line on a terminal is rewritten.
const SHOWN_EVERY: Duration = Duration::from_secs(1);

/// Elapsed time, made visible.
#[derive(Debug)]
pub(crate) struct Wait {
    since: Instant,
    next: Duration,
    terminal: bool,
    dirty: bool,
}

impl Wait {
    /// Starts to count.
    pub(crate) fn start() -> Self {
        let terminal = io::stdout().is_terminal();
        let next = if terminal { SHOWN_EVERY } else { RECORDED_EVERY };
        Self { since: Instant::now(), next, terminal, dirty: false }
    }

    /// The time since the start.
    pub(crate) fn elapsed(&self) -> Duration {
        self.since.elapsed()
    }

    /// Shows the time and `doing`, if it is time to show something.
    pub(crate) fn tick(&mut self, doing: impl FnOnce() -> String) {
        let elapsed = self.elapsed();
        if elapsed < self.next {
            return;
        }
        let line = format!("      … {}  {}", spoken(elapsed), doing());
        if self.terminal {
            print!("\r\x1b[K{line}");
            self.dirty = true;
            self.next = elapsed + SHOWN_EVERY;
        } else {
            println!("{line}");
            self.next = elapsed + RECORDED_EVERY;
        }
        // A terminal that went away must not end the work.
        let _ = io::stdout().flush();
    }

    /// Removes the line from the terminal again.
    pub(crate) fn clear(&mut self) {
        if self.dirty {
            print!("\r\x1b[K");
            self.dirty = false;
        }
    }
}

/// A duration as a person says it: `0.4 s`, `42 s`, `3 min 05 s`.
pub(crate) fn spoken(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds >= 60 {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    } else if seconds >= 10 {
        format!("{seconds} s")
    } else {
        format!("{:.1} s", duration.as_secs_f32())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_spoken() {
        assert_eq!(spoken(Duration::from_millis(420)), "0.4 s");
        assert_eq!(spoken(Duration::from_secs(42)), "42 s");
        assert_eq!(spoken(Duration::from_secs(185)), "3 min 05 s");
    }
}

//! The database of known holes in packages: where it lies, and how old it is.
//!
//! It is a clone that somebody fetched; the gate fetches nothing. An old one, or none, is no failure,
//! because a build must not depend on when it runs; but it is said, with its date.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::child::Job;
use crate::wasm::cargo_home;

/// Younger than this a database is taken without a word: holes are published every week.
const YOUNG_DAYS: u64 = 30;

const DAY: Duration = Duration::from_hours(24);

/// The clone that cargo-deny reads, if there is one.
pub(super) fn database() -> Option<PathBuf> {
    clone_in(&cargo_home()?.join("advisory-dbs"))
}

/// A clone is a folder of its own: beside it lies a lock file, which a mere attempt leaves behind.
fn clone_in(folder: &Path) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?;
    entries.flatten().map(|entry| entry.path()).find(|path| path.join(".git").exists())
}

/// How many days old its newest entry is; nothing where git cannot tell.
pub(super) fn age(database: &Path) -> Option<u64> {
    let place = database.to_string_lossy();
    let words = ["-C", &place, "log", "-1", "--format=%ct"];
    let log = Job::new("advisories-age", "git", &words).require().ok()?;
    let written = Duration::from_secs(log.text().trim().parse().ok()?);
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Some(now.saturating_sub(written).as_secs() / DAY.as_secs())
}

/// What should be seen of a database of this age in days, or of none.
pub(super) fn warning(age: Option<u64>) -> Option<String> {
    let found = match age {
        Some(days) if days <= YOUNG_DAYS => return None,
        Some(days) => format!("the newest is {days} days old, and known holes were judged by it"),
        None => "there was none, and known holes were not judged".to_owned(),
    };
    Some(format!(
        "    no database of known holes younger than {YOUNG_DAYS} days: {found}. `cargo deny fetch` gets one."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_file_is_no_database() {
        let own = std::env::temp_dir().join(format!("reprise-advisories-{}", std::process::id()));
        assert_eq!(clone_in(&own), None, "no folder at all");
        std::fs::create_dir_all(&own).unwrap();
        std::fs::write(own.join("db.lock"), "").unwrap();
        assert_eq!(clone_in(&own), None, "a lock file alone");
        std::fs::create_dir_all(own.join("advisory-db-0/.git")).unwrap();
        assert_eq!(clone_in(&own), Some(own.join("advisory-db-0")));
        std::fs::remove_dir_all(own).unwrap();
    }

    #[test]
    fn an_old_database_is_told_by_its_age_and_a_young_one_not_at_all() {
        assert_eq!(warning(Some(0)), None);
        assert_eq!(warning(Some(30)), None);
        assert!(warning(Some(31)).unwrap().contains("31 days old"));
        assert!(warning(None).unwrap().contains("not judged"));
    }
}

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

/// How old a database is, by its newest entry.
#[derive(Debug, Clone, Copy)]
pub(super) enum Age {
    Days(u64),
    /// Git cannot tell.
    Unknown,
}

/// How old the database is.
pub(super) fn age(database: &Path) -> Age {
    days(database).map_or(Age::Unknown, Age::Days)
}

fn days(database: &Path) -> Option<u64> {
    let place = database.to_string_lossy();
    let words = ["-C", &place, "log", "-1", "--format=%ct"];
    let log = Job::new("advisories-age", "git", &words).require().ok()?;
    let written = Duration::from_secs(log.text().trim().parse().ok()?);
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Some(now.saturating_sub(written).as_secs() / DAY.as_secs())
}

/// What should be seen of a database of this age, or of none.
pub(super) fn warning(age: Option<Age>) -> Option<String> {
    let found = match age {
        Some(Age::Days(days)) if days <= YOUNG_DAYS => return None,
        Some(Age::Days(days)) => {
            format!("the newest is {days} days old, and known holes were judged by it")
        }
        Some(Age::Unknown) => {
            "one of unknown age is there, and known holes were judged by it".to_owned()
        }
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
        assert_eq!(warning(Some(Age::Days(0))), None);
        assert_eq!(warning(Some(Age::Days(30))), None);
        assert!(warning(Some(Age::Days(31))).unwrap().contains("31 days old"));
        assert!(warning(Some(Age::Unknown)).unwrap().contains("were judged by it"));
        assert!(warning(None).unwrap().contains("not judged"));
    }
}

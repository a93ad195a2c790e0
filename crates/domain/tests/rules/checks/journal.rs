//! A line that reads as an entry is written as the same entry, and only in one way.

use reprise_domain::journal::entry::Entry;
use reprise_domain::journal::read::read;
use reprise_domain::journal::write::write;

pub(crate) fn check(input: &[u8]) {
    if let Ok(entry) = read(&super::pieces::text(input)) {
        comes_back(&entry);
    }
}

pub(crate) fn comes_back(entry: &Entry) {
    let line = write(entry);
    assert!(!line.contains(['\n', '\r']), "{line}");
    let again = read(&line);
    assert_eq!(again.as_ref(), Ok(entry), "{line}");
    assert_eq!(again.map(|again| write(&again)), Ok(line));
}

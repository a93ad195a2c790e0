//! What each built file was made of: a statement by in-toto 1 with the predicate of SLSA 1.
//!
//! It bears no time and no machine, so that the same sources give the same statement; it is not
//! signed: whoever hands the files on signs it.
//! Source: in-toto Attestation Framework, Statement v1; SLSA 1.0, Provenance.

use std::fs;

use super::sums;
use crate::child::Job;
use crate::failure::Failure;
use crate::tree;

/// The file, beside those it speaks of.
pub(super) const FILE: &str = "provenance.intoto.json";

/// What decides about the files besides the sources themselves.
const SETTINGS: [&str; 2] = ["Cargo.lock", "rust-toolchain.toml"];

/// The statement about the files that `sums` lists, as that file has them.
pub(super) fn of(sums: &str) -> Result<String, Failure> {
    let subjects: Vec<String> = sums.lines().filter_map(subject).collect();
    let mut materials = vec![sources()];
    for name in SETTINGS {
        let file = tree::root().join(name);
        let bytes = fs::read(&file).map_err(|error| Failure::at(&file, &error))?;
        materials.push(hashed(name, &sums::hex(&bytes)));
    }
    Ok(statement(&subjects, &materials))
}

fn statement(subjects: &[String], materials: &[String]) -> String {
    format!(
        "{{
  \"_type\": \"https://in-toto.io/Statement/v1\",
  \"subject\": [
    {}
  ],
  \"predicateType\": \"https://slsa.dev/provenance/v1\",
  \"predicate\": {{
    \"buildDefinition\": {{
      \"buildType\": \"cargo xtask dist\",
      \"externalParameters\": {{}},
      \"resolvedDependencies\": [
        {}
      ]
    }},
    \"runDetails\": {{ \"builder\": {{ \"id\": \"cargo xtask dist\" }} }}
  }}
}}
",
        subjects.join(",\n    "),
        materials.join(",\n        ")
    )
}

/// One line of the list of hashes.
fn subject(line: &str) -> Option<String> {
    let (hash, name) = line.split_once("  ")?;
    Some(hashed(name, hash))
}

/// A file by its SHA-256.
fn hashed(name: &str, hash: &str) -> String {
    format!("{{ \"name\": \"{name}\", \"digest\": {{ \"sha256\": \"{hash}\" }} }}")
}

/// The commit that was built, and whether the work tree was that commit.
fn sources() -> String {
    let Some(commit) = git("commit", &["rev-parse", "HEAD"]) else {
        return "{ \"name\": \"sources\", \"annotations\": { \"commit\": \"unknown\" } }"
            .to_owned();
    };
    let is_clean =
        git("changes", &["status", "--porcelain"]).is_some_and(|changes| changes.is_empty());
    format!(
        "{{ \"name\": \"sources\", \"digest\": {{ \"gitCommit\": \"{commit}\" }}, \"annotations\": {{ \"clean\": {is_clean} }} }}"
    )
}

/// What git says, if there is one and this is its tree.
fn git(name: &str, words: &[&str]) -> Option<String> {
    let log = Job::new(&format!("provenance-{name}"), "git", words).within(&tree::root());
    Some(log.require().ok()?.text().trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_stands_with_its_hash() {
        let text = statement(
            &[subject("00ff  spa.js").unwrap(), subject("11ee  later/x.wasm").unwrap()],
            &["{ \"name\": \"sources\" }".to_owned()],
        );
        assert!(text.contains("{ \"name\": \"spa.js\", \"digest\": { \"sha256\": \"00ff\" } },"));
        assert!(text.contains("\"name\": \"later/x.wasm\""));
        assert_eq!(subject("no hash"), None);
    }
}

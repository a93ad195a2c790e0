//! Reads one fact from `Cargo.lock`: which version of a package the project uses.

use crate::failure::Failure;
use crate::tree;

/// The version of `package` in the project's lock file.
pub(crate) fn version_of(package: &str) -> Result<String, Failure> {
    let text = std::fs::read_to_string(tree::root().join("Cargo.lock"))
        .map_err(|error| Failure::new(format!("Cargo.lock cannot be read: {error}.")))?;
    version_in(&text, package)
        .ok_or_else(|| Failure::new(format!("Cargo.lock names no version of {package}.")))
}

/// The hash of a package's archive, if it comes from a registry.
pub(crate) fn checksum_of(package: &str, version: &str) -> Option<String> {
    let text = std::fs::read_to_string(tree::root().join("Cargo.lock")).ok()?;
    checksum_in(&text, package, version)
}

fn checksum_in(lock: &str, package: &str, version: &str) -> Option<String> {
    let own = format!("name = \"{package}\"\nversion = \"{version}\"\n");
    let rest = lock.split("[[package]]\n").find(|entry| entry.starts_with(&own))?;
    let sum = rest.lines().find_map(|line| line.strip_prefix("checksum = \""))?;
    sum.strip_suffix('"').map(str::to_owned)
}

/// Cargo writes `name` and `version` as the first two lines of each package, so no parser is needed.
fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    lines.find(|line| *line == name)?;
    let version = lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"
[[package]]
name = "wasm-bindgen-futures"
version = "0.4.80"

[[package]]
name = "wasm-bindgen"
version = "0.2.130"
source = "registry"
"#;

    #[test]
    fn the_whole_name_counts() {
        assert_eq!(version_in(LOCK, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in(LOCK, "wasm-bindgen-futures").as_deref(), Some("0.4.80"));
    }

    #[test]
    fn the_hash_is_that_of_the_version() {
        let lock = "[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nchecksum = \"11\"\n\n[[package]]\nname = \"a\"\nversion = \"2.0.0\"\nsource = \"s\"\nchecksum = \"22\"\n";
        assert_eq!(checksum_in(lock, "a", "2.0.0").as_deref(), Some("22"));
        assert_eq!(checksum_in(lock, "a", "3.0.0"), None);
    }

    #[test]
    fn an_absent_package_has_no_version() {
        assert_eq!(version_in(LOCK, "wasm"), None);
    }
}

//! What the module weighs as it travels.

use std::fmt;
use std::fs;
use std::path::Path;

use crate::failure::Failure;
use crate::page::twins::compressed;
use crate::tree;

/// What reading and rerunning tasks may weigh: 120 kB of 1000 bytes, compressed.
const LIMIT_BYTES: usize = 120_000;

/// What explains tasks, and need not be loaded: a program and its script.
const EXPLAINS: [&str; 2] = ["explain.wasm", "explain.js"];

/// The folder of the scripts that show tasks; likewise.
const SHOWS: &str = "view";

/// What proves keys: a program, its script, and the folder of the scripts that lead it. Nobody loads
/// it but who makes a proof.
const PROVES: [&str; 2] = ["prove.wasm", "prove.js"];
const LEADS: &str = "prove";

/// The module's files by what they are for.
#[derive(Debug, Default)]
pub(crate) struct Weight {
    program: usize,
    scripts: usize,
    explanations: usize,
    view: usize,
    proof: usize,
}

/// Weighs the module in `dist/npm/`.
pub(crate) fn weigh() -> Result<Weight, Failure> {
    let mut weight = Weight::default();
    for file in tree::files_below(&tree::module()) {
        let told = |error: std::io::Error| Failure::at(&file, &error);
        let Some(kind) = kind(&file) else { continue };
        let size = compressed(&fs::read(&file).map_err(told)?).map_err(told)?.len();
        match kind {
            Kind::Program => weight.program += size,
            Kind::Script => weight.scripts += size,
            Kind::Explanations => weight.explanations += size,
            Kind::View => weight.view += size,
            Kind::Proof => weight.proof += size,
        }
    }
    Ok(weight)
}

#[derive(Debug, PartialEq, Eq)]
enum Kind {
    Program,
    Script,
    Explanations,
    View,
    Proof,
}

/// What a browser loads of it; Node's own entry and journal are none of it.
fn kind(file: &Path) -> Option<Kind> {
    let name = file.file_name()?.to_str()?;
    let is_in = |name| file.parent().is_some_and(|folder| folder.ends_with(name));
    match (name, file.extension()?.to_str()?) {
        ("node.js" | "file-journal.js", _) => None,
        (_, "js") if is_in(SHOWS) => Some(Kind::View),
        (_, "js") if is_in(LEADS) => Some(Kind::Proof),
        (name, _) if PROVES.contains(&name) => Some(Kind::Proof),
        (name, _) if EXPLAINS.contains(&name) => Some(Kind::Explanations),
        (_, "wasm") => Some(Kind::Program),
        (_, "js") => Some(Kind::Script),
        _ => None,
    }
}

impl Weight {
    /// Whether the module keeps its promise; one that is not there keeps none.
    pub(crate) const fn is_within(&self) -> bool {
        self.program > 0 && self.program + self.scripts <= LIMIT_BYTES
    }
}

impl fmt::Display for Weight {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kb = |bytes: usize| format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100);
        write!(
            out,
            "    module, compressed: reprise.wasm {} and its scripts {}, together {} of {}; what explains tasks {} more, what shows them {}, what proves keys {}",
            kb(self.program),
            kb(self.scripts),
            kb(self.program + self.scripts),
            kb(LIMIT_BYTES),
            kb(self.explanations),
            kb(self.view),
            kb(self.proof),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_browser_loads_counts() {
        assert_eq!(kind(Path::new("a/reprise.wasm")), Some(Kind::Program));
        assert_eq!(kind(Path::new("a/explain.wasm")), Some(Kind::Explanations));
        assert_eq!(kind(Path::new("a/intent.js")), Some(Kind::Script));
        assert_eq!(kind(Path::new("a/view/dom.js")), Some(Kind::View));
        for own in ["a/prove.wasm", "a/prove.js", "a/prove/lead.js"] {
            assert_eq!(kind(Path::new(own)), Some(Kind::Proof));
        }
        for other in ["a/node.js", "a/file-journal.js", "a/index.d.ts", "a/README.md", "a/LICENSE"]
        {
            assert_eq!(kind(Path::new(other)), None);
        }
    }

    #[test]
    fn an_empty_module_keeps_no_promise() {
        assert!(!Weight::default().is_within());
        assert!(
            Weight { program: 1, scripts: 1, explanations: LIMIT_BYTES, view: 1, proof: 1 }
                .is_within()
        );
        assert!(!Weight { program: LIMIT_BYTES, scripts: 1, ..Weight::default() }.is_within());
    }
}

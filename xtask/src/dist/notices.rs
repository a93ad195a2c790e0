//! Names and licence texts of what others wrote and the page contains.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use super::components::{Component, Components};
use crate::failure::Failure;
use crate::wasm::sources;

/// How the names of licence files begin.
const BEGINNINGS: [&str; 5] = ["licen", "copying", "notice", "unlicense", "copyright"];

/// The text that packages without one are offered under. Source: SPDX, MIT.
const MIT: &str = "\
Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the \"Software\"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense,
and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so,
subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial
portions of the Software.

THE SOFTWARE IS PROVIDED \"AS IS\", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT.
IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY,
WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE
SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.";

/// The whole text: every package with its licence, then every licence text once.
pub(super) fn text(parts: &Components) -> Result<String, Failure> {
    let foreign = || parts.list.iter().filter(|part| !part.name.starts_with("reprise"));
    let mut pieces = vec![format!("Reprise {} contains what others wrote:\n", parts.whole.version)];
    for part in foreign() {
        pieces.push(format!("{} {} ({})", part.name, part.version, part.licence));
    }
    let mut texts = BTreeMap::<String, Vec<String>>::new();
    let mut without = Vec::new();
    for part in foreign() {
        let found = texts_of(part)?;
        if found.is_empty() {
            if !part.licence.contains("MIT") {
                let (name, licence) = (&part.name, &part.licence);
                return Err(Failure::new(format!("{name} ({licence}) carries no licence text.")));
            }
            without.push(part.name.clone());
        }
        for own in found {
            texts.entry(own).or_default().push(part.name.clone());
        }
    }
    if !without.is_empty() {
        let names = without.join(", ");
        pieces.push(format!(
            "\nWithout a text of their own, by their authors, under this one: {names}\n\n{MIT}"
        ));
    }
    let line = "-".repeat(80);
    let told = |(own, names): (String, Vec<String>)| {
        format!("\n{line}\n{}\n{line}\n\n{own}", names.join(", "))
    };
    pieces.extend(texts.into_iter().map(told));
    Ok(pieces.join("\n") + "\n")
}

/// The licence texts that a package carries.
fn texts_of(part: &Component) -> Result<Vec<String>, Failure> {
    let folder = format!("{}-{}", part.name, part.version);
    let folder = sources().into_iter().map(|source| source.join(&folder)).find(|own| own.is_dir());
    let Some(folder) = folder else {
        return Err(Failure::new(format!(
            "The sources of {} {} are not there.",
            part.name, part.version
        )));
    };
    let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|file| tells(file)).collect();
    files.sort();
    let read = |file: &PathBuf| fs::read_to_string(file).ok();
    let plain = |text: String| text.replace("\r\n", "\n").trim().to_owned();
    Ok(files.iter().filter_map(read).map(plain).filter(|text| !text.is_empty()).collect())
}

fn tells(file: &std::path::Path) -> bool {
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let name = name.to_ascii_lowercase();
    file.is_file() && BEGINNINGS.iter().any(|begin| name.starts_with(begin))
}

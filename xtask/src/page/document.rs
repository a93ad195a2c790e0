//! The document of the release page: the project's own, with the built program named in it.
//!
//! Trunk minifies it, hashes the style sheet and copies the rest; the program it would build as one
//! file is taken out before. The starter is given the program's templates on the way.

use std::fs;
use std::path::Path;

use super::program::Program;
use super::{integrity, templates};
use crate::failure::Failure;
use crate::tree;

/// What Trunk puts in place of the program's line when it builds the program itself (`Trunk.toml`).
const PATTERN: &str = "pattern_script";

/// What the starter is called there; behind it stands by what each file is checked.
const STARTER: (&str, &str) = ("boot.js", "<script src=\"/boot.js\"");

/// Writes the document and all it names to `site`, a directory without a `Cargo.toml`: beside one,
/// Trunk would build a program that the document does not ask for.
pub(super) fn write(site: &Path, program: &Program) -> Result<(), Failure> {
    let (index, settings) = (read("index.html")?, read("Trunk.toml")?);
    fs::create_dir_all(site).map_err(|error| unwritable(site, &error))?;
    let index = with_one_sheet(&index, |name, names| {
        let texts = names.iter().map(|name| read(name)).collect::<Result<Vec<_>, _>>()?;
        let to = site.join(name);
        fs::write(&to, texts.concat()).map_err(|error| unwritable(&to, &error))
    })?;
    let is_copied = |line: &&str| !is_program(line) && !is_sheet(line);
    for asset in index.lines().filter(is_copied).filter_map(asset) {
        let to = site.join(asset);
        fs::copy(tree::root().join(asset), &to).map_err(|error| unwritable(&to, &error))?;
    }
    let path = site.join("index.html");
    let starter = templates::written(&read(STARTER.0)?, program.directory())?;
    let place = site.join(STARTER.0);
    fs::write(&place, &starter).map_err(|error| unwritable(&place, &error))?;
    let script = format!(
        // Without `crossorigin` a browser that is asked for integrity would not run it.
        "{} crossorigin=\"anonymous\" integrity=\"{}\" data-js-integrity=\"{}\" data-wasm-integrity=\"{}\"",
        STARTER.1,
        integrity::of(starter.as_bytes()),
        program.integrity(&program.glue)?,
        program.integrity(&program.wasm)?,
    );
    let document = with_program(&index, &settings, &program.glue, &program.wasm)?;
    let document = document.replace(STARTER.1, &script);
    fs::write(&path, document).map_err(|error| unwritable(&path, &error))
}

/// Has all style sheets written in the name of the first, and leaves that one in the document:
/// together they compress better, and a request is saved.
fn with_one_sheet(
    index: &str,
    write: impl FnOnce(&str, &[&str]) -> Result<(), Failure>,
) -> Result<String, Failure> {
    let names: Vec<_> = index.lines().filter(|line| is_sheet(line)).filter_map(asset).collect();
    if let Some(first) = names.first() {
        write(first, &names)?;
    }
    let is_other = |line: &str| is_sheet(line) && asset(line) != names.first().copied();
    Ok(index.lines().filter(|line| !is_other(line)).collect::<Vec<_>>().join("\n"))
}

fn read(name: &str) -> Result<String, Failure> {
    fs::read_to_string(tree::root().join(name))
        .map_err(|error| Failure::new(format!("{name} cannot be read: {error}.")))
}

fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{} cannot be written: {error}.", path.display()))
}

/// Whether Trunk would build the program because of this line.
fn is_program(line: &str) -> bool {
    asks_for(line, "rust")
}

/// Whether Trunk would take a style sheet because of this line.
fn is_sheet(line: &str) -> bool {
    asks_for(line, "css")
}

fn asks_for(line: &str, kind: &str) -> bool {
    line.contains("data-trunk ") && line.contains(&format!("rel=\"{kind}\""))
}

/// The file that a line asks Trunk to take.
fn asset(line: &str) -> Option<&str> {
    line.contains("data-trunk ").then_some(())?;
    line.split_once("href=\"")?.1.split_once('"').map(|(name, _)| name)
}

/// The document with the program's files in place of the line that has it built.
fn with_program(index: &str, settings: &str, glue: &str, wasm: &str) -> Result<String, Failure> {
    let tags = pattern(settings, PATTERN)
        .ok_or_else(|| Failure::new(format!("Trunk.toml has no {PATTERN} in single quotes.")))?;
    let tags = tags.replace("{base}", "/").replace("{js}", glue).replace("{wasm}", wasm);
    if index.lines().filter(|line| is_program(line)).count() != 1 {
        return Err(Failure::new("index.html must have one line for the program (rel=\"rust\")."));
    }
    let lines = index.lines().map(|line| if is_program(line) { tags.as_str() } else { line });
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

fn pattern<'a>(settings: &'a str, name: &str) -> Option<&'a str> {
    let values = settings.lines().filter_map(|line| line.split_once(" = '"));
    values.into_iter().find(|(key, _)| *key == name)?.1.strip_suffix('\'')
}

#[cfg(test)]
mod tests {
    use super::*;

    const INDEX: &str = "<head>\n<link data-trunk rel=\"css\" href=\"style.css\">\n\
                         <link data-trunk rel=\"rust\" href=\"Cargo.toml\">\n</head>";
    const SETTINGS: &str =
        "[build]\npattern_script = '<script data-js=\"{base}{js}\" data-wasm=\"{base}{wasm}\">'\n";

    #[test]
    fn the_program_stands_where_it_would_be_built() {
        let document = with_program(INDEX, SETTINGS, "a.js", "a.wasm").unwrap();
        assert!(document.contains("<script data-js=\"/a.js\" data-wasm=\"/a.wasm\">\n</head>"));
        assert!(document.contains("style.css") && !document.contains("Cargo.toml"));
    }

    #[test]
    fn the_first_style_sheet_stands_for_all() {
        let index = INDEX.replace(
            "<link data-trunk rel=\"css\"",
            "<link data-trunk rel=\"css\" href=\"a.css\">\n<link data-trunk rel=\"css\"",
        );
        let mut written = Vec::new();
        let document = with_one_sheet(&index, |name, all| {
            written.push(format!("{name}: {all:?}"));
            Ok(())
        });
        let document = document.unwrap();
        assert_eq!(written, ["a.css: [\"a.css\", \"style.css\"]"]);
        assert!(document.contains("a.css") && !document.contains("style.css"));
    }

    #[test]
    fn a_document_without_a_program_is_refused() {
        assert!(with_program("<head></head>", SETTINGS, "a.js", "a.wasm").is_err());
        assert!(with_program(INDEX, "[build]\n", "a.js", "a.wasm").is_err());
    }

    #[test]
    fn only_what_trunk_takes_is_an_asset() {
        assert_eq!(asset("<link data-trunk rel=\"css\" href=\"style.css\">"), Some("style.css"));
        assert_eq!(asset("<link rel=\"icon\" data-trunk-skip href=\"/icon.svg\">"), None);
        assert_eq!(asset("<p>"), None);
    }
}

//! The page's program: compiled, split into the first load and the parts that come later, joined to
//! its JavaScript, and made small.
//!
//! The order is given: the splitter needs the linker's relocations, which nothing after the linker
//! keeps; wasm-bindgen joins only the first load; and wasm-opt works on each file by itself.

use std::fs;
use std::path::{Path, PathBuf};

use super::{integrity, names};
use crate::child::Job;
use crate::failure::Failure;
use crate::tree;
use crate::wasm::{optimise, remap_flags, shorten_imports};

/// The script by which the splitter loads parts; its name is the splitter's.
const LOADER: &str = "__wasm_split.js";

/// What follows the name of a part in the loader; behind it stand the options of the request.
const ADDRESS_END: &str = ", import.meta.url)";

/// The built program: where its files lie, and which of them the document names.
#[derive(Debug)]
pub(super) struct Program {
    directory: PathBuf,
    /// The script, with the loader of the parts inside.
    pub(super) glue: String,
    /// The WebAssembly of the first load.
    pub(super) wasm: String,
}

/// Builds all files of the program, the parts included, below `work`.
pub(super) fn build(work: &Path) -> Result<Program, Failure> {
    let (split, bound, done) = (work.join("split"), work.join("bound"), work.join("done"));
    for directory in [&split, &bound, &done] {
        fs::create_dir_all(directory).map_err(|error| Failure::at(directory, &error))?;
    }
    compile()?;
    let linked = tree::target().join("wasm32-unknown-unknown").join("release").join("spa.wasm");
    run(
        "split-program",
        "wasm-split-cli",
        &[&tree::shown(&linked), &tree::shown(&split), "--out-name", "spa"],
    )?;
    bind(&split.join("spa.wasm"), &bound)?;
    shorten_imports(&bound.join("spa_bg.wasm"), &bound.join("spa.js"))?;
    let loader = parts(&split, &done)?;
    write(&bound.join(LOADER), loader.as_bytes())?;
    let glue = glue(&bound, &done)?;
    let small = done.join("spa.wasm");
    optimise(&bound.join("spa_bg.wasm"), &small)?;
    let wasm = named(&small, |contents| names::hashed("spa", contents, "wasm"))?;
    Ok(Program { directory: done, glue, wasm })
}

impl Program {
    /// The `integrity` of one of its files.
    pub(super) fn integrity(&self, name: &str) -> Result<String, Failure> {
        let file = self.directory.join(name);
        let contents = fs::read(&file).map_err(|error| Failure::at(&file, &error))?;
        Ok(integrity::of(&contents))
    }

    /// Where all its files lie, the parts included.
    pub(super) fn directory(&self) -> &Path {
        &self.directory
    }

    /// Copies the files to where they are served from.
    pub(super) fn place(&self, dist: &Path) -> Result<(), Failure> {
        for file in tree::files_below(&self.directory) {
            let to = dist.join(file.file_name().unwrap_or_default());
            fs::copy(&file, &to).map_err(|error| Failure::at(&to, &error))?;
        }
        Ok(())
    }
}

/// Compiles with lazy views as imports, and links with the relocations kept.
fn compile() -> Result<(), Failure> {
    let words = ["rustc", "--package", "reprise", "--bin", "spa", "--features", "split"];
    let target = ["--release", "--target", "wasm32-unknown-unknown"];
    let linker = ["--", "-Clink-args=--emit-relocs"];
    Job::cargo("compile-program", &[&words[..], &target, &linker].concat())
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", remap_flags())
        .require()
        .map(drop)
}

/// The parts import what the linker exported: it has to stay exported.
fn bind(wasm: &Path, to: &Path) -> Result<(), Failure> {
    let (wasm, to) = (tree::shown(wasm), tree::shown(to));
    let words = ["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", "spa"];
    let words = [&words[..], &["--omit-default-module-path", "--out-dir", &to, &wasm]].concat();
    run("bind-program", "wasm-bindgen", &words)
}

/// Makes the parts small, and returns the loader with their final names.
fn parts(split: &Path, done: &Path) -> Result<String, Failure> {
    let path = split.join(LOADER);
    let mut loader = fs::read_to_string(&path).map_err(|error| Failure::at(&path, &error))?;
    for file in tree::files_below(split) {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        // What the loader does not name is the first load, or empty: nobody would fetch it.
        let Some((before, after)) = around(&loader, &stem) else { continue };
        let small = done.join(format!("{stem}.wasm"));
        optimise(&file, &small)?;
        let after = after.strip_prefix(ADDRESS_END).ok_or_else(|| unknown_loader(&stem))?;
        let integrity = integrity::of(&fs::read(&small).map_err(|e| Failure::at(&small, &e))?);
        let name = named(&small, |contents| names::later(&stem, contents))?;
        let options = format!("{{ integrity: \"{integrity}\" }}");
        loader = format!("{before}\"./{name}\"{ADDRESS_END}, {options}{after}");
    }
    Ok(loader)
}

fn unknown_loader(stem: &str) -> Failure {
    Failure::new(format!("The splitter's loader fetches {stem} in a way that is not known here."))
}

/// What stands before and after the address of a part in the loader, which names each once.
fn around<'a>(loader: &'a str, stem: &str) -> Option<(&'a str, &'a str)> {
    loader.split_once(&format!("\"./{stem}.wasm\""))
}

/// One script of wasm-bindgen's and the loader, because they import each other and are both needed
/// at the start.
fn glue(bound: &Path, done: &Path) -> Result<String, Failure> {
    let small = done.join("spa.js");
    let output = format!("--outfile={}", small.display());
    let words =
        [&tree::shown(&bound.join("spa.js")), "--bundle", "--minify", "--format=esm", &output];
    run("shrink-glue", "esbuild", &words)?;
    named(&small, |contents| names::hashed("spa", contents, "js"))
}

/// Gives a file the name that its contents ask for.
fn named(file: &Path, name: impl Fn(&[u8]) -> String) -> Result<String, Failure> {
    let contents = fs::read(file).map_err(|error| Failure::at(file, &error))?;
    let name = name(&contents);
    fs::rename(file, file.with_file_name(&name)).map_err(|error| Failure::at(file, &error))?;
    Ok(name)
}

fn run(name: &str, program: &str, words: &[&str]) -> Result<(), Failure> {
    Job::new(name, program, words).require().map(drop)
}

fn write(file: &Path, contents: &[u8]) -> Result<(), Failure> {
    fs::write(file, contents).map_err(|error| Failure::at(file, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOADER: &str = r#"fetch(new URL("./split_a.wasm", import.meta.url))"#;

    #[test]
    fn the_loader_names_a_part_by_its_whole_name() {
        let (before, after) = around(LOADER, "split_a").unwrap();
        assert!(before.ends_with("URL(") && after.starts_with(", import"));
        assert!(around(LOADER, "a").is_none());
        assert!(around(LOADER, "spa").is_none());
    }
}

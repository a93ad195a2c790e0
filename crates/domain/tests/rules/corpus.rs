//! The fuzzer's seeds, without the fuzzer: what `fuzz/` searches, holds for every one of them.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a seed that cannot be read fails the test")]

use std::fs;
use std::path::{Path, PathBuf};

use crate::checks::{TARGETS, check};

/// What the fuzzer finds by itself is named by its SHA-1 and stays out of the repository.
const SHA1_DIGITS: usize = 40;

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus")
}

fn seeds(target: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(corpus().join(target)).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.file_name().unwrap().len() < SHA1_DIGITS);
    paths.sort();
    paths
}

#[test]
fn every_seed_keeps_what_its_target_promises() {
    for (target, _) in TARGETS {
        let seeds = seeds(target);
        assert!(seeds.len() > 4, "{target} has too few seeds");
        for path in seeds {
            // A failed check names its input.
            eprintln!("{}", path.display());
            check(target, &fs::read(&path).unwrap());
        }
    }
}

/// The first bytes, each cut of a seed, and each seed with a byte changed.
#[test]
fn what_is_near_a_seed_keeps_it_too() {
    for (target, _) in TARGETS {
        for path in seeds(target) {
            eprintln!("{}", path.display());
            let seed = fs::read(&path).unwrap();
            for place in 0..seed.len().min(200) {
                check(target, &seed[..place]);
                for change in [0x01, 0x10, 0x80] {
                    let mut near = seed.clone();
                    near[place] ^= change;
                    check(target, &near);
                }
            }
        }
    }
}

#[test]
fn every_target_has_seeds_and_every_folder_a_target() {
    let entries = fs::read_dir(corpus()).unwrap();
    let mut folders: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    folders.sort();
    assert_eq!(folders, TARGETS.map(|(name, _)| name));
    for (name, _) in TARGETS {
        let target = corpus().join(format!("../fuzz_targets/{name}.rs"));
        assert!(target.is_file(), "{name} is not searched");
    }
}

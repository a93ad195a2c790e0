//! `cargo xtask check` and `cargo xtask test`: the gate every change goes through, step by step.

mod advisories;
mod components;
mod end_to_end;
mod gateway;
mod module;
mod packages;
mod report;
mod step;
mod steps;
mod tally;
mod wasm;
mod works;

use std::process::ExitCode;
use std::time::Instant;

use crate::failure::Failure;
use crate::tools::{self, Need};
use crate::wait::spoken;
use report::Report;
use step::{Finding, Step};

/// How much of the gate is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// What a developer runs before each commit.
    Fast,
    /// Everything.
    Whole,
}

/// Runs the steps of `extent`, or the one named `only` with what it builds on.
pub(crate) fn run(extent: Extent, only: Option<&str>) -> Result<ExitCode, Failure> {
    let chosen = choose(extent, only)?;
    tools::ensure(&needs_of(&chosen))?;
    let since = Instant::now();
    let mut report = Report::default();
    for (index, step) in chosen.iter().enumerate() {
        println!("[{}/{}] {} …", index + 1, chosen.len(), step.title);
        let started = Instant::now();
        let finding = match report.first_failed_of(step.requires) {
            Some(broken) => Finding::prevented(broken),
            None => attempt(step)?,
        };
        finding.print(started.elapsed());
        report.add(step, &finding, started.elapsed());
    }
    println!("\n{report}\n\nAll steps together took {}.", spoken(since.elapsed()));
    println!("{}", report.total());
    Ok(if report.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A step that cannot even be tried has failed; only Ctrl-C ends the run before its time.
fn attempt(step: &Step) -> Result<Finding, Failure> {
    match (step.work)() {
        Err(failure) if failure.is_interruption() => Err(failure),
        Err(failure) => Ok(Finding::broken(&failure.to_string())),
        Ok(finding) => Ok(finding),
    }
}

fn choose(extent: Extent, only: Option<&str>) -> Result<Vec<&'static Step>, Failure> {
    let all = steps::ALL.iter().filter(|step| extent == Extent::Whole || step.fast);
    let Some(name) = only else {
        return Ok(all.collect());
    };
    let Some(wanted) = steps::ALL.iter().find(|step| step.name == name) else {
        let names: Vec<&str> = steps::ALL.iter().map(|step| step.name).collect();
        let sentence = format!("There is no step `{name}`. The steps are: {}.", names.join(", "));
        return Err(Failure::new(sentence));
    };
    let is_chosen = |step: &&Step| step.name == name || wanted.requires.contains(&step.name);
    Ok(steps::ALL.iter().filter(is_chosen).collect())
}

fn needs_of(steps: &[&Step]) -> Vec<Need> {
    let mut needs: Vec<Need> = Vec::new();
    for need in steps.iter().flat_map(|step| step.needs) {
        if !needs.contains(need) {
            needs.push(*need);
        }
    }
    needs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fast_part_needs_no_browser() {
        let fast = choose(Extent::Fast, None).unwrap();
        assert!(!needs_of(&fast).contains(&Need::Browser));
        assert!(fast.len() < choose(Extent::Whole, None).unwrap().len());
    }

    #[test]
    fn one_step_brings_what_it_builds_on() {
        let names: Vec<&str> =
            choose(Extent::Whole, Some("e2e")).unwrap().iter().map(|step| step.name).collect();
        assert_eq!(names, ["page", "sandbox", "e2e"]);
        assert!(choose(Extent::Whole, Some("nothing")).is_err());
    }

    #[test]
    fn what_a_step_requires_comes_before_it() {
        for (index, step) in steps::ALL.iter().enumerate() {
            let before: Vec<&str> = steps::ALL.iter().take(index).map(|step| step.name).collect();
            assert!(step.requires.iter().all(|name| before.contains(name)), "{}", step.name);
        }
    }
}

//! Many histories on all cores, with a word about how they go.

use std::io::Write;
use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::tally::Tally;
use crate::world::{Setting, World};

/// How long the last requests of a history may still be under way.
const AFTERMATH_MS: i64 = 1_200_000;

/// Plays one history to its end and judges it.
pub(crate) fn play(seed: u64, setting: Setting) -> (Tally, World) {
    let mut world = World::new(seed, setting);
    world.run(None);
    let end = world.now + AFTERMATH_MS;
    world.run(Some(end));
    if setting.tidies {
        world.tidy();
    }
    let trace = std::env::var_os("REPRISE_TRACE").map(|_| world.trace());
    let mut tally = world.judge();
    if let Some(trace) = trace {
        say(&trace);
    }
    for violation in &world.found {
        tally.examples.push((violation.kind, seed, violation.what.chars().take(400).collect()));
    }
    (tally, world)
}

/// Plays the histories of some seeds; every twentieth ends with a tidy hour.
pub(crate) fn run(title: &str, seeds: Range<u64>, setting: Setting) -> Tally {
    let progress = Progress::start(title, seeds.end - seeds.start);
    let sum = all(seeds.clone(), setting, 20, |done| progress.tell(done));
    progress.end(&sum);
    sum
}

/// The same without a word; one history in `tidy_each` ends with a tidy hour.
pub(crate) fn all(
    seeds: Range<u64>,
    setting: Setting,
    tidy_each: u64,
    told: impl Fn(u64) + Sync,
) -> Tally {
    let sum = Mutex::new(Tally::default());
    let next = AtomicU64::new(seeds.start);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut own = Tally::default();
                loop {
                    let from = next.fetch_add(64, Ordering::Relaxed);
                    if from >= seeds.end {
                        break;
                    }
                    for seed in from..(from + 64).min(seeds.end) {
                        let tidies = setting.tidies && seed % tidy_each == 0;
                        own.add(play(seed, Setting { tidies, ..setting }).0);
                    }
                    told(from + 64 - seeds.start);
                }
                sum.lock().unwrap().add(own);
            });
        }
    });
    sum.into_inner().unwrap()
}

/// Tells every few seconds how far it is, past the test runner that would keep it back.
struct Progress {
    title: String,
    all: u64,
    since: Instant,
    told: Mutex<Instant>,
}

impl Progress {
    #[allow(clippy::disallowed_methods, reason = "how fast it goes, not what happens")]
    fn start(title: &str, all: u64) -> Self {
        let since = Instant::now();
        Self { title: title.to_owned(), all, since, told: Mutex::new(since) }
    }

    fn tell(&self, done: u64) {
        let mut told = self.told.lock().unwrap();
        if told.elapsed() > Duration::from_secs(3) {
            let passed = told.elapsed();
            *told += passed;
            self.say(done, "…");
        }
    }

    fn end(&self, sum: &Tally) {
        self.say(
            self.all,
            &format!(
                "{} POSTs sent, {} arrived, {} executions, {} follow-ups, {} unsettled, \
                 {} refused; violations: {}",
                sum.posts,
                sum.arrivals,
                sum.executions,
                sum.follow_ups,
                sum.unsettled,
                sum.refused,
                sum.kinds()
            ),
        );
    }

    fn say(&self, done: u64, what: &str) {
        let took = self.since.elapsed().as_secs_f64().max(0.001);
        #[allow(
            clippy::cast_precision_loss,
            clippy::cast_sign_loss,
            clippy::cast_possible_truncation,
            reason = "a figure to look at"
        )]
        let rate = (done as f64 / took) as u64;
        let (title, all) = (&self.title, self.all);
        let line = format!("{title}: {} of {all} histories, {rate}/s: {what}\n", done.min(all));
        say(&line);
    }
}

/// Tells it past the test runner. Whether anyone listens makes no difference to the histories.
pub(crate) fn say(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

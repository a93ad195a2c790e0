//! Settings of a task in words.

use super::one_line;

/// When a callout is made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Calls beyond the first.
    pub more: u64,
    /// How far apart, in a unit that the documents do not agree on.
    pub apart: Option<u64>,
    /// Calls beyond the first so far.
    pub so_far: Option<u64>,
    /// Whether silence counts as a failure.
    pub on_timeout: Option<bool>,
}

/// Says when a callout is made again.
///
/// LIVE-UNVERIFIED(unit of `retry_window`; product documentation of the callout says minutes,
/// Zuora's editor plugin seconds; when known, take the doubt out of the sentence)
#[must_use]
pub fn rules(rules: &Rules) -> Vec<String> {
    let mut said = Vec::new();
    match (rules.more, rules.apart) {
        (0, _) => said.push("No further call: the first answer counts.".to_owned()),
        (more, None) => said.push(format!("Up to {} if one fails.", calls(more))),
        (more, Some(apart)) => said.push(format!(
            "Up to {} if one fails, {} apart (unit uncertain: Zuora's documents say minutes in one place and seconds in another).",
            calls(more),
            counted(apart, "minute"),
        )),
    }
    if rules.more > 0 {
        said.extend(rules.on_timeout.map(|on| {
            let silence = if on { "No answer in time counts as a failure too: the service may then have acted more than once." } else { "If no answer comes in time, it is not called again." };
            silence.to_owned()
        }));
    }
    said.extend(
        rules
            .so_far
            .filter(|so_far| *so_far > 0)
            .map(|so_far| format!("{} made so far.", calls(so_far))),
    );
    said
}

fn calls(number: u64) -> String {
    counted(number, "further call")
}

fn counted(number: u64, word: &str) -> String {
    if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
}

/// What counts as a good answer, and where it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Validation {
    /// The good statuses.
    pub codes: Vec<String>,
    /// Whether Zuora itself is called.
    pub zuora: bool,
    /// Whether the answer takes the place of earlier ones.
    pub replaces: bool,
    /// Where it goes.
    pub place: Option<String>,
    /// Whether answers are checked at all, if it is told.
    pub checks: Option<bool>,
    /// Whether the status is kept with the answer, if it is told.
    pub with_code: Option<bool>,
}

/// Says what counts as a good answer, and where it goes.
#[must_use]
pub fn validation(validation: &Validation) -> Vec<String> {
    let mut said = Vec::new();
    let codes = one_line(&validation.codes.join(", "));
    match validation.checks {
        Some(false) => {
            said.push("The answer is not checked (validate_response is off).".to_owned());
        }
        _ if codes.is_empty() => said.push("No status is named as good.".to_owned()),
        _ => said.push(format!("Good is an answer with status {codes}.")),
    }
    if validation.zuora {
        said.push("It calls Zuora itself: Workflow repeats the call by itself when Zuora is busy or a limit is reached.".to_owned());
    }
    let place = validation.place.as_deref().map(one_line).filter(|place| !place.is_empty());
    let place = place.unwrap_or_else(|| "Callout".to_owned());
    said.push(if validation.replaces {
        format!("The answer goes to data.{place} and takes the place of those before it.")
    } else {
        format!("The answer goes to data.{place}; several make a list.")
    });
    if validation.with_code == Some(false) {
        said.push("Its status and headers are not kept (include_response_code is off).".to_owned());
    }
    said
}

/// How an asynchronous call is followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Polling {
    /// Seconds between two looks, as far as the documents tell.
    pub interval: Option<u64>,
    /// Where in the answer the state stands.
    pub path: Option<String>,
    /// The states that end it.
    pub finish: Vec<String>,
}

/// Says how an asynchronous call is followed.
///
/// LIVE-UNVERIFIED(unit of `polling_interval`; no document names it; when known, say it)
#[must_use]
pub fn polling(polling: &Polling) -> Vec<String> {
    let mut said = Vec::new();
    said.extend(polling.interval.map(|interval| {
        format!("Looks for the end with an interval of {interval} (no document names the unit).")
    }));
    said.extend(
        polling
            .path
            .as_deref()
            .map(|path| format!("Reads the state at {} of the answer.", one_line(path))),
    );
    if !polling.finish.is_empty() {
        said.push(format!("Ends at {}.", one_line(&polling.finish.join(", "))));
    }
    if said.is_empty() {
        said.push("The configuration does not say how.".to_owned());
    }
    said
}

/// Says how long it waits.
///
/// Source: Zuora product documentation, "Time: Delay": at most 30 days; Zuora's editor plugin:
/// digits are seconds, anything else a time.
#[must_use]
pub fn delay(time: &str, blocking: Option<bool>) -> Vec<String> {
    const MOST_S: u64 = 30 * 24 * 3600;
    let mut said = Vec::new();
    match time.trim().parse::<u64>() {
        Ok(seconds) => {
            said.push(format!("Waits {}.", length(seconds)));
            if seconds > MOST_S {
                said.push("Zuora waits 30 days at most.".to_owned());
            }
        }
        Err(_) if time.trim().is_empty() => said.push("No time is set.".to_owned()),
        Err(_) => said.push(format!("Waits until {}.", one_line(time))),
    }
    if blocking == Some(true) {
        said.push("It keeps its place among the running tasks while it waits.".to_owned());
    }
    said
}

fn length(seconds: u64) -> String {
    let parts = [
        (seconds / 86_400, "day"),
        (seconds / 3600 % 24, "hour"),
        (seconds / 60 % 60, "minute"),
        (seconds % 60, "second"),
    ];
    let named = parts.iter().filter(|(number, _)| *number > 0);
    let said = named.map(|(number, word)| counted(*number, word)).collect::<Vec<_>>().join(" ");
    if said.is_empty() { "0 seconds".to_owned() } else { said }
}

/// How a list is gone through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rounds {
    /// `Default` or `Unique-Field`.
    pub way: Option<String>,
    /// The field whose values make the rounds.
    pub field: Option<String>,
    /// Rows handed on at a time.
    pub chunk: Option<u64>,
}

/// Says how a list is gone through.
#[must_use]
pub fn rounds(rounds: &Rounds) -> Vec<String> {
    let field = rounds.field.as_deref().map(one_line);
    let first = match (rounds.way.as_deref(), field) {
        (Some("Unique-Field"), Some(field)) => format!("One round for each value of {field}."),
        (None | Some("" | "Default"), _) => "One round for each row.".to_owned(),
        (Some(way), _) => format!("Goes by {}, of which Reprise knows nothing.", one_line(way)),
    };
    let mut said = vec![first];
    match rounds.chunk {
        Some(1) => said.push("One row at a time: the tasks behind it get an object.".to_owned()),
        Some(chunk) if chunk > 1 => {
            said.push(format!("{chunk} rows at a time: the tasks behind it get a list."));
        }
        _ => {}
    }
    said
}

/// What is said of a variable that the payload does not have.
pub const NOT_IN_PAYLOAD: &str = "not in the payload";

/// What is said of a variable that the source itself sets.
pub const SET_IN_SOURCE: &str = "set by the source itself";

/// What is said of a variable that cannot be looked up.
pub const NOT_LOOKED_UP: &str = "not looked up";

/// What is said of a clause that reads nothing.
pub const READS_NOTHING: &str =
    "It reads nothing from the payload: it comes out the same every time.";

/// What is said above the values.
pub const SEEN: &str = "What Liquid in these settings reads from the payload that the task was handed. Loops and assignments are not computed.";

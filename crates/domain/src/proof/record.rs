//! The record of a proof, as `config.json` carries it under `keys`.

use sha2::{Digest, Sha256};

use super::question::{Answer, Answers, Question};
use crate::tenancy::TenantPart;
use crate::time::UnixMillis;

/// The form of a record that this version writes and reads.
pub const VERSION: i64 = 1;

/// Most rounds of a proof: twenty show how slow a reading gets.
pub const MOST_ROUNDS: i64 = 20;

/// Fewer rounds than this make a weak record.
pub const ENOUGH_ROUNDS: i64 = 10;

/// How long the counter is watched after a repeated request, in milliseconds. Less makes a weak
/// record.
pub const ENOUGH_QUIET_MS: i64 = 180_000;

/// The shortest watch that is taken, in milliseconds.
pub const SHORTEST_QUIET_MS: i64 = 5_000;

/// What a proof found, for which tenant, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Name of the Zuora tenant: the environment's `tenant`.
    pub tenant: TenantPart,
    /// Zuora's host, such as `rest.apisandbox.zuora.com`, as the administrator named it.
    pub host: String,
    /// Path of the gateway by which it was proven: the environment's `api`.
    pub gateway: String,
    /// Names of the OAuth clients in use; the first is the one by which the proof asked.
    pub clients: Vec<String>,
    /// When the proof ended.
    pub date: UnixMillis,
    /// Who made it.
    pub person: String,
    /// How many reruns were followed to their end.
    pub rounds: i64,
    /// How long the counter was watched after a repeated request, in milliseconds.
    pub quiet_ms: i64,
    /// Longest time from sending a rerun to the first reading that showed it, in milliseconds.
    pub worst_lag_ms: i64,
    /// Longest time from Zuora's answer to the start of the task by Zuora's clock, in
    /// milliseconds; `None` where the times of a task do not change.
    pub worst_queue_ms: Option<i64>,
    /// What was seen.
    pub answers: Answers,
    /// SHA-256 of the transcript, 64 hexadecimal digits: the file says what the record rests on.
    pub transcript: String,
}

impl Record {
    /// Whether it rests on fewer rounds, or on a shorter watch, than it should.
    #[must_use]
    pub const fn is_weak(&self) -> bool {
        self.rounds < ENOUGH_ROUNDS || self.quiet_ms < ENOUGH_QUIET_MS
    }

    /// The line `"keys": {…}` for `config.json`, without a comma behind it.
    #[must_use]
    pub fn to_json(&self) -> String {
        let text = |text: &str| serde_json::Value::from(text).to_string();
        let clients: Vec<_> = self.clients.iter().map(|name| text(name)).collect();
        let mut lines = vec![
            format!("\"version\": {VERSION}"),
            format!("\"tenant\": {}", text(self.tenant.as_str())),
            format!("\"host\": {}", text(&self.host)),
            format!("\"gateway\": {}", text(&self.gateway)),
            format!("\"clients\": [{}]", clients.join(", ")),
            format!("\"date\": {}", text(&self.date.iso())),
            format!("\"person\": {}", text(&self.person)),
            format!("\"rounds\": {}", self.rounds),
            format!("\"quietMs\": {}", self.quiet_ms),
            format!("\"worstLagMs\": {}", self.worst_lag_ms),
        ];
        lines.extend(self.worst_queue_ms.map(|queue| format!("\"worstQueueMs\": {queue}")));
        let answer = |(name, question): &(&str, Question)| {
            format!("    \"{name}\": {}", text(self.answers.to(*question).word()))
        };
        let seen = |(_, own): &&(&str, Question)| self.answers.to(*own) != Answer::NotSeen;
        let answers: Vec<_> = Question::ALL.iter().filter(seen).map(answer).collect();
        lines.push(format!("\"answers\": {{\n{}\n  }}", answers.join(",\n")));
        lines.push(format!("\"transcript\": {}", text(&self.transcript)));
        format!("\"keys\": {{\n  {}\n}}", lines.join(",\n  "))
    }
}

/// SHA-256 of a text, 64 hexadecimal digits.
#[must_use]
pub fn hash_of(text: &str) -> String {
    let mut digits = String::with_capacity(64);
    for byte in Sha256::digest(text) {
        for half in [byte >> 4, byte & 0xf] {
            digits.extend(char::from_digit(u32::from(half), 16));
        }
    }
    digits
}

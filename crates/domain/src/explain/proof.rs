//! The proof of keys: whether they are proven, and what an administrator is told on the way.

use super::{Notice, Tone};
use crate::desk::key_lore::starts_under;
use crate::proof::question::{Answer, Question};
use crate::proof::standing::{Standing, WhyUnproven};
use crate::rerun::Rerun;
use crate::time::UnixMillis;

/// What a question asks, as the list of answers has it.
#[must_use]
pub const fn question(question: Question) -> &'static str {
    match question {
        Question::KeyCounts => "A second request of a key runs nothing",
        Question::OtherKeyRuns => "Another key does run the task (the control)",
        Question::TwoAtOnce => "Two requests of a key at once run the task once",
        Question::ClientsShare => "All OAuth clients of the tenant share their keys",
        Question::VersionTaken => "A UUID of version 8 is taken as key",
        Question::HeadersSaved => "The saved answer carries the first track id",
        Question::SameId => "A rerun keeps the task's id",
        Question::TimesChange => "A rerun changes the task's times",
        Question::RefusalSaved => "A saved refusal (403) is given again",
        Question::BusyRefused => "A rerun of a task under way is refused",
        Question::EndsAfterDay => "After 25 hours the key runs the task again",
    }
}

/// The word for what was seen.
#[must_use]
pub const fn answer(answer: Answer) -> &'static str {
    match answer {
        Answer::Yes => "Yes",
        Answer::No => "No",
        Answer::NotSeen => "Not seen",
    }
}

/// Why keys count as unproven: one sentence.
#[must_use]
pub fn why_unproven(why: &WhyUnproven, moment: impl Fn(UnixMillis) -> String) -> String {
    match why {
        WhyUnproven::Countered => {
            "A task was seen to start twice under one key. What was seen then outweighs the proof."
                .to_owned()
        }
        WhyUnproven::NoRecord => "config.json holds no proof for this environment.".to_owned(),
        WhyUnproven::Over { since } => format!("The proof ended {}.", moment(*since)),
        WhyUnproven::Ahead => {
            "The proof is dated in the future: its date, or this computer's clock, is wrong.".to_owned()
        }
        WhyUnproven::NoTenant => {
            "config.json does not name this environment's \"tenant\", so no proof can be told to be of it.".to_owned()
        }
        WhyUnproven::OtherTenant => "The proof is of another Zuora tenant.".to_owned(),
        WhyUnproven::OtherHost => "The proof is of another host of Zuora's.".to_owned(),
        WhyUnproven::OtherGateway => "The proof was made by another gateway path (\"api\").".to_owned(),
        WhyUnproven::OtherClients => {
            "OAuth clients are in use that the proof does not name.".to_owned()
        }
        WhyUnproven::Answered(asked, Answer::NotSeen) => {
            format!("It was not seen that: {}.", lowered(question(*asked)))
        }
        WhyUnproven::Answered(asked, _) => {
            format!("It was seen not to be so: {}.", lowered(question(*asked)))
        }
    }
}

/// How the keys of an environment stand. `moment` puts a time into words, such as "on 3 March".
#[must_use]
pub fn standing_notice(
    standing: &Result<Standing, WhyUnproven>,
    moment: impl Fn(UnixMillis) -> String,
) -> Notice {
    match standing {
        Ok(standing) => {
            let weak = if standing.is_weak {
                " It is a weak proof: few rounds or a short watch, so it holds 30 days, not 90."
            } else {
                ""
            };
            let detail =
                format!("The proof in config.json holds until {}.{weak}", moment(standing.until));
            Notice::new(Tone::Good, "Keys are proven here.", &detail, "")
        }
        Err(why) => Notice::new(
            Tone::Unsettled,
            "Keys are not proven here.",
            &why_unproven(why, moment),
            "Until they are, Reprise assumes that a repeated request may run the task twice.",
        ),
    }
}

/// On every page of an environment whose proof was ended by a rerun: what was seen of it and when,
/// what that means, and who does what now. `moment` puts a time into words.
#[must_use]
pub fn proof_ended(rerun: &Rerun, moment: impl Fn(UnixMillis) -> String) -> Notice {
    let task = rerun.intent.task;
    let sent = rerun.attempts.iter().map(|attempt| moment(attempt.sent.wall));
    let started = starts_under(rerun).into_iter().map(&moment);
    let detail = format!(
        "Task {task} was sent {} under one key, and was read as started {} by Zuora's clock. One key may start a task once. So this Zuora does not honour keys, unless somebody else reran the task in that hour.",
        listed(&sent.collect::<Vec<_>>()),
        listed(&started.collect::<Vec<_>>()),
    );
    let advice = format!(
        "Look in Zuora what task {task} did twice. Reprise counts keys as unproven here from now on: nothing is sent again by itself that might run twice. Tell your administrator, who sets \"keys\": \"unproven\" in config.json and in gateway.json."
    );
    Notice::new(Tone::Bad, "A key was not honoured: the proof of keys has ended.", &detail, &advice)
}

/// “at a, at b and at c”.
fn listed(moments: &[String]) -> String {
    let at: Vec<_> = moments.iter().map(|moment| format!("at {moment}")).collect();
    match at.split_last() {
        Some((last, before)) if !before.is_empty() => {
            format!("{} and {last}", before.join(", "))
        }
        _ => at.concat(),
    }
}

fn lowered(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| first.to_lowercase().chain(signs).collect())
}

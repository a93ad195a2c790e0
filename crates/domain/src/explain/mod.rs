//! What the operator reads. Every sentence about faults, verdicts and advice stands in this
//! folder, so that one voice says it and one test can read it all.

pub mod callout;
pub mod cause;
pub mod check;
pub mod choice;
pub mod compare;
pub mod config;
pub mod effect;
pub mod evidence;
pub mod fault;
pub mod foreign;
pub mod guard;
pub mod journal;
pub mod lists;
pub mod odd;
pub mod parameters;
pub mod part;
pub mod payload;
pub mod proof;
pub mod proof_course;
pub mod receipt;
pub mod refusal;
pub mod repeat;
pub mod rerun;
pub mod run;
pub mod session;
pub mod since;
pub mod state;
pub mod stop;
pub mod story;
pub mod touches;
pub mod when;

/// How a notice is meant; shown by colour, sign and word together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to worry about.
    Plain,
    /// It went well.
    Good,
    /// It is not known whether something ran.
    Unsettled,
    /// It went wrong.
    Bad,
}

impl Tone {
    /// The tone's name in the style sheet.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Good => "good",
            Self::Unsettled => "unsettled",
            Self::Bad => "bad",
        }
    }
}

/// One thing said to the operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// What is the case, in one sentence.
    pub headline: String,
    /// What is known beyond that.
    pub detail: String,
    /// What to do.
    pub advice: String,
}

impl Notice {
    fn new(tone: Tone, headline: &str, detail: &str, advice: &str) -> Self {
        let [headline, detail, advice] = [headline, detail, advice].map(str::to_owned);
        Self { tone, headline, detail, advice }
    }
}

/// Joins sentences, leaving out empty ones.
fn sentences<const N: usize>(parts: [&str; N]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What a person or Zuora wrote, fit for one line: no line breaks, no signs that turn the
/// direction of what follows, and an end.
fn one_line(text: &str) -> String {
    const MOST: usize = 500;
    let blank = |sign: char| match sign {
        '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        sign => sign == ' ' || sign.is_control(),
    };
    let words = text.split(blank).filter(|word| !word.is_empty());
    let line = words.collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

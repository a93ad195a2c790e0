//! One pass over a JSON text that keeps nothing but what was found.

use std::borrow::Cow;

use super::decimal::Decimal;
use super::found::{Found, Mention, is_id};
use super::names::{Name, Role, Scope, is_address, shaped};
use super::outward::mention_host;
use super::scan::{Token, Tokens};
use super::{Thing, Touches};
use crate::diagnosis::cause::Certainty;
use crate::diagnosis::request::host_of;
use crate::diagnosis::spot::{Part, Spot, Step};

/// Levels below this are passed over: payloads have ten.
const DEEPEST: usize = 40;
/// The objects whose ids and numbers are looked for.
const THINGS: [Thing; 4] = [Thing::Account, Thing::Subscription, Thing::Invoice, Thing::Payment];

enum Hop<'a> {
    Key(Cow<'a, str>),
    Item(usize),
}

/// An object or list that is open, and where reading stands in it.
struct Level<'a> {
    at: Hop<'a>,
    /// What the value there is by its key; a list hands it on to its items.
    role: Role,
    /// What an object there is about.
    below: Option<Scope>,
    /// What the object has said so far; a list says nothing by itself.
    frame: Option<Frame<'a>>,
}

/// What one object has said so far.
#[derive(Default)]
struct Frame<'a> {
    scope: Option<Scope>,
    mentions: [Mention<'a>; THINGS.len()],
    plain_id: Option<Cow<'a, str>>,
    currency: Option<Cow<'a, str>>,
    amounts: Vec<(Cow<'a, str>, Option<Decimal>)>,
}

/// The way so far, and what was found on it.
#[derive(Default)]
pub(super) struct Walk<'a> {
    pub(super) found: Found<'a>,
    part: Option<Part>,
    levels: Vec<Level<'a>>,
    /// The list of the object that was closed last, for the next one: rows are many.
    spare: Vec<(Cow<'a, str>, Option<Decimal>)>,
}

impl<'a> Walk<'a> {
    /// Goes through a whole text.
    pub(super) fn through(&mut self, part: Part, text: &'a str) {
        self.part = Some(part);
        self.levels.clear();
        let mut skipped = 0_usize;
        for token in Tokens::of(text) {
            match token {
                Token::Open(_) if skipped > 0 || self.levels.len() >= DEEPEST => {
                    self.found.cut = true;
                    skipped += 1;
                }
                Token::Close if skipped > 0 => {
                    skipped -= 1;
                    if skipped == 0 {
                        self.passed();
                    }
                }
                _ if skipped > 0 => {}
                token => self.take(token),
            }
        }
    }

    pub(super) fn ended(mut self) -> Touches {
        let groups = self.found.groups();
        Touches { groups, amounts: self.found.amounts(), whole: !self.found.cut }
    }

    fn take(&mut self, token: Token<'a>) {
        match token {
            Token::Open(is_object) => self.open(is_object),
            Token::Close => {
                self.close();
                self.passed();
            }
            Token::Key(key) => self.key(key),
            Token::Text(text) => {
                self.money(&text);
                self.scalar(text);
                self.passed();
            }
            Token::Number(text) => {
                self.money(text);
                if matches!(self.role(), Role::Id(_) | Role::Number(_)) {
                    self.scalar(Cow::Borrowed(text));
                }
                self.passed();
            }
            Token::Word => self.passed(),
        }
    }

    fn open(&mut self, is_object: bool) {
        let (role, below) =
            self.levels.last().map_or((Role::Other, None), |level| (level.role, level.below));
        self.levels.push(if is_object {
            let frame = Some(Frame {
                scope: below,
                amounts: std::mem::take(&mut self.spare),
                ..Frame::default()
            });
            Level { at: Hop::Key(Cow::Borrowed("")), role: Role::Other, below: None, frame }
        } else {
            Level { at: Hop::Item(0), role, below, frame: None }
        });
    }

    fn key(&mut self, key: Cow<'a, str>) {
        let Some(level) = self.levels.last_mut() else { return };
        let name = Name::of(&key);
        level.role = name.role(level.frame.as_ref().and_then(|frame| frame.scope));
        level.below = name.scope();
        level.at = Hop::Key(key);
    }

    /// A value of a list is over.
    fn passed(&mut self) {
        if let Some(Level { at: Hop::Item(place), .. }) = self.levels.last_mut() {
            *place += 1;
        }
    }

    fn role(&self) -> Role {
        self.levels.last().map_or(Role::Other, |level| level.role)
    }

    /// The object whose member is read.
    fn frame(&mut self) -> Option<&mut Frame<'a>> {
        self.levels.iter_mut().rev().find_map(|level| level.frame.as_mut())
    }

    /// Money counts where it stands as the value of a key.
    fn money(&mut self, text: &str) {
        let Some(level) = self.levels.last_mut().filter(|level| level.role == Role::Amount) else {
            return;
        };
        // A list of fields and Liquid have words here.
        let is_number =
            text.bytes().next().is_some_and(|sign| sign == b'-' || sign.is_ascii_digit());
        if let (Hop::Key(key), Some(frame), true) = (&level.at, &mut level.frame, is_number) {
            frame.amounts.push((key.clone(), Decimal::parse(text)));
        }
    }

    /// A text or whole number, and what its key says of it.
    fn scalar(&mut self, text: Cow<'a, str>) {
        // A list of fields has "true" where a record has its value.
        if matches!(&*text, "" | "true" | "false") || text.bytes().any(|sign| sign == b'{') {
            return;
        }
        match self.role() {
            Role::Id(thing) => self.identify(thing, Some(text), None, None),
            Role::Number(thing) => self.identify(thing, None, Some(text), None),
            Role::Name(thing) => self.identify(thing, None, None, Some(text)),
            Role::PlainId => {
                if let Some(frame) = self.frame().filter(|_| is_id(&text)) {
                    frame.plain_id = Some(text);
                }
            }
            Role::Currency => self.currency(text),
            Role::Email if is_address(&text) => {
                self.mention(Thing::Address, text, Certainty::Likely);
            }
            Role::Url => {
                if let Some(host) = host_of(&text).map(|host| Cow::Owned(host.to_owned())) {
                    let (part, levels) = (self.part, &self.levels);
                    let spot = || spot(part, levels, None);
                    mention_host(host, Certainty::Likely, spot, &mut self.found);
                }
            }
            Role::Other | Role::Email | Role::Amount => {
                if let Some(thing) = shaped(&text) {
                    self.mention(thing, text, Certainty::Possible);
                }
            }
        }
    }

    fn identify(
        &mut self,
        thing: Thing,
        id: Option<Cow<'a, str>>,
        number: Option<Cow<'a, str>>,
        name: Option<Cow<'a, str>>,
    ) {
        let place = THINGS.iter().position(|own| *own == thing);
        let Some(frame) = self.frame() else { return };
        if let Some(own) = place.and_then(|place| frame.mentions.get_mut(place)) {
            own.id = id.or(own.id.take());
            own.number = number.or(own.number.take());
            own.name = name.or(own.name.take());
        }
    }

    fn currency(&mut self, text: Cow<'a, str>) {
        let Some(frame) = self.frame().filter(|_| text.len() <= 8) else { return };
        let of_account = frame.scope == Some(Scope::Of(Thing::Account));
        frame.currency = Some(text.clone());
        if of_account {
            self.found.currency(text);
        }
    }

    fn mention(&mut self, thing: Thing, number: Cow<'a, str>, certainty: Certainty) {
        let mention = Mention { number: Some(number), ..Mention::default() };
        let (part, levels) = (self.part, &self.levels);
        self.found.mention(thing, &mention, certainty, || spot(part, levels, None));
    }

    /// What an object said as a whole, told at its end.
    fn close(&mut self) {
        let Some(mut frame) = self.levels.pop().and_then(|level| level.frame) else { return };
        let about = frame.about();
        let (part, levels) = (self.part, &self.levels);
        for (thing, mention) in THINGS.into_iter().zip(&mut frame.mentions) {
            if mention.id.is_none() && about == Some(thing) {
                mention.id = frame.plain_id.take();
            }
            if !mention.is_empty() {
                let named = mention.is_unnumbered();
                let certainty = if named { Certainty::Possible } else { Certainty::Likely };
                self.found.mention(thing, mention, certainty, || spot(part, levels, None));
            }
        }
        let mut outer = levels.iter().rev().filter_map(|level| level.frame.as_ref());
        let around = outer.find_map(|frame| frame.currency.as_ref());
        let currency = frame.currency.as_ref().or(around);
        for (field, amount) in &frame.amounts {
            let spot = || spot(part, levels, Some(field));
            self.found.pay((about, field, currency), *amount, spot);
        }
        frame.amounts.clear();
        self.spare = frame.amounts;
    }
}

impl Frame<'_> {
    /// What the object is about: by the key that led to it, or by the only number that it has.
    fn about(&self) -> Option<Thing> {
        if let Some(Scope::Of(thing)) = self.scope {
            return Some(thing);
        }
        let mut numbered =
            THINGS.into_iter().zip(&self.mentions).filter(|(_, own)| own.number.is_some());
        let first = numbered.next().map(|(thing, _)| thing);
        first.filter(|_| numbered.next().is_none())
    }
}

/// The place reached, or a key below it.
fn spot(part: Option<Part>, levels: &[Level<'_>], below: Option<&str>) -> Spot {
    let step = |level: &Level<'_>| match &level.at {
        Hop::Key(key) => Step::Key(key.clone().into_owned()),
        Hop::Item(place) => Step::Item(*place),
    };
    let below = below.map(|key| Step::Key(key.to_owned()));
    Spot { part: part.unwrap_or(Part::Data), steps: levels.iter().map(step).chain(below).collect() }
}

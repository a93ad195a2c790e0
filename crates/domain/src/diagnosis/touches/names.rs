//! What a key means, by the names of Zuora's objects and their fields.
//!
//! Source: Zuora API reference 2026-09-11, objects Account, Subscription, Invoice, Payment;
//! flattened names as files and queries have them (`Account.Id`, `AccountId`, `account_id`).

use super::Thing;

/// What the object that a key leads to is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// One of Zuora's objects.
    Of(Thing),
    /// A callout's answer.
    Callout,
}

/// What the value of a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Zuora's id of a thing.
    Id(Thing),
    /// An id of whatever the object is about.
    PlainId,
    /// What people call a thing.
    Number(Thing),
    /// A thing's name.
    Name(Thing),
    /// Money.
    Amount,
    /// Its currency.
    Currency,
    /// An address of a person.
    Email,
    /// An address of a service.
    Url,
    /// Nothing known.
    Other,
}

/// Longest key that means anything, without its signs.
const LONGEST: usize = 40;

/// A key without case and signs: `Account.Id`, `account_id` and `AccountId` are one name.
pub(super) struct Name {
    letters: [u8; LONGEST],
    length: usize,
}

impl Name {
    pub(super) fn of(key: &str) -> Self {
        let mut name = Self { letters: [0; LONGEST], length: 0 };
        for sign in key.bytes().filter(u8::is_ascii_alphanumeric) {
            match name.letters.get_mut(name.length) {
                Some(place) => *place = sign.to_ascii_lowercase(),
                None => return Self { length: 0, ..name },
            }
            name.length += 1;
        }
        name
    }

    fn letters(&self) -> &[u8] {
        self.letters.get(..self.length).unwrap_or_default()
    }

    /// What an object or list under this key is about.
    pub(super) fn scope(&self) -> Option<Scope> {
        Some(match self.letters() {
            b"account" | b"accounts" => Scope::Of(Thing::Account),
            b"subscription" | b"subscriptions" => Scope::Of(Thing::Subscription),
            b"invoice" | b"invoices" => Scope::Of(Thing::Invoice),
            b"payment" | b"payments" => Scope::Of(Thing::Payment),
            b"callout" | b"callouts" => Scope::Callout,
            _ => return None,
        })
    }

    /// What a value under this key is, in an object of that scope.
    pub(super) fn role(&self, scope: Option<Scope>) -> Role {
        match (self.letters(), scope) {
            (b"id", Some(Scope::Of(thing))) => Role::Id(thing),
            (b"id", None) => Role::PlainId,
            (b"name", Some(Scope::Of(Thing::Account))) => Role::Name(Thing::Account),
            (b"name", Some(Scope::Of(Thing::Subscription))) => Role::Number(Thing::Subscription),
            (b"url", Some(Scope::Callout)) => Role::Url,
            (name, _) => anywhere(name),
        }
    }
}

fn anywhere(name: &[u8]) -> Role {
    match name {
        b"accountid" | b"customeraccountid" => Role::Id(Thing::Account),
        b"accountnumber" | b"accountaccountnumber" => Role::Number(Thing::Account),
        b"accountname" => Role::Name(Thing::Account),
        b"subscriptionid" => Role::Id(Thing::Subscription),
        b"subscriptionnumber" | b"subscriptionname" => Role::Number(Thing::Subscription),
        b"invoiceid" => Role::Id(Thing::Invoice),
        b"invoicenumber" | b"invoiceinvoicenumber" => Role::Number(Thing::Invoice),
        b"paymentid" => Role::Id(Thing::Payment),
        b"paymentnumber" | b"paymentpaymentnumber" => Role::Number(Thing::Payment),
        b"currency" | b"currencycode" | b"accountcurrency" | b"invoicecurrency"
        | b"paymentcurrency" => Role::Currency,
        name if name.ends_with(b"amount") || name.ends_with(b"balance") => Role::Amount,
        name if name.ends_with(b"email") || name.ends_with(b"emailaddress") => Role::Email,
        _ => Role::Other,
    }
}

/// What a text looks like, by Zuora's default numbering. A tenant may number otherwise.
///
/// Source: Zuora billing settings, default prefixes and eight digits (2025-12).
pub(super) fn shaped(text: &str) -> Option<Thing> {
    const PREFIXES: [(&str, Thing); 4] = [
        ("A-S", Thing::Subscription),
        ("INV", Thing::Invoice),
        ("P-", Thing::Payment),
        ("A", Thing::Account),
    ];
    if !(9..=11).contains(&text.len()) {
        return None;
    }
    let (prefix, thing) = PREFIXES.into_iter().find(|(prefix, _)| text.starts_with(prefix))?;
    let digits = text.get(prefix.len()..)?;
    (digits.len() == 8 && digits.bytes().all(|sign| sign.is_ascii_digit())).then_some(thing)
}

/// A text that may be an address of a person.
pub(super) fn is_address(text: &str) -> bool {
    let Some((local, host)) = text.split_once('@') else { return false };
    let plain =
        |sign: char| !sign.is_whitespace() && !sign.is_control() && !"{}<>@,;\"".contains(sign);
    text.len() <= 254
        && !local.is_empty()
        && host.contains('.')
        && local.chars().all(plain)
        && host.chars().all(plain)
}

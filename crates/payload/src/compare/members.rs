//! Two objects: members of the same key belong together; of a doubled key the first with the
//! first, and so on.

use std::borrow::Cow;

use super::order::in_order;
use super::{Sides, Task};
use crate::document::Document;
use crate::level::Entry;

impl Sides<'_> {
    pub(super) fn members(&self, before: &Entry, after: &Entry) -> Vec<Task> {
        let (old, new) = (self.before.children(before), self.after.children(after));
        let mut old_keys = by_key(self.before.document(), &old).into_iter().peekable();
        let mut partners = vec![None; new.len()];
        for (key, number) in by_key(self.after.document(), &new) {
            // What has no such key any more is passed over.
            while old_keys.next_if(|(old_key, _)| *old_key < key).is_some() {}
            let partner = old_keys.next_if(|(old_key, _)| *old_key == key);
            if let Some(own) = partners.get_mut(number) {
                *own = partner.map(|(_, partner)| partner);
            }
        }
        in_order(&old, &new, &partners)
    }
}

/// Keys and numbers of the members, in the order of the keys; those of one key in their own order.
fn by_key<'a>(document: &'a Document, members: &[Entry]) -> Vec<(Cow<'a, str>, usize)> {
    let keys = members.iter().map(|member| member.key(document).unwrap_or_default());
    let mut keys: Vec<_> = keys.enumerate().map(|(number, key)| (key, number)).collect();
    keys.sort_unstable();
    keys
}

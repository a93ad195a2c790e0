//! A value that is worked out from others and changes only when it comes out differently.
//!
//! Leptos' `Memo` does the work, once for all kinds of values: each kind of `Memo` would add half
//! a kilobyte to the program.

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::{Get, GetUntracked, Memo, Track};

/// A value of some kind that can tell whether another one is its equal.
#[derive(Clone)]
struct Value {
    held: Arc<dyn Any + Send + Sync>,
    is_equal: fn(&dyn Any, &dyn Any) -> bool,
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        (self.is_equal)(&*self.held, &*other.held)
    }
}

fn is_equal<T: PartialEq + 'static>(one: &dyn Any, other: &dyn Any) -> bool {
    one.downcast_ref::<T>() == other.downcast_ref::<T>()
}

/// What works a value out anew, from the last one.
type Work = Box<dyn Fn(Option<&Value>) -> Value + Send + Sync>;

/// A handle to the value; copies are handles to the same one.
pub struct Slice<T>(Memo<Value>, PhantomData<fn() -> T>);

impl<T> Clone for Slice<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Slice<T> {}

/// Says nothing of what it holds: it may be a payload.
impl<T> fmt::Debug for Slice<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Slice")
    }
}

impl<T: PartialEq + Send + Sync + 'static> Slice<T> {
    /// Works the value out from what `read` reads.
    pub fn new(read: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self {
        let work = move |last: Option<&Value>| {
            let last = last.and_then(|last| last.held.downcast_ref::<T>());
            Value { held: Arc::new(read(last)), is_equal: is_equal::<T> }
        };
        Self(worked_out(Box::new(work)), PhantomData)
    }

    /// Reads the value where it is; whoever reads is told of changes.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read_from(&self.0.get(), read)
    }

    /// Reads the value where it is, once.
    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read_from(&self.0.get_untracked(), read)
    }

    /// Whoever asks is told of changes.
    pub fn track(self) {
        self.0.track();
    }
}

impl<T: Clone + 'static> Slice<T> {
    /// A copy of the value; `None` when those who showed it are gone.
    pub fn try_get_untracked(self) -> Option<T> {
        self.0.try_get_untracked().map(|value| read_from(&value, T::clone))
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Slice<T> {
    /// A copy of the value; whoever reads is told of changes.
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    /// A copy of the value.
    pub fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }
}

fn worked_out(work: Work) -> Memo<Value> {
    Memo::new(move |last: Option<&Value>| work(last))
}

fn read_from<T: 'static, R>(value: &Value, read: impl FnOnce(&T) -> R) -> R {
    match value.held.downcast_ref() {
        Some(value) => read(value),
        // A slice is made of values of its own kind only, a few lines above.
        None => unreachable!("a slice holds another kind of value than its own"),
    }
}

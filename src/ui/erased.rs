//! One compiled copy for all: each helper boxes its closure, so that the wasm holds the machinery
//! around it once, and not once for every place that uses it.

use leptos::prelude::*;
use web_sys::MouseEvent;

use super::slice::Slice;

/// A text that changes.
pub fn text(read: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    boxed_text(Box::new(read))
}

fn boxed_text(read: Box<dyn Fn() -> String + Send + Sync>) -> Signal<String> {
    Signal::derive(read)
}

/// `true` or `false` for an ARIA attribute.
pub fn flag(read: impl Fn() -> bool + Send + Sync + 'static) -> Signal<String> {
    boxed_flag(Box::new(read))
}

fn boxed_flag(read: Box<dyn Fn() -> bool + Send + Sync>) -> Signal<String> {
    text(move || read().to_string())
}

/// A value that changes only when what it is read from gives another one.
pub fn memo<T>(read: impl Fn() -> T + Send + Sync + 'static) -> Slice<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    Slice::new(move |_| read())
}

/// A view that is made anew whenever what it reads changes.
pub fn shown(view: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    boxed_view(Box::new(view))
}

fn boxed_view(view: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
    (move || view()).into_any()
}

/// A view that is there while the condition holds; it is not made anew as long as it does.
pub fn when(
    condition: impl Fn() -> bool + Send + Sync + 'static,
    view: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    boxed_when(memo(condition), Box::new(view))
}

fn boxed_when(holds: Slice<bool>, view: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
    shown(move || if holds.get() { view() } else { ().into_any() })
}

/// What a press does.
pub fn pressed(act: impl Fn() + Send + 'static) -> Box<dyn FnMut(MouseEvent) + Send> {
    Box::new(move |_| act())
}

/// What another event does.
pub fn heard<E: 'static>(act: impl Fn(E) + Send + 'static) -> Box<dyn FnMut(E) + Send> {
    Box::new(act)
}

/// Something to do whenever what it reads changes.
pub fn effect(act: impl Fn() + 'static) {
    boxed_effect(Box::new(act));
}

fn boxed_effect(act: Box<dyn Fn()>) {
    Effect::new(move |_| act());
}

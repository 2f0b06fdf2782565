//! Elements of one type.
//!
//! Leptos gives every element a type of its own, and with it code of its own: this app's views came to 230 KB that way.
//! Here tags, attributes and children are values, so the renderer is compiled once however many screens there are.

use std::borrow::Cow;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::svg;
use leptos::tachys::html::attribute::AttributeValue;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::html::attribute::custom::custom_attribute;
use leptos::tachys::html::event::on;
use leptos::tachys::html::style::style;
use leptos::tachys::view::iterators::StaticVec;
use wasm_bindgen::JsCast as _;
use web_sys::Event;

type Attributes = Vec<AnyAttribute>;
type Children = StaticVec<AnyView>;

/// An element that is being written down.
pub struct El {
    tag: &'static str,
    attributes: Attributes,
    children: Vec<AnyView>,
}

/// An element of HTML, or one of SVG's `svg`, `path`, `rect`, `text` and `title`.
#[inline(never)]
pub fn el(tag: &'static str) -> El {
    El { tag, attributes: Vec::new(), children: Vec::new() }
}

/// What can stand in an element.
pub trait Piece {
    /// As a view.
    fn piece(self) -> AnyView;
}

impl El {
    /// Adds an attribute.
    pub fn attr(self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.with_attribute(name, value.into())
    }

    // Called from hundreds of places: kept out of them.
    #[inline(never)]
    fn with_attribute(mut self, name: &'static str, value: Cow<'static, str>) -> Self {
        self.attributes.push(attribute(name, value));
        self
    }

    #[inline(never)]
    fn with_child(mut self, child: AnyView) -> Self {
        self.children.push(child);
        self
    }

    /// Adds classes.
    pub fn class(self, classes: &'static str) -> Self {
        self.with_attribute("class", Cow::Borrowed(classes))
    }

    /// Adds an attribute where there is a value.
    pub fn maybe(self, name: &'static str, value: Option<&'static str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Adds an attribute that follows signals; none takes it away.
    pub fn live_attr(mut self, name: &'static str, value: impl FnMut() -> Option<&'static str> + Send + 'static) -> Self {
        let value: Box<dyn FnMut() -> Option<&'static str> + Send> = Box::new(value);
        self.attributes.push(attribute(name, value));
        self
    }

    /// Sets a width in per cent, the way that the page's policy allows.
    pub fn width(mut self, per_cent: String) -> Self {
        self.attributes.push(style(("width", per_cent)).into_any_attr());
        self
    }

    /// Listens to an event by its name.
    pub fn on(mut self, event: &'static str, handler: impl FnMut(Event) + 'static) -> Self {
        let handler: Box<dyn FnMut(Event)> = Box::new(handler);
        self.attributes.push(on(ev::Custom::<Event>::new(event), handler).into_any_attr());
        self
    }

    /// Adds what stands in it.
    pub fn child(self, child: impl Piece) -> Self {
        self.with_child(child.piece())
    }

    /// Adds many things.
    pub fn children<P: Piece>(mut self, children: impl IntoIterator<Item = P>) -> Self {
        self.children.extend(children.into_iter().map(Piece::piece));
        self
    }

    /// Adds words that follow signals.
    pub fn live_text(mut self, words: impl FnMut() -> String + Send + 'static) -> Self {
        let words: Box<dyn FnMut() -> String + Send> = Box::new(words);
        self.children.push(words.into_any());
        self
    }
}

fn attribute<V: AttributeValue>(name: &'static str, value: V) -> AnyAttribute {
    custom_attribute(name, value).into_any_attr()
}

/// Moves the focus to the first element that fits and can be seen; a heading takes it too.
pub fn focus_first(selector: &str) {
    let Ok(found) = document().query_selector_all(selector) else { return };
    let elements = (0..found.length()).filter_map(|at| found.get(at)?.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(element) = elements.into_iter().find(|element| element.offset_width() > 0) {
        if !element.has_attribute("tabindex") {
            let _ = element.set_attribute("tabindex", "-1");
        }
        let _ = element.focus();
    }
}

/// A view that is built again whenever a signal read in it changes.
pub fn live(view: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    let view: Box<dyn FnMut() -> AnyView + Send> = Box::new(view);
    view.into_any()
}

/// Several views in a row.
pub fn row_of<P: Piece>(pieces: impl IntoIterator<Item = P>) -> AnyView {
    let pieces: Children = pieces.into_iter().map(Piece::piece).collect::<Vec<_>>().into();
    pieces.into_any()
}

/// Nothing.
#[inline(never)]
pub fn nothing() -> AnyView {
    ().into_any()
}

impl Piece for AnyView {
    fn piece(self) -> AnyView {
        self
    }
}

impl Piece for El {
    #[inline(never)]
    fn piece(self) -> AnyView {
        let Self { tag, attributes, children } = self;
        let children: Children = children.into();
        match tag {
            "svg" => svg::svg().add_any_attr(attributes).child(children).into_any(),
            "path" => svg::path().add_any_attr(attributes).into_any(),
            "rect" => svg::rect().add_any_attr(attributes).child(children).into_any(),
            "text" => svg::text().add_any_attr(attributes).child(children).into_any(),
            "title" => svg::title().add_any_attr(attributes).child(children).into_any(),
            _ => html::custom(tag).add_any_attr(attributes).child(children).into_any(),
        }
    }
}

impl Piece for String {
    #[inline(never)]
    fn piece(self) -> AnyView {
        self.into_any()
    }
}

impl Piece for &'static str {
    #[inline(never)]
    fn piece(self) -> AnyView {
        self.into_any()
    }
}

impl<P: Piece> Piece for Option<P> {
    fn piece(self) -> AnyView {
        self.map_or_else(nothing, Piece::piece)
    }
}

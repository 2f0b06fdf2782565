//! Elements as values.

use crate::charts::{Drawing, Mark, tenths};

/// An element with what stands in it, or words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// An element.
    Element {
        /// Its name.
        tag: &'static str,
        /// Attributes in order.
        attributes: Vec<(&'static str, String)>,
        /// What stands in it.
        children: Vec<Node>,
    },
    /// Words, whatever letters they have.
    Words(String),
}

/// An element without attributes.
pub fn node(tag: &'static str) -> Node {
    Node::Element { tag, attributes: Vec::new(), children: Vec::new() }
}

/// Elements that have no end.
const EMPTY: &[&str] = &["meta", "br"];

impl Node {
    /// Adds an attribute.
    #[must_use]
    pub fn attr(mut self, name: &'static str, value: impl Into<String>) -> Self {
        if let Self::Element { attributes, .. } = &mut self {
            attributes.push((name, value.into()));
        }
        self
    }

    /// Adds classes.
    #[must_use]
    pub fn class(self, classes: &str) -> Self {
        self.attr("class", classes)
    }

    /// Adds what stands in it.
    #[must_use]
    pub fn child(mut self, child: impl Into<Node>) -> Self {
        if let Self::Element { children, .. } = &mut self {
            children.push(child.into());
        }
        self
    }

    /// Adds many things.
    #[must_use]
    pub fn children(self, more: impl IntoIterator<Item = Node>) -> Self {
        more.into_iter().fold(self, Self::child)
    }

    /// As HTML.
    pub fn to_html(&self) -> String {
        let mut html = String::new();
        self.write(&mut html);
        html
    }

    fn write(&self, html: &mut String) {
        match self {
            Self::Words(words) => html.push_str(&escaped(words)),
            Self::Element { tag, attributes, children } => {
                html.push('<');
                html.push_str(tag);
                for (name, value) in attributes {
                    html.push_str(&[" ", name, "=\"", &escaped(value), "\""].concat());
                }
                html.push('>');
                if EMPTY.contains(tag) {
                    return;
                }
                children.iter().for_each(|child| child.write(html));
                html.push_str(&["</", tag, ">"].concat());
            }
        }
    }
}

impl From<String> for Node {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl From<&str> for Node {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

/// Words that cannot open an element or end an attribute.
pub(super) fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A drawing; without a spoken name it is passed over by those who hear the page. Stretched ones fill their box.
pub(super) fn drawing(drawing: &Drawing, class: &str, label: &str, is_stretched: bool) -> Node {
    let svg = node("svg").class(class).attr("viewBox", drawing.view_box());
    let svg = if is_stretched { svg.attr("preserveAspectRatio", "none") } else { svg };
    let svg = if label.is_empty() { svg.attr("aria-hidden", "true") } else { svg.attr("role", "img").attr("aria-label", label) };
    svg.children(drawing.marks.iter().map(mark))
}

fn mark(mark: &Mark) -> Node {
    match mark {
        Mark::Path { ink, points, is_closed } => node("path").class(ink.class()).attr("d", Mark::path_data(points, *is_closed)),
        Mark::Rect { ink, at, size, says } => {
            let rect = node("rect")
                .class(ink.class())
                .attr("x", tenths(at.0))
                .attr("y", tenths(at.1))
                .attr("width", tenths(size.0))
                .attr("height", tenths(size.1));
            if says.is_empty() { rect } else { rect.child(node("title").child(says.as_str())) }
        }
        Mark::Words { at, anchor, ink, words } => node("text")
            .class(ink.class())
            .attr("x", tenths(at.0))
            .attr("y", tenths(at.1))
            .attr("text-anchor", anchor.word())
            .child(words.as_str()),
    }
}

//! A tree of elements in the page: built one by one, never from markup, so that words of the data stay words.

use web_sys::{Document, Element};

use crate::render::Node;

const SVG: &str = "http://www.w3.org/2000/svg";

/// Puts a tree in place of what an element holds. An element that the browser does not make is left out.
pub fn replace(root: &Element, node: &Node) {
    let Some(document) = root.owner_document() else { return };
    root.set_text_content(None);
    append(&document, root, node, false);
}

fn append(document: &Document, parent: &Element, node: &Node, is_in_svg: bool) {
    match node {
        Node::Words(words) => drop(parent.append_child(&document.create_text_node(words))),
        Node::Element { tag, attributes, children } => {
            let is_svg = is_in_svg || *tag == "svg";
            let made = if is_svg { document.create_element_ns(Some(SVG), tag) } else { document.create_element(tag) };
            let Ok(element) = made else { return };
            for (name, value) in attributes {
                let _ = element.set_attribute(name, value);
            }
            children.iter().for_each(|child| append(document, &element, child, is_svg));
            let _ = parent.append_child(&element);
        }
    }
}

//! Small pictures, always beside a word.

use leptos::prelude::*;

use crate::app::element::{El, el, row_of};
use crate::panels::{Glyph, Tone, fingerprint};

/// A picture of 16 by 16.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A shield.
    Seal,
    /// Moon.
    Moon,
    /// Into a tray.
    Open,
    /// Up.
    Up,
    /// Down.
    Down,
    /// A wave: noise.
    Wave,
    /// Three bars: too few.
    Few,
    /// Done.
    Check,
    /// A cross.
    Cross,
    /// A triangle.
    Warn,
    /// A clock.
    Clock,
    /// A sheet of paper.
    File,
    /// Save.
    Save,
    /// A magnifying glass.
    Find,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Seal => "M8 1.8 13.2 4v4c0 3.2-2.2 5.4-5.2 6.4C5 13.4 2.8 11.2 2.8 8V4zM5.6 8l1.8 1.8 3.2-3.4",
            Self::Moon => "M13 9.6A5.4 5.4 0 0 1 6.4 3a5.4 5.4 0 1 0 6.6 6.6z",
            Self::Open => "M8 2v8M4.8 7 8 10.2 11.2 7M2.5 11v2.5h11V11",
            Self::Up => "M8 13V3.4M3.8 7.4 8 3.2l4.2 4.2",
            Self::Down => "M8 3v9.6M3.8 8.6 8 12.8l4.2-4.2",
            Self::Wave => "M1.5 8c1.6-3.4 3.2-3.4 4.4 0s2.8 3.4 4.2 0 2.8-3.4 4.4 0",
            Self::Few => "M3.5 13v-3M8 13V7M12.5 13v-1",
            Self::Check => "M3 8.5l3.2 3.2L13 4.6",
            Self::Cross => "M4 4l8 8M12 4l-8 8",
            Self::Warn => "M8 2.2 14.5 13.500h-13zM8 6.600v3.200M8 11.600v.2",
            Self::Clock => "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 5v3l2 2",
            Self::File => "M4 1.800h5l3 3v9.400H4zM9 1.800v3h3",
            Self::Find => "M7 2.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9zM10.300 10.300 14 14",
            Self::Save => "M8 2.200v8M5 7.300l3 2.9 3-2.900M3 11v2.500h10V11",
        }
    }
}

/// The picture.
pub fn icon(icon: Icon) -> El {
    let path = el("path").attr("d", icon.path());
    el("svg").class("ico").attr("viewBox", "0 0 16 16").attr("aria-hidden", "true").child(path)
}

impl From<Glyph> for Icon {
    fn from(glyph: Glyph) -> Self {
        match glyph {
            Glyph::Up => Self::Up,
            Glyph::Down => Self::Down,
            Glyph::Wave => Self::Wave,
            Glyph::Few => Self::Few,
        }
    }
}

/// Class of a tone.
pub(super) fn tone_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "st ok",
        Tone::Bad => "st bad",
        Tone::Info => "st info",
        Tone::Noise => "st noise",
    }
}

/// The rules' hash as bars, beside its digits.
pub fn fingerprint_view(hash: &str) -> AnyView {
    let bars = el("path").attr("d", fingerprint(hash));
    let bars = el("svg").class("fp").attr("viewBox", "0 0 36 15").attr("aria-hidden", "true").child(bars);
    row_of([bars, el("code").child(hash.to_owned())])
}

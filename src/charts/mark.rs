//! What a drawing is made of.

use std::fmt::Write as _;

/// What a mark means; style sheets give it its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Line of the axis.
    Axis,
    /// Line of a tick across the plot.
    Grid,
    /// Benchmark, first step.
    Band1,
    /// Benchmark, second step.
    Band2,
    /// Benchmark, good.
    Band3,
    /// 95 % interval.
    Field,
    /// Values over time.
    Line,
    /// Reference value.
    Reference,
    /// An estimate.
    Dot,
    /// An estimate that is not final, or of another period.
    Ring,
    /// Inside of a ring.
    Hole,
    /// Interval of one estimate.
    Interval,
    /// A target or a baseline.
    Tick,
    /// Rail of a bullet.
    Track,
    /// Interval of a week that stands apart.
    Whisker,
    /// Words.
    Words,
    /// Takes the pointer, shows nothing.
    Hit,
    /// Words that matter.
    Strong,
    /// Words on a dark field.
    OnDark,
    /// Ended well, and the user said so.
    Confirmed,
    /// Ended well, as far as is known.
    Assumed,
    /// Ended well, but the person came back.
    Returned,
    /// Went to a person.
    Handoff,
    /// Left without an answer.
    Abandoned,
    /// Outside what the bot is judged by.
    Outside,
    /// Not yet known; hatched.
    Pending,
    /// The good side of a diverging bar.
    Good,
    /// The other side.
    Poor,
    /// Second line of a plot.
    Second,
    /// The form beside the bot.
    Diamond,
    /// Ramp of shares, lowest.
    Q0,
    /// Ramp.
    Q1,
    /// Ramp.
    Q2,
    /// Ramp.
    Q3,
    /// Ramp.
    Q4,
    /// Ramp.
    Q5,
    /// Ramp, highest.
    Q6,
}

/// Inks in the order of their codes in plotters' colours.
const INKS: [Ink; 37] = [
    Ink::Axis,
    Ink::Grid,
    Ink::Band1,
    Ink::Band2,
    Ink::Band3,
    Ink::Field,
    Ink::Line,
    Ink::Reference,
    Ink::Dot,
    Ink::Ring,
    Ink::Hole,
    Ink::Interval,
    Ink::Tick,
    Ink::Track,
    Ink::Whisker,
    Ink::Words,
    Ink::Hit,
    Ink::Strong,
    Ink::OnDark,
    Ink::Confirmed,
    Ink::Assumed,
    Ink::Returned,
    Ink::Handoff,
    Ink::Abandoned,
    Ink::Outside,
    Ink::Pending,
    Ink::Good,
    Ink::Poor,
    Ink::Second,
    Ink::Diamond,
    Ink::Q0,
    Ink::Q1,
    Ink::Q2,
    Ink::Q3,
    Ink::Q4,
    Ink::Q5,
    Ink::Q6,
];

impl Ink {
    /// Class of the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Self::Axis => "m-axis",
            Self::Grid => "m-grid",
            Self::Band1 => "m-b1",
            Self::Band2 => "m-b2",
            Self::Band3 => "m-b3",
            Self::Field => "m-field",
            Self::Line => "m-line",
            Self::Reference => "m-ref",
            Self::Dot => "m-dot",
            Self::Ring => "m-ring",
            Self::Hole => "m-hole",
            Self::Interval => "m-ci",
            Self::Tick => "m-tick",
            Self::Track => "m-track",
            Self::Whisker => "m-whisker",
            Self::Words => "m-words",
            Self::Hit => "m-hit",
            Self::Strong => "m-strong",
            Self::OnDark => "m-ondark",
            Self::Confirmed => "m-confirmed",
            Self::Assumed => "m-assumed",
            Self::Returned => "m-returned",
            Self::Handoff => "m-handoff",
            Self::Abandoned => "m-abandoned",
            Self::Outside => "m-outside",
            Self::Pending => "m-pending",
            Self::Good => "m-good",
            Self::Poor => "m-poor",
            Self::Second => "m-second",
            Self::Diamond => "m-diamond",
            Self::Q0 => "m-q0",
            Self::Q1 => "m-q1",
            Self::Q2 => "m-q2",
            Self::Q3 => "m-q3",
            Self::Q4 => "m-q4",
            Self::Q5 => "m-q5",
            Self::Q6 => "m-q6",
        }
    }

    /// Code that stands for this ink where plotters wants a colour.
    pub(super) fn code(self) -> u8 {
        self as u8
    }

    /// The steps of the ramp.
    pub(super) const RAMP: [Self; 7] = [Self::Q0, Self::Q1, Self::Q2, Self::Q3, Self::Q4, Self::Q5, Self::Q6];

    /// The step of the ramp for a share of its top.
    pub(super) fn ramp(part: f64) -> Self {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..=6")]
        let step = (part.clamp(0.0, 1.0) * 6.0).round() as usize;
        Self::RAMP.get(step).copied().unwrap_or(Self::Q6)
    }

    /// Words on a field of this ink.
    pub(super) fn words_on(self) -> Self {
        if matches!(self, Self::Q4 | Self::Q5 | Self::Q6) { Self::OnDark } else { Self::Strong }
    }

    /// The ink of a code.
    pub(super) fn from_code(code: u8) -> Self {
        INKS.get(usize::from(code)).copied().unwrap_or(Self::Axis)
    }
}

/// Which end of a word stands at its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its first letter.
    Start,
    /// Its middle.
    Middle,
    /// Its last letter.
    End,
}

impl Anchor {
    /// Value of SVG's `text-anchor`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// A point in tenths of a pixel.
pub type Point = (i32, i32);

/// One thing on a drawing; all lengths in tenths of a pixel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Lines from point to point; closed ones are fields. A path of one point is a dot.
    Path {
        /// What it means.
        ink: Ink,
        /// Corners.
        points: Vec<Point>,
        /// Whether the last point joins the first.
        is_closed: bool,
    },
    /// A field with straight edges.
    Rect {
        /// What it means.
        ink: Ink,
        /// Upper left.
        at: Point,
        /// Width and height.
        size: Point,
        /// Shown when pointed at; empty for none.
        says: String,
    },
    /// A word, its baseline at the point.
    Words {
        /// Where.
        at: Point,
        /// Which end.
        anchor: Anchor,
        /// How they look.
        ink: Ink,
        /// What.
        words: String,
    },
}

impl Mark {
    /// SVG path data of points: a dot is a line of no length, which a round cap makes visible at any scale.
    pub fn path_data(points: &[Point], is_closed: bool) -> String {
        let mut data = String::new();
        for (index, (x, y)) in points.iter().enumerate() {
            data.push(if index == 0 { 'M' } else { 'L' });
            push_tenths(&mut data, *x);
            data.push(' ');
            push_tenths(&mut data, *y);
        }
        if points.len() == 1 {
            data.push_str("h0");
        }
        if is_closed {
            data.push('Z');
        }
        data
    }
}

/// Tenths of a pixel as pixels: 123 is `12.3`, 120 is `12`.
pub fn tenths(value: i32) -> String {
    let mut text = String::new();
    push_tenths(&mut text, value);
    text
}

fn push_tenths(text: &mut String, value: i32) {
    if value < 0 {
        text.push('-');
    }
    let value = value.unsigned_abs();
    // Writing to a String does not fail.
    let _ = write!(text, "{}", value / 10);
    let tenth = value % 10;
    if tenth > 0 {
        let _ = write!(text, ".{tenth}");
    }
}

/// Marks on a sheet of a size in tenths of a pixel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
    /// From back to front.
    pub marks: Vec<Mark>,
}

impl Drawing {
    /// SVG's `viewBox`.
    pub fn view_box(&self) -> String {
        ["0 0 ", &tenths(self.width), " ", &tenths(self.height)].concat()
    }

    /// Whether every mark lies on the sheet; words may reach over an edge by their own width.
    pub fn is_inside(&self) -> bool {
        let on_sheet = |(x, y): Point| (0..=self.width).contains(&x) && (0..=self.height).contains(&y);
        self.marks.iter().all(|mark| match mark {
            Mark::Path { points, .. } => points.iter().copied().all(on_sheet),
            Mark::Rect { at, size, .. } => on_sheet(*at) && on_sheet((at.0 + size.0, at.1 + size.1)),
            Mark::Words { at, .. } => on_sheet(*at),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_data_is_short_and_in_pixels() {
        assert_eq!(Mark::path_data(&[(0, 105), (-3, 20)], true), "M0 10.5L-0.3 2Z");
        assert_eq!(Mark::path_data(&[(50, 50)], false), "M5 5h0");
    }

    #[test]
    fn every_ink_comes_back_from_its_code() {
        for ink in INKS {
            assert_eq!(Ink::from_code(ink.code()), ink);
        }
    }
}

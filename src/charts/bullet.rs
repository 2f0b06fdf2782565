//! The glyph of a tile: benchmark bands, interval, estimate, another period, baseline.

use super::mark::{Drawing, Ink, Mark};

/// How a band reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BandTone {
    /// Short of good.
    Watch,
    /// Good.
    Good,
    /// Beyond good.
    Beyond,
}

/// A benchmark band, in the metric's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BandMark {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// How it reads.
    pub tone: BandTone,
}

/// What stands on a bullet; all values in the metric's unit, the axis from 0 to `top`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bullet {
    /// Upper end of the axis, above 0.
    pub top: f64,
    /// Bands.
    pub bands: Vec<BandMark>,
    /// 95 % interval.
    pub interval: Option<[f64; 2]>,
    /// The estimate.
    pub value: Option<f64>,
    /// The same of another period.
    pub other: Option<f64>,
    /// Target or baseline.
    pub baseline: Option<f64>,
}

/// Width stands for the axis and is stretched; height is in tenths of a pixel.
const WIDTH: i32 = 2000;
const HEIGHT: i32 = 220;
const MIDDLE: i32 = HEIGHT / 2;
/// Room for half a dot at both ends.
const MARGIN: i32 = 40;

/// Draws a bullet. Values beyond the axis stand at its end.
pub fn draw_bullet(bullet: &Bullet) -> Drawing {
    let place = |value: f64| {
        let part = if bullet.top > 0.0 { (value / bullet.top).clamp(0.0, 1.0) } else { 0.0 };
        #[allow(clippy::cast_possible_truncation, reason = "0..=WIDTH")]
        let along = (part * f64::from(WIDTH - 2 * MARGIN)).round() as i32;
        MARGIN + along
    };
    let mut marks = Vec::new();
    for band in &bullet.bands {
        let ink = match band.tone {
            BandTone::Watch => Ink::Band1,
            BandTone::Good => Ink::Band3,
            BandTone::Beyond => Ink::Band2,
        };
        let (from, to) = (place(band.low), place(band.high));
        if to > from {
            marks.push(Mark::Rect { ink, at: (from, 10), size: (to - from, HEIGHT - 20), says: String::new() });
        }
    }
    let mut path = |ink, points| marks.push(Mark::Path { ink, points, is_closed: false });
    path(Ink::Track, vec![(MARGIN, MIDDLE), (WIDTH - MARGIN, MIDDLE)]);
    if let Some(baseline) = bullet.baseline {
        path(Ink::Tick, vec![(place(baseline), 10), (place(baseline), HEIGHT - 10)]);
    }
    if let Some([low, high]) = bullet.interval {
        path(Ink::Interval, vec![(place(low), MIDDLE), (place(high), MIDDLE)]);
    }
    if let Some(other) = bullet.other {
        path(Ink::Ring, vec![(place(other), MIDDLE)]);
        path(Ink::Hole, vec![(place(other), MIDDLE)]);
    }
    if let Some(value) = bullet.value {
        path(Ink::Dot, vec![(place(value), MIDDLE)]);
    }
    Drawing { width: WIDTH, height: HEIGHT, marks }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_dot_stands_where_the_value_is() {
        let drawing = draw_bullet(&Bullet { top: 1.0, value: Some(0.5), ..Bullet::default() });
        let dot = drawing.marks.last();
        assert_eq!(dot, Some(&Mark::Path { ink: Ink::Dot, points: vec![(WIDTH / 2, MIDDLE)], is_closed: false }));
    }

    proptest! {
        #[test]
        fn marks_stay_on_the_sheet(top in 0.0_f64..1e6, value in -1e7_f64..1e7, width in 0.0_f64..1e7) {
            let bullet = Bullet {
                top,
                bands: vec![BandMark { low: value, high: value + width, tone: BandTone::Good }],
                interval: Some([value - width, value + width]),
                value: Some(value),
                other: Some(value / 2.0),
                baseline: Some(width),
            };
            prop_assert!(draw_bullet(&bullet).is_inside());
        }
    }
}

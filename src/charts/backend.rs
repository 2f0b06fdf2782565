//! plotters draws here: its calls become marks.
//!
//! One pixel of plotters is a tenth of a pixel of ours, because plotters rounds to whole pixels. A colour carries
//! nothing but the code of an [`Ink`].

use std::convert::Infallible;

use plotters::style::RGBColor;
use plotters_backend::text_anchor::HPos;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};

use super::mark::{Anchor, Drawing, Ink, Mark};
use super::text_width;

/// The colour that stands for an ink.
pub(super) fn color(ink: Ink) -> RGBColor {
    RGBColor(ink.code(), 0, 0)
}

fn ink_of(color: BackendColor) -> Ink {
    Ink::from_code(color.rgb.0)
}

/// Writes plotters' calls into a drawing.
pub(super) struct Pen<'a>(pub &'a mut Drawing);

type Done = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Pen<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (self.0.width.unsigned_abs(), self.0.height.unsigned_abs())
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Done {
        self.0.marks.push(Mark::Path { ink: ink_of(color), points: vec![point], is_closed: false });
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Done {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, _fill: bool) -> Done {
        let at = (from.0.min(to.0), from.1.min(to.1));
        let size = ((from.0 - to.0).abs(), (from.1 - to.1).abs());
        self.0.marks.push(Mark::Rect { ink: ink_of(style.color()), at, size, says: String::new() });
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Done {
        let points = path.into_iter().collect();
        self.0.marks.push(Mark::Path { ink: ink_of(style.color()), points, is_closed: false });
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, _radius: u32, style: &S, _fill: bool) -> Done {
        // The style sheet knows the size of a dot.
        self.draw_pixel(center, style.color())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, corners: I, style: &S) -> Done {
        let points = corners.into_iter().collect();
        self.0.marks.push(Mark::Path { ink: ink_of(style.color()), points, is_closed: true });
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, at: BackendCoord) -> Done {
        let anchor = match style.anchor().h_pos {
            HPos::Left => Anchor::Start,
            HPos::Center => Anchor::Middle,
            HPos::Right => Anchor::End,
        };
        self.0.marks.push(Mark::Words { at, anchor, ink: Ink::Words, words: text.to_owned() });
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(&self, text: &str, style: &T) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        #[allow(clippy::cast_possible_truncation, reason = "font sizes are small")]
        let size = style.size() as i32;
        Ok((text_width(text, size).unsigned_abs(), size.unsigned_abs()))
    }

    fn blit_bitmap(&mut self, _at: BackendCoord, _size: (u32, u32), _pixels: &[u8]) -> Done {
        Ok(())
    }
}

//! A series of numbers as a curve of characters, such as weight over months.

use crate::text::Ambiguous;
use crate::tui::surface::Surface;
use ratatui::style::Style;

/// Numbers with their place in time, in ascending order of it, and which of them are marked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve {
    points: Vec<(i64, f64, bool)>,
}

impl Curve {
    /// Adds a value at a time; `marked` ones are drawn as `!`.
    pub fn point(&mut self, time: i64, value: f64, marked: bool) {
        if value.is_finite() {
            self.points.push((time, value, marked));
        }
    }

    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// Draws the curve with its largest and smallest value at the left.
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub fn draw(&self, on: &mut Surface, plain: Style, alarm: Style) {
        let (Some(first), Some(last)) = (self.points.first(), self.points.last()) else { return };
        let low = self.points.iter().map(|point| point.1).fold(f64::INFINITY, f64::min);
        let high = self.points.iter().map(|point| point.1).fold(f64::NEG_INFINITY, f64::max);
        let labels = [format!("{high:.1}"), format!("{low:.1}")];
        let margin = labels.iter().map(String::len).max().unwrap_or(0) as u16 + 1;
        let (columns, rows) = (on.width().saturating_sub(margin), on.height());
        if columns == 0 || rows == 0 {
            return;
        }
        on.text(0, 0, &labels[0], plain);
        if rows > 1 {
            on.text(0, rows - 1, &labels[1], plain);
        }
        let sign = if on.signs() == Ambiguous::Wide { "*" } else { "•" };
        let span = (last.0 - first.0).max(1) as f64;
        let range = (high - low).max(f64::MIN_POSITIVE);
        for (time, value, marked) in &self.points {
            let right = (time - first.0) as f64 / span * f64::from(columns - 1);
            let up = if high > low { (value - low) / range } else { 0.5 } * f64::from(rows - 1);
            let (x, y) = (margin + right.round() as u16, rows - 1 - up.round() as u16);
            let (text, style) = if *marked { ("!", alarm) } else { (sign, plain) };
            on.text(x, y, text, style);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    #[test]
    fn a_falling_weight_falls() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 15, 3));
        let mut caret = None;
        let mut curve = Curve::default();
        for (day, weight, marked) in [(0, 50.0, false), (30, 48.0, false), (60, 46.0, true)] {
            curve.point(day, weight, marked);
        }
        let mut on = Surface::new(&mut buffer, &mut caret, Ambiguous::Wide);
        curve.draw(&mut on, Style::new(), Style::new());
        let rows: Vec<String> = (0..3).map(|y| (0..15).map(|x| buffer[(x, y)].symbol().to_owned()).collect()).collect();
        assert_eq!(rows, ["50.0 *         ", "          *    ", "46.0          !"]);
    }
}

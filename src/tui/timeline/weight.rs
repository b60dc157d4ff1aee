//! The weight curve with its marks, and the list of what is marked.

use chrono::Datelike;

use crate::domain::timeline::WeightPoint;
use crate::tui::app::View;
use crate::tui::surface::Surface;
use crate::tui::widget::{Curve, Doc};
use crate::words::timeline as words;
use crate::words::timeline_screen as screen;
use crate::words::{Say, patient as patient_words};

/// Draws the curve.
pub fn draw(points: &[WeightPoint], on: &mut Surface, view: &View) {
    let theme = view.theme();
    let mut curve = Curve::default();
    for point in points {
        let day = i64::from(point.weighing.on.num_days_from_ce());
        curve.point(day, f64::from(point.weighing.grams.0) / 1000.0, !point.losses.is_empty());
    }
    curve.draw(on, theme.plain, theme.alarm);
}

/// What the curve says in words, the newest first.
pub fn doc(points: &[WeightPoint], view: &View) -> Doc {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return Doc::default().text(view.say(screen::NO_WEIGHTS));
    };
    let lang = view.lang();
    let span = format!(
        "{}  {} - {}",
        view.say(screen::CURVE),
        patient_words::date(first.weighing.on),
        patient_words::date(last.weighing.on)
    );
    let mut doc = Doc::default().heading(span);
    for point in points.iter().rev() {
        let line = format!(
            "{} {} ({})",
            patient_words::date(point.weighing.on),
            point.weighing.grams.say(lang),
            point.weighing.at.say(lang)
        );
        if point.losses.is_empty() {
            doc = doc.text(format!("  {line}"));
            continue;
        }
        doc = doc.marked('!', line);
        for loss in &point.losses {
            doc = doc.text(format!("    {}", words::loss(loss, lang)));
        }
    }
    doc
}

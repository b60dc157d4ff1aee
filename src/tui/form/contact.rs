//! Fields that many forms share: when something happened, and how somebody was reached.

use super::{Field, SaveFault, Values, variants};
use crate::domain::referral::Means;
use crate::domain::timeline::Occurred;
use crate::tui::app::View;
use crate::words::forms as words;

/// When it happened: now, unless somebody says otherwise.
pub fn when(view: &View) -> Field {
    Field::moment("on", words::WHEN).with_now(view).required()
}

/// What [`when`] holds.
pub fn occurred(values: &Values, view: &View) -> Result<Occurred, SaveFault> {
    values.moment("on").map(Occurred::At).ok_or_else(|| SaveFault::missing("on", view))
}

/// How something was said or sent.
pub fn means(view: &View) -> Field {
    Field::one("means", words::MEANS, variants(&Means::ALL, view.lang())).required()
}

/// What [`means`] holds.
pub fn by_means(values: &Values, view: &View) -> Result<Means, SaveFault> {
    values.one("means").ok_or_else(|| SaveFault::missing("means", view))
}

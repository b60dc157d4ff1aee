//! What each member of the teams has, against the share of a full post.

use crate::domain::referral::Load;
use crate::tui::app::View;
use crate::tui::surface::{Align, Surface};
use crate::words::{Say, referral as case_words, referral_screen as words};

/// The cells of a bar.
const BAR: usize = 30;

/// One row a member: team, name, share of a post, a bar, the numbers, and `!` where there is no room.
pub fn draw(loads: &[Load], on: &mut Surface, view: &View) {
    let theme = view.theme();
    if loads.is_empty() {
        on.text(1, 0, view.say(words::NO_MEMBERS), theme.faint);
        return;
    }
    for (y, load) in (1..on.height()).zip(loads) {
        let staff = view.session.welcome.everybody.iter().find(|staff| staff.id == load.member);
        let team = staff.and_then(|staff| staff.team).map(|team| team.say(view.lang())).unwrap_or_default();
        let mut pen = on.pen(y);
        pen.style(theme.alarm).column(1, if load.is_full() { "!" } else { " " }).style(theme.plain);
        pen.column(14, &team).column(14, view.staff_name(load.member));
        pen.aligned(4, Align::Right, &load.full_time_equivalent.to_string());
        pen.style(if load.is_full() { theme.alarm } else { theme.plain });
        pen.put("[").put(&bar(load)).put("]").gap(1);
        pen.put(&case_words::load(load, view.lang()));
        if load.is_full() {
            pen.gap(1).put(view.say(words::FULL));
        }
    }
    let mut pen = on.pen(0);
    pen.gap(2).style(theme.faint).column(14, view.say(words::TEAM_LABEL)).column(14, view.say(words::MEMBER));
    pen.column(8, view.say(words::FTE));
}

/// `#` for what is open, `.` for what there is room for; what is over stays at the end of the bar.
fn bar(load: &Load) -> String {
    let capacity = usize::try_from(load.capacity_tenths()).unwrap_or(0).max(1);
    let open = usize::try_from(load.open).unwrap_or(0).saturating_mul(10);
    let filled = (open * BAR / capacity).min(BAR);
    "#".repeat(filled) + &".".repeat(BAR - filled)
}

//! What is to follow an outreach and falls due for the member, as lines of the member's news.

use super::{Gathering, due_by_day};
use crate::api::Problem;
use crate::api::news::NewsLine;
use crate::center::support_advice::{about, may};
use crate::domain::event::Kind;

#[allow(clippy::unnecessary_wraps, reason = "all sources of news have one form")]
pub fn tell(to: &mut Gathering) -> Result<(), Problem> {
    let (reader, me) = (to.reader, to.me());
    if !may(&reader.actor) {
        return Ok(());
    }
    let views = reader.views();
    for it in views.outreaches.all().filter(|it| it.state.is_open()) {
        if it.patient.is_some_and(|patient| views.patients.reminders_end(patient)) {
            continue;
        }
        // Somebody who has left sees to nothing any more: whoever proposed it is told instead.
        let left = |member| views.staff.get(&member).is_none_or(|staff| staff.left);
        for waiting in
            it.waiting.iter().filter(|it_waits| it_waits.member == me || (left(it_waits.member) && it.by == me))
        {
            let about = about::row(views, it.patient).map(|row| row.name.written.clone()).unwrap_or_default();
            let what = due_by_day(waiting.due, reader.now);
            to.tell(what.map(|what| NewsLine {
                about: about.clone(),
                text: waiting.line.to_string(),
                ..NewsLine::plain(what, Kind::Outreach, it.id.to_string(), it.id.to_string())
            }));
        }
    }
    Ok(())
}

//! News of referrals: what others did in those that are assigned to the member, and what is due.

use super::{Gathering, changes, due_by_day};
use crate::api::Problem;
use crate::api::news::NewsLine;
use crate::domain::event::Kind;

pub fn tell(to: &mut Gathering) -> Result<(), Problem> {
    if !to.scope().is_clinical() {
        return Ok(());
    }
    let (reader, me, now) = (to.reader, to.me(), to.reader.now);
    let views = reader.views();
    for summary in views.referrals.all().filter(|summary| summary.member == Some(me) && summary.state.is_open()) {
        to.cares_for(summary.patient);
        let name = to.name(summary.patient);
        let about = |what| NewsLine {
            about: name.clone(),
            ..NewsLine::plain(what, Kind::Referral, summary.id.to_string(), summary.id.to_string())
        };
        if let Some(since) = to.since {
            to.tell(changes::in_referral(&reader.get(summary.id)?, me, since, about));
        }
        if !views.patients.reminders_end(summary.patient) {
            to.tell(summary.due.and_then(|due| due_by_day(due, now)).map(about));
        }
    }
    Ok(())
}

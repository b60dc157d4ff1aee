//! News of physician pairs that the member looks after: what others did, answers that are overdue, reviews that are due.

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
    for summary in views.pairs.all().filter(|summary| summary.coordinator == me && summary.state.is_open()) {
        to.cares_for(summary.patient);
        let name = to.name(summary.patient);
        let about = |what| NewsLine {
            about: name.clone(),
            ..NewsLine::plain(what, Kind::PhysicianPair, summary.id.to_string(), summary.id.to_string())
        };
        if let Some(since) = to.since {
            to.tell(changes::in_pair(&reader.get(summary.id)?, me, since, about));
        }
        if !views.patients.reminders_end(summary.patient) {
            let what = summary.due.and_then(|due| due_by_day(due, now));
            let text = summary.asked.as_deref().unwrap_or_default();
            to.tell(what.map(|what| NewsLine { text: text.to_owned(), ..about(what) }));
        }
    }
    Ok(())
}

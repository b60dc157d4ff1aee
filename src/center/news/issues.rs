//! Regional issues that their owner is to look at again, and those that somebody else brought on, as lines of the news.

use super::{Gathering, due_by_day};
use crate::api::Problem;
use crate::api::news::{NewsKind, NewsLine};
use crate::center::region::reads;
use crate::domain::event::Kind;
use crate::domain::regional_issue::RegionalIssue;

pub fn tell(to: &mut Gathering) -> Result<(), Problem> {
    let (reader, me) = (to.reader, to.me());
    if !reads(&reader.actor) {
        return Ok(());
    }
    for issue in reader.views().region.issues().filter(|issue| issue.owner == me) {
        let id = issue.id.to_string();
        let plain = |what| NewsLine {
            text: issue.title.to_string(),
            ..NewsLine::plain(what, Kind::RegionalIssue, id.clone(), id.clone())
        };
        let due = issue.review.filter(|_| issue.state.is_open()).and_then(|review| due_by_day(review, reader.now));
        to.tell(due.map(plain));
        let Some(since) = to.since else { continue };
        let record: RegionalIssue = reader.get(issue.id)?;
        let last = record.history.last().map(|happened| happened.stamp);
        if let Some(stamp) = last.filter(|stamp| stamp.by != me && stamp.at > since) {
            to.tell([NewsLine { by: Some(stamp.by), at: Some(stamp.at), ..plain(NewsKind::Changed) }]);
        }
    }
    Ok(())
}

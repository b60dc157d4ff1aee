//! What is read of advice of support physicians: the list with its counts, one request for advice.

use super::about::{self, About};
use super::may;
use super::view::AdviceSummary;
use crate::api::support_advice::{AdviceAnswer, AdviceCounts, AdviceDetail, AdviceFilter, AdviceRead, AdviceRow};
use crate::api::{Page, Problem};
use crate::center::reader::Reader;
use crate::domain::event::Kind;
use crate::domain::id::AdviceId;
use crate::domain::support_advice::SupportAdvice;
use crate::text::fold;

/// Answers a read.
pub fn read(reader: &Reader, request: &AdviceRead) -> Result<AdviceAnswer, Problem> {
    if !may(&reader.actor) {
        return Err(Problem::NotAllowed);
    }
    match request {
        AdviceRead::List { filter, window } => {
            let page = Page::of(&list(reader, filter), *window, |it| it.id);
            let rows = page.rows.iter().filter_map(|id| reader.views().advices.get(*id)).map(|it| row(reader, it));
            let rows = rows.collect::<Result<Vec<_>, _>>()?;
            let page = Page { total: page.total, offset: page.offset, rows };
            Ok(AdviceAnswer::List { page, counts: counts(reader) })
        }
        AdviceRead::Advice { advice } => detail(reader, *advice).map(|it| AdviceAnswer::Advice(Box::new(it))),
    }
}

fn list<'a>(reader: &'a Reader, filter: &AdviceFilter) -> Vec<&'a AdviceSummary> {
    let (views, me) = (reader.views(), reader.actor.id);
    let group = filter.patient.map(|patient| views.patients.group(views.patients.root(patient)));
    let text = fold(&filter.text);
    let number = filter.text.trim().parse().ok();
    let physician = |it: &AdviceSummary| views.staff.get(&it.physician).map(|staff| fold(&staff.name.written));
    let fits = |it: &&AdviceSummary| {
        filter.open.is_none_or(|open| it.state.is_open() == open)
            && (!filter.mine || it.physician == me || it.by == me)
            && group.as_ref().is_none_or(|group| it.patient.is_some_and(|id| group.contains(&id)))
            && (text.is_empty()
                || number == Some(it.id)
                || it.holds(&text)
                || physician(it).is_some_and(|name| name.contains(&text))
                || about::holds(views, it.consultation, it.patient, &text))
    };
    let mut found: Vec<&AdviceSummary> = views.advices.all().filter(fits).collect();
    // What waits comes first, the oldest first; the rest by when something was last recorded.
    found.sort_by_key(|it| {
        let open = it.state.is_open();
        (!open, if open { it.id.0.try_into().unwrap_or(i64::MAX) } else { -it.changed }, it.id)
    });
    found
}

fn counts(reader: &Reader) -> AdviceCounts {
    let mut counts = AdviceCounts::default();
    for it in reader.views().advices.all().filter(|it| it.state.is_open()) {
        counts.open += 1;
        counts.of_me += u32::from(it.physician == reader.actor.id);
    }
    counts
}

fn row(reader: &Reader, it: &AdviceSummary) -> Result<AdviceRow, Problem> {
    let About { number, patient, person, area } = About::of(reader, it.consultation, it.patient)?;
    Ok(AdviceRow {
        id: it.id,
        consultation: it.consultation,
        number,
        patient,
        person,
        area,
        state: it.state,
        on: it.on,
        by: it.by,
        physician: it.physician,
        judgement: it.judgement,
        line: it.line.to_string(),
    })
}

fn detail(reader: &Reader, id: AdviceId) -> Result<AdviceDetail, Problem> {
    let summary = reader.views().advices.get(id);
    let summary = summary.ok_or_else(|| Problem::NotFound { kind: Kind::SupportAdvice, id: id.to_string() })?;
    let advice: SupportAdvice = reader.get(id)?;
    Ok(AdviceDetail { row: row(reader, summary)?, advice })
}

//! What is read of issues: lists, one issue with its counts and its effect, the consultations behind it.

use super::run;
use super::tally::Snapshot;
use super::view::IssueSummary;
use crate::api::region::{
    CasesOf, EffectNow, IssueCounts, IssueDetail, IssueFilter, IssueRow, MONTHS_SHOWN, MonthCount, RegionAnswer,
};
use crate::api::{Page, Problem, Window};
use crate::center::patient::Scope;
use crate::center::queue;
use crate::center::reader::Reader;
use crate::domain::event::Kind;
use crate::domain::id::{ConsultationId, RegionalIssueId};
use crate::domain::month::Month;
use crate::domain::regional_issue::effect::{Effect, LEAST_MONTHS_AFTER, MOST_MONTHS, Period};
use crate::domain::regional_issue::rise::{BASE_YEARS, SMALL_COUNT, dispersion};
use crate::domain::regional_issue::{Counted, RegionalIssue};
use crate::text::fold;

/// Issues, those that are to be looked at again first, then the newest; closed ones come last.
pub fn list(reader: &Reader, filter: &IssueFilter, window: Window) -> RegionAnswer {
    let today = reader.now.date_naive();
    let all = || reader.views().region.issues();
    let text = fold(&filter.text);
    let number = filter.text.trim().parse().ok();
    let mut found: Vec<&IssueSummary> = all()
        .filter(|it| {
            filter.open.is_none_or(|open| it.state.is_open() == open)
                && (filter.states.is_empty() || filter.states.contains(&it.state))
                && (!filter.mine || it.owner == reader.actor.id)
                && (text.is_empty() || number == Some(it.id) || it.holds(&text))
        })
        .collect();
    found.sort_by_key(|it| (!it.state.is_open(), !it.is_due(today), std::cmp::Reverse(it.id)));
    let mut counts = IssueCounts::default();
    for it in all().filter(|it| it.state.is_open()) {
        counts.open += 1;
        counts.due += u32::from(it.is_due(today));
        counts.mine += u32::from(it.owner == reader.actor.id);
    }
    RegionAnswer::Issues { page: Page::of(&found, window, |it| row(reader, it)), counts }
}

fn row(reader: &Reader, it: &IssueSummary) -> IssueRow {
    IssueRow {
        id: it.id,
        title: it.title.to_string(),
        owner: it.owner,
        state: it.state,
        since: it.since,
        review: it.review,
        due: it.is_due(reader.now.date_naive()),
        cases: it.cases,
        measures: it.measures,
    }
}

fn summary<'a>(reader: &'a Reader, id: RegionalIssueId) -> Result<&'a IssueSummary, Problem> {
    let found = reader.views().region.issue(id);
    found.ok_or_else(|| Problem::NotFound { kind: Kind::RegionalIssue, id: id.to_string() })
}

/// One issue.
pub fn issue(reader: &Reader, id: RegionalIssueId) -> Result<RegionAnswer, Problem> {
    let row = row(reader, summary(reader, id)?);
    let issue: RegionalIssue = reader.get(id)?;
    let snapshot = reader.views().region.tally.snapshot();
    let this = Month::of(reader.now.date_naive());
    let months = match &issue.matter.series {
        Some(series) => run::months(&snapshot, Some(series), this.before(1)),
        None => own_months(reader, &issue, &snapshot, this),
    };
    let effect = counted(&issue, &snapshot, this).map(|counted| EffectNow {
        counted,
        effect: Effect::of(counted.before, counted.after, counted.dispersion),
        small: counted.before.count.min(counted.after.count) < SMALL_COUNT,
    });
    Ok(RegionAnswer::Issue(Box::new(IssueDetail { issue, row, months, effect })))
}

/// How many of its own consultations came in each month.
fn own_months(reader: &Reader, issue: &RegionalIssue, snapshot: &Snapshot, this: Month) -> Vec<MonthCount> {
    let tally = &reader.views().region.tally;
    let first = this.before(MONTHS_SHOWN - 1);
    let mut months: Vec<MonthCount> = run::months(snapshot, None, this);
    for month in issue.cases.iter().filter_map(|case| tally.month_of(*case)).filter(|month| *month >= first) {
        if let Some(of) = months.iter_mut().find(|of| of.month == month) {
            of.count += 1;
        }
    }
    months
}

/// What was counted before the first measure and after it: whole months, that of the measure left out; none before enough
/// of them have passed, and where no count tells.
pub fn counted(issue: &RegionalIssue, snapshot: &Snapshot, this: Month) -> Option<Counted> {
    let series = issue.matter.series.as_ref()?;
    let measure = Month::of(issue.first_measure()?);
    let places = snapshot.places(series)?;
    let after = first_after(measure, this);
    if after.len() < usize::try_from(LEAST_MONTHS_AFTER).unwrap_or(usize::MAX) {
        return None;
    }
    let first = snapshot.first()?;
    let before: Vec<Month> =
        (1..=MOST_MONTHS).map(|back| measure.before(back)).filter(|month| *month >= first).collect();
    if before.is_empty() {
        return None;
    }
    let period = |months: &[Month]| {
        months.iter().map(|month| snapshot.month(Some(places), *month)).fold(
            Period::default(),
            |sum, (count, total)| Period {
                months: sum.months + 1,
                count: sum.count + count,
                others: sum.others + total.saturating_sub(count),
            },
        )
    };
    let past = u32::try_from(BASE_YEARS * 12).unwrap_or(u32::MAX);
    let (counts, of) = snapshot.counts_of(places, measure.before(1), past);
    let dispersion = dispersion(&counts, of, 0..counts.months());
    Some(Counted { before: period(&before), after: period(&after), dispersion })
}

/// The first whole months that followed the one of the measure: by those it is judged, however long ago they are.
fn first_after(measure: Month, this: Month) -> Vec<Month> {
    let passed = u32::try_from(super::tally::months_between(measure, this)).unwrap_or(u32::MAX).saturating_sub(2);
    // Counted back from this month, which is not whole yet: the one after the measure is `passed` months back.
    (1..=passed).rev().take(usize::try_from(MOST_MONTHS).unwrap_or(usize::MAX)).map(|back| this.before(back)).collect()
}

/// The consultations behind a count or an issue that the caller may read, the newest first.
pub fn cases(reader: &Reader, of: &CasesOf, window: Window) -> Result<RegionAnswer, Problem> {
    let views = reader.views();
    let scope = Scope::of(&reader.actor);
    let ids: Vec<ConsultationId> = match of {
        CasesOf::Issue(id) => {
            summary(reader, *id)?;
            reader.get::<RegionalIssue>(*id)?.cases.into_iter().collect()
        }
        CasesOf::Count { series, month } => {
            let month = run::month_of(*month, reader)?;
            views.region.tally.behind(series, run::opens(month), month).0
        }
    };
    let readable = ids.into_iter().filter_map(|id| views.queue.get(id));
    let mut found: Vec<_> = readable.filter(|summary| queue::holds(views, scope, summary.patient)).collect();
    found.sort_by_key(|summary| std::cmp::Reverse((summary.received, summary.id)));
    let start = found.len().min(window.offset as usize);
    let end = found.len().min(start.saturating_add(window.limit as usize));
    let part: Vec<ConsultationId> = found[start..end].iter().map(|summary| summary.id).collect();
    let rows = queue::rows(reader, &part)?;
    let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
    Ok(RegionAnswer::Cases(Page { total, offset: window.offset, rows }))
}

//! One month's run of the test, and what stands around a count: all of it computed with no lock held.

use crate::api::FieldProblem;
use crate::api::Problem;
use crate::api::region::{
    CandidateDetail, CandidateRow, MONTHS_SHOWN, Method, MonthCount, RegionAnswer, RegionMap, WORDS_TOLD,
};
use crate::center::Center;
use crate::center::patient::Scope;
use crate::center::queue;
use crate::center::reader::Reader;
use crate::center::store::Store;
use crate::domain::aggregate::Key as _;
use crate::domain::code::{Code, CodeList};
use crate::domain::consultation::Consultation;
use crate::domain::event::{Kind, Registered};
use crate::domain::id::{ConsultationId, StaffId};
use crate::domain::month::Month;
use crate::domain::regional_issue::rise::{
    BASE_YEARS, FALSE_DISCOVERY_RATE, Facet, Rise, SMALL_COUNT, Series, WINDOW, rises,
};
use crate::domain::regional_issue::together::together;
use crate::domain::regional_issue::{Found, RegionalIssueProblem};

use super::tally::Snapshot;

/// So many other consultations are laid beside those behind a count; more would tell no more.
const MOST_OTHERS: usize = 2_000;

/// The window as a number of months.
fn window() -> u32 {
    u32::try_from(WINDOW).unwrap_or(u32::MAX)
}

/// The first month of the window that ends with this one.
pub fn opens(month: Month) -> Month {
    month.before(window().saturating_sub(1))
}

/// The month that is looked at: the last whole one, unless another that has begun is named.
pub fn month_of(asked: Option<Month>, reader: &Reader) -> Result<Month, Problem> {
    let this = Month::of(reader.now.date_naive());
    match asked {
        Some(month) if month > this => Err(Problem::field("month", FieldProblem::InFuture)),
        Some(month) => Ok(month),
        None => Ok(this.before(1)),
    }
}

/// What rises in the window that ends with this month, and of how many counts.
#[derive(Debug)]
pub struct Run {
    /// The counts that rise, the least likely to be chance first.
    pub rises: Vec<Rise>,
    /// By what they were found.
    pub method: Method,
}

/// The test over a snapshot.
pub fn run(snapshot: &Snapshot, month: Month) -> Run {
    let past = u32::try_from(BASE_YEARS * 12).unwrap_or(u32::MAX);
    let counts = snapshot.counts(month, past + window());
    let last = counts.months().saturating_sub(1);
    let found = rises(&counts, last, FALSE_DISCOVERY_RATE);
    let number = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
    let total = counts.total();
    let method = Method {
        series: number(counts.series().len()),
        past_months: number(counts.months().saturating_sub(WINDOW)),
        consultations: total[total.len().saturating_sub(WINDOW)..].iter().sum(),
        false_discovery_rate: FALSE_DISCOVERY_RATE,
    };
    Run { rises: found, method }
}

/// The counts, and the month that is looked at.
fn taken(center: &Center, staff: StaffId, asked: Option<Month>) -> Result<(Snapshot, Month), Problem> {
    let reader = center.reader(staff)?;
    if !super::reads(&reader.actor) {
        return Err(Problem::NotAllowed);
    }
    let month = month_of(asked, &reader)?;
    Ok((reader.views().region.tally.snapshot(), month))
}

/// Every count that rises.
pub fn candidates(center: &Center, staff: StaffId, asked: Option<Month>) -> Result<RegionAnswer, Problem> {
    let (snapshot, month) = taken(center, staff, asked)?;
    let Run { rises, method } = run(&snapshot, month);
    let reader = center.reader(staff)?;
    let region = &reader.views().region;
    let row = |rise: Rise| CandidateRow { small: rise.count < SMALL_COUNT, issue: region.counting(&rise.series), rise };
    Ok(RegionAnswer::Candidates { month, rows: rises.into_iter().map(row).collect(), method })
}

/// The candidate that an issue is drawn from.
pub fn found(center: &Center, staff: StaffId, series: Option<&Series>, month: Month) -> Result<Found, Problem> {
    let (snapshot, month) = taken(center, staff, Some(month))?;
    let series = series.cloned().map(Series::in_order);
    let rise = run(&snapshot, month).rises.into_iter().find(|rise| Some(&rise.series) == series.as_ref());
    rise.map(|rise| Found { month, rise }).ok_or_else(|| RegionalIssueProblem::NoCandidate { month }.into())
}

/// One count, its months, and the words of the consultations behind it.
pub fn candidate(
    center: &Center,
    staff: StaffId,
    series: &Series,
    asked: Option<Month>,
) -> Result<RegionAnswer, Problem> {
    let (snapshot, month) = taken(center, staff, asked)?;
    let series = &series.clone().in_order();
    let rise = run(&snapshot, month).rises.into_iter().find(|rise| rise.series == *series);
    let (own, mut others, issue) = {
        let reader = center.reader(staff)?;
        let views = reader.views();
        let scope = Scope::of(&reader.actor);
        let readable = |id: &ConsultationId| {
            views.queue.get(*id).is_some_and(|summary| queue::holds(views, scope, summary.patient))
        };
        let (own, others) = views.region.tally.behind(series, opens(month), month);
        let own: Vec<ConsultationId> = own.into_iter().filter(readable).collect();
        let others: Vec<ConsultationId> = others.into_iter().filter(readable).collect();
        (own, others, views.region.counting(series))
    };
    // The newest of the others are the likest to what is asked about.
    others.drain(..others.len().saturating_sub(MOST_OTHERS));
    let (texts, contrast) = (texts(center, &own)?, texts(center, &others)?);
    let words = together(texts.iter().map(String::as_str), contrast.iter().map(String::as_str), WORDS_TOLD);
    Ok(RegionAnswer::Candidate(Box::new(CandidateDetail {
        series: series.clone(),
        month,
        rise,
        months: months(&snapshot, Some(series), month),
        cases: u32::try_from(own.len()).unwrap_or(u32::MAX),
        words,
        issue,
    })))
}

/// The months of a count up to this one, the oldest first.
pub fn months(snapshot: &Snapshot, series: Option<&Series>, last: Month) -> Vec<MonthCount> {
    let places = series.and_then(|series| snapshot.places(series));
    let months = (0..MONTHS_SHOWN).rev().map(|back| last.before(back));
    let begun = |month: &Month| snapshot.first().is_none_or(|first| *month >= first);
    let of = |month| {
        let (count, total) = snapshot.month(places, month);
        MonthCount { month, count, total }
    };
    months.filter(begun).map(of).collect()
}

/// What was said in these consultations: read from the store, with no lock held.
fn texts(center: &Center, ids: &[ConsultationId]) -> Result<Vec<String>, Problem> {
    let store: &dyn Store = &center.shared.keeper;
    let mut texts = Vec::with_capacity(ids.len());
    for id in ids {
        let record = store.get(Kind::Consultation, &id.bytes())?;
        let Some(consultation) = record.and_then(Consultation::from_record) else { continue };
        let intake = consultation.intake;
        texts.push(if intake.wish.is_empty() { intake.text } else { format!("{}\n{}", intake.text, intake.wish) });
    }
    Ok(texts)
}

/// Areas by topics.
pub fn map(center: &Center, staff: StaffId, asked: Option<Month>) -> Result<RegionAnswer, Problem> {
    let (snapshot, month) = taken(center, staff, asked)?;
    let settings = std::sync::Arc::clone(&center.reader(staff)?.views().settings);
    let Run { rises, .. } = run(&snapshot, month);
    let areas: Vec<_> = settings.city.areas.iter().map(|area| area.code.clone()).collect();
    let listed = settings.codes.list(CodeList::Topics).iter().map(|entry| entry.code.clone());
    let window = || (0..window()).map(|back| month.before(back));
    let occurs = |topic: &Code| {
        let places = snapshot.places(&Series { of: Facet::Topic(topic.clone()), with: None });
        places.is_some_and(|places| window().any(|month| snapshot.month(Some(places), month).0 > 0))
    };
    let topics: Vec<Code> = listed.filter(occurs).collect();
    let series = |area: &_, topic: &_| Series {
        of: Facet::Area(Clone::clone(area)),
        with: Some(Facet::Topic(Clone::clone(topic))),
    };
    let count = |area: &_, topic: &_| {
        let places = snapshot.places(&series(area, topic));
        window().map(|month| snapshot.month(places, month).0).sum()
    };
    let counts = areas.iter().map(|area| topics.iter().map(|topic| count(area, topic)).collect()).collect();
    let place = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
    let rising = rises.iter().filter_map(|rise| {
        let facets = [Some(&rise.series.of), rise.series.with.as_ref()];
        let area = areas.iter().position(|area| facets.contains(&Some(&Facet::Area(area.clone()))))?;
        let topic = topics.iter().position(|topic| facets.contains(&Some(&Facet::Topic(topic.clone()))))?;
        Some((place(area), place(topic)))
    });
    let rising = rising.collect();
    Ok(RegionAnswer::Map(Box::new(RegionMap { month, areas, topics, counts, rising })))
}

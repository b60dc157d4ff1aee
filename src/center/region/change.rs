//! Each step of an issue: what staff typed is checked against the centre's lists, then by the rules.

use std::collections::BTreeSet;

use super::{read, run, writes};
use crate::api::region::{Extraction, IssueAct, RegionChange};
use crate::api::{Done, FieldProblem, Problem};
use crate::center::field::{LINE, text};
use crate::center::patient::Scope;
use crate::center::queue;
use crate::center::transaction::{Transaction, done};
use crate::domain::code::CodeList;
use crate::domain::event::Kind;
use crate::domain::id::{ConsultationId, RegionalIssueId};
use crate::domain::month::Month;
use crate::domain::regional_issue::rise::{Facet, Series};
use crate::domain::regional_issue::{Evaluation, Matter, RegionalIssue, RegionalIssueEvent};

/// The most characters of a description, a measure, a judgement, a reason.
const WORDS: u32 = 4_000;

/// The most consultations that one issue is drawn from at once.
const MOST_CASES: usize = 2_000;

/// Makes a change.
pub fn change(tx: &mut Transaction, change: RegionChange) -> Result<Done, Problem> {
    if !writes(tx.actor()) {
        return Err(Problem::NotAllowed);
    }
    match change {
        RegionChange::Extract(extraction) => extract(tx, *extraction),
        RegionChange::Step { issue, seen, step } => {
            let before: RegionalIssue = tx.get(issue)?;
            let appends =
                matches!(step, IssueAct::AddCases(_) | IssueAct::Act(_) | IssueAct::Meet(_) | IssueAct::AdoptRule(_));
            if !appends {
                tx.seen(&before, seen)?;
            }
            let event = take(tx, &before, step)?;
            Ok(done(&tx.record::<RegionalIssue>(issue, event)?, None))
        }
    }
}

fn extract(tx: &mut Transaction, extraction: Extraction) -> Result<Done, Problem> {
    let Extraction { matter, cases, found, .. } = extraction;
    let matter = self::matter(tx, matter)?;
    let mut cases = self::cases(tx, cases)?;
    if let Some(found) = &found {
        let views = tx.views();
        let scope = Scope::of(tx.actor());
        let (behind, _) = views.region.tally.behind(&found.rise.series, run::opens(found.month), found.month);
        let readable = |id: &ConsultationId| {
            views.queue.get(*id).is_some_and(|summary| queue::holds(views, scope, summary.patient))
        };
        cases.extend(behind.into_iter().filter(readable).take(MOST_CASES));
    }
    let event = RegionalIssue::extract(matter, found, &cases)?;
    let id = RegionalIssueId(tx.next::<RegionalIssue>());
    Ok(done(&tx.record::<RegionalIssue>(id, event)?, None))
}

fn take(tx: &Transaction, before: &RegionalIssue, step: IssueAct) -> Result<RegionalIssueEvent, Problem> {
    let today = tx.now().date_naive();
    Ok(match step {
        IssueAct::Amend(matter) => before.amend(self::matter(tx, *matter)?)?,
        IssueAct::AddCases(cases) => before.add_cases(&self::cases(tx, cases)?)?,
        IssueAct::RemoveCase { case, mut reason } => {
            text("reason", &mut reason, WORDS, true)?;
            before.remove_case(case, reason)?
        }
        IssueAct::Consider { text: mut said } => {
            text("text", &mut said, WORDS, true)?;
            before.consider(said)?
        }
        IssueAct::Act(mut measure) => {
            text("who", &mut measure.who, LINE, true)?;
            text("text", &mut measure.text, WORDS, true)?;
            before.act(measure, today)?
        }
        IssueAct::Meet(mut meeting) => {
            text("text", &mut meeting.text, WORDS, true)?;
            text("activity", &mut meeting.activity, LINE, false)?;
            before.meet(meeting, today)?
        }
        IssueAct::AdoptRule(mut rule) => {
            text("text", &mut rule.text, WORDS, true)?;
            before.adopt(rule)?
        }
        IssueAct::Evaluate { on, text: mut said } => {
            text("text", &mut said, WORDS, true)?;
            let counted = read::counted(before, &tx.views().region.tally.snapshot(), Month::of(today));
            before.evaluate(Evaluation { on, text: said, counted }, today)?
        }
        IssueAct::Close(mut closing) => {
            text("reason", &mut closing.reason, WORDS, true)?;
            before.close(closing)?
        }
        IssueAct::Reopen { mut reason } => {
            text("reason", &mut reason, WORDS, true)?;
            before.reopen(reason)?
        }
    })
}

/// What an issue is: titled, owned by somebody who works on issues, counting what there is.
fn matter(tx: &Transaction, mut matter: Matter) -> Result<Matter, Problem> {
    text("title", &mut matter.title, LINE, true)?;
    text("description", &mut matter.description, WORDS, false)?;
    let owner = tx.views().staff.get(&matter.owner).filter(|staff| !staff.left && writes(staff));
    if owner.is_none() {
        return Err(Problem::field("owner", FieldProblem::UnknownCode { code: matter.owner.to_string() }));
    }
    matter.series = matter.series.map(Series::in_order);
    if let Some(series) = &matter.series {
        known(tx, series)?;
    }
    Ok(matter)
}

/// A series of facets that the centre has, two of different sorts at the most.
fn known(tx: &Transaction, series: &Series) -> Result<(), Problem> {
    let unknown =
        |field: &str, code: &str| Err(Problem::field(field, FieldProblem::UnknownCode { code: code.to_owned() }));
    let settings = tx.settings();
    let counted = tx.views().region.tally.facets();
    for facet in [Some(&series.of), series.with.as_ref()].into_iter().flatten() {
        let listed = |list| move |code| settings.codes.find(list, code).is_some();
        match facet {
            // What once was in a list and is counted still can be counted on.
            facet if counted.contains(facet) => {}
            Facet::Area(area) if settings.city.area(area).is_none() => return unknown("area", &area.0),
            Facet::Topic(code) if !listed(CodeList::Topics)(code) => return unknown("topic", &code.0),
            Facet::Tag(code) if !listed(CodeList::Tags)(code) => return unknown("tag", &code.0),
            Facet::Area(_) | Facet::Topic(_) | Facet::Tag(_) | Facet::Asker(_) => {}
        }
    }
    match &series.with {
        Some(with) if with.sort() == series.of.sort() => Err(Problem::field("series", FieldProblem::Unreadable)),
        _ => Ok(()),
    }
}

/// Consultations that there are, and that the caller may read.
fn cases(tx: &Transaction, cases: Vec<ConsultationId>) -> Result<BTreeSet<ConsultationId>, Problem> {
    let views = tx.views();
    let scope = Scope::of(tx.actor());
    if cases.len() > MOST_CASES {
        let (from, to) = ("1".to_owned(), MOST_CASES.to_string());
        return Err(Problem::field("cases", FieldProblem::OutOfRange { from, to }));
    }
    for case in &cases {
        let found = views.queue.get(*case).filter(|summary| queue::holds(views, scope, summary.patient));
        if found.is_none() {
            return Err(Problem::NotFound { kind: Kind::Consultation, id: case.to_string() });
        }
    }
    Ok(cases.into_iter().collect())
}

//! The forms: an absence, those who stand in, the night and the areas that are shown.

use std::cell::RefCell;
use std::rc::Rc;

use crate::api::care_team::{CareTeamChange, CareTeamStep};
use crate::api::coverage::{AffectedRow, CoverageAnswer, CoverageChange, CoverageRead, NightFilter, StandInAsk};
use crate::api::{Answer, Change, Request, Window};
use crate::domain::absence::{Absence, Away};
use crate::domain::area::AreaCode;
use crate::domain::care_team::StandIn;
use crate::domain::coverage::Period;
use crate::domain::id::AbsenceId;
use crate::domain::patient::Place;
use crate::tui::app::{Target, View};
use crate::tui::care_team::{answer_fields, areas, contact, contact_fields, reason, says_no, says_yes};
use crate::tui::form::{Field, Form, SaveFault, Values};
use crate::words::{coverage, coverage_screen as words};
use chrono::NaiveDate;

fn changed(change: CoverageChange) -> Request {
    Request::Change(Change::Coverage(change))
}

fn period(values: &Values, view: &View) -> Result<Period, SaveFault> {
    let from = values.moment("from").ok_or_else(|| SaveFault::missing("from", view))?;
    let until = values.moment("until").ok_or_else(|| SaveFault::missing("until", view))?;
    Period::new(from, until).ok_or_else(|| SaveFault::field("until", view.say(words::AWAY_BACKWARDS)))
}

fn when_fields(form: Form, is: Option<&Away>) -> Form {
    let moment = |name, label, at: Option<crate::domain::time::Moment>| {
        let field = Field::moment(name, label).required().help(words::PERIOD_HELP);
        match at {
            Some(at) => field.with_text(at.format("%Y-%m-%d %-H:%M").to_string()),
            None => field,
        }
    };
    let reason = Field::text("reason", words::REASON).required();
    form.field(moment("from", words::FROM, is.map(|away| away.period.from())))
        .field(moment("until", words::UNTIL, is.map(|away| away.period.to())))
        .field(match is {
            Some(away) => reason.with_text(away.reason.clone()),
            None => reason,
        })
}

/// An absence is entered; then whom it leaves uncovered is shown.
pub fn enter() -> Form {
    let form = Form::new("coverage.absence", words::ENTER_ABSENCE)
        .field(Field::place("place", words::PLACE))
        .field(Field::text("place_name", words::PLACE_NAME).shown_if(|values| !values.has("place")))
        .field(Field::text("name", words::NAME).help(words::NAME_HELP));
    when_fields(form, None)
        .save(|values, view| {
            let place = match values.picked("place") {
                Some(picked) => Place { site: picked.id.parse().ok(), name: picked.label.clone() },
                None => Place { site: None, name: values.text("place_name") },
            };
            let (name, reason) = (values.text("name"), values.text("reason"));
            Ok(changed(CoverageChange::Enter(Away { place, name, period: period(values, view)?, reason })))
        })
        .done(|answer, cx| {
            cx.inform(words::SAVED);
            if let Answer::Done(done) = answer
                && let Ok(id) = done.id.parse::<AbsenceId>()
            {
                cx.show(Target::Absence(id));
            }
        })
}

/// An absence is put right.
pub fn amend(absence: &Absence) -> Form {
    let (id, seen, before) = (absence.id, absence.version, absence.away.clone());
    let form = Form::new(format!("coverage.amend/{id}"), words::AMEND_ABSENCE).about(super::row::who(&absence.away));
    when_fields(form, Some(&absence.away))
        .save(move |values, view| {
            let away = Away { period: period(values, view)?, reason: values.text("reason"), ..before.clone() };
            Ok(changed(CoverageChange::Amend { absence: id, seen, away }))
        })
        .done(|_, cx| cx.inform(words::SAVED))
        .amends(seen, read(id), again(id, amend))
}

/// An absence is called off.
pub fn cancel(absence: &Absence) -> Form {
    let (id, seen) = (absence.id, absence.version);
    Form::new(format!("coverage.cancel/{id}"), words::CANCEL_ABSENCE)
        .about(super::row::who(&absence.away))
        .field(Field::text("reason", words::REASON).required())
        .save(move |values, _| {
            let reason = values.text("reason");
            Ok(changed(CoverageChange::Cancel { absence: id, seen, reason }))
        })
        .done(|_, cx| cx.inform(words::SAVED))
        .acts_on(seen, read(id), again(id, cancel))
}

fn read(absence: AbsenceId) -> Request {
    Request::Coverage(CoverageRead::Absence { absence })
}

/// The same form on what was read anew.
fn again(id: AbsenceId, form: fn(&Absence) -> Form) -> impl Fn(&Answer, &View) -> Option<Form> {
    move |answer, _| match answer {
        Answer::Coverage(answer) => match answer.as_ref() {
            CoverageAnswer::Absence { row, .. } if row.absence.id == id => Some(form(&row.absence)),
            _ => None,
        },
        _ => None,
    }
}

/// What asks the one who is offered for all hours that nobody was asked for.
pub fn ask_of(row: &AffectedRow) -> Option<StandInAsk> {
    let offer = row.offer.clone()?;
    (!row.unasked.is_empty()).then(|| StandInAsk {
        team: row.team,
        seen: row.version,
        role: offer.role,
        who: offer.who,
        periods: row.unasked.clone(),
    })
}

/// Those who are offered are asked to stand in for all of these patients; one is asked in the same way.
pub fn stand_in(absence: AbsenceId, rows: &[AffectedRow], view: &View) -> Form {
    let asks: Vec<StandInAsk> = rows.iter().filter_map(ask_of).collect();
    let about = match (rows, asks.as_slice()) {
        ([row], [ask]) => {
            let hours: Vec<String> = ask.periods.iter().map(|hours| coverage::period(*hours, view.lang())).collect();
            format!("{} > {}  {}", row.patient.name.written, ask.who.line(), hours.join("、"))
        }
        _ => words::all_of(asks.len(), view.lang()),
    };
    let name = match asks.as_slice() {
        [ask] => format!("coverage.stand-in/{absence}/{}", ask.team),
        _ => format!("coverage.stand-in/{absence}"),
    };
    contact_fields(Form::new(name, words::ASK_STAND_IN).about(about), view)
        .save(move |values, view| {
            let contact = contact(values, view)?;
            let mut asks = asks.clone();
            if let [only] = asks.as_mut_slice() {
                only.seen = values.seen(only.seen);
            }
            Ok(changed(CoverageChange::StandIn { absence, asks, contact }))
        })
        .done(|_, cx| cx.inform(words::SAVED))
}

/// The answer of one who was asked.
pub fn answer(absence: AbsenceId, row: &AffectedRow, stand_in: &StandIn, view: &View) -> Form {
    let (team, seen, number) = (row.team, row.version, stand_in.number);
    let form = Form::new(format!("coverage.answer/{absence}/{team}"), words::RECORD_ANSWER).about(format!(
        "{} > {}",
        row.patient.name.written,
        stand_in.who.line()
    ));
    contact_fields(answer_fields(form, view).field(reason().shown_if(says_no)), view)
        .save(move |values, view| {
            let contact = contact(values, view)?;
            let step = if says_yes(values) {
                CareTeamStep::AgreeStandIn { stand_in: number, contact }
            } else {
                CareTeamStep::DeclineStandIn { stand_in: number, contact, reason: values.text("reason") }
            };
            let step = CareTeamChange::Step { team, seen: values.seen(seen), step: Box::new(step) };
            Ok(Request::Change(Change::CareTeam(step)))
        })
        .done(|_, cx| cx.inform(words::SAVED))
}

/// What the forms of the list leave for the pane to take: the night and the areas.
#[derive(Clone, Debug, Default)]
pub struct Chosen(Rc<RefCell<Option<(NaiveDate, NightFilter)>>>);

impl Chosen {
    /// What the form was filled with, once.
    pub fn take(&self) -> Option<(NaiveDate, NightFilter)> {
        self.0.borrow_mut().take()
    }
}

fn shown(
    form: Form,
    action: &'static str,
    chosen: Chosen,
    of: impl Fn(&Values) -> (NaiveDate, NightFilter) + 'static,
) -> Form {
    form.save(move |values, _| {
        let (evening, filter) = of(values);
        *chosen.0.borrow_mut() = Some((evening, filter.clone()));
        let window = Window { offset: 0, limit: 1 };
        Ok(Request::Coverage(CoverageRead::Night { evening, filter, window }))
    })
    .done(move |_, cx| cx.run(action))
}

/// Which night.
pub fn day(evening: NaiveDate, filter: &NightFilter, chosen: Chosen) -> Form {
    let filter = filter.clone();
    let form = Form::new("coverage.day", words::CHOOSE_DAY)
        .field(Field::date("evening", words::EVENING).with_date(evening).required());
    shown(form, "coverage.day", chosen, move |values| (values.date("evening").unwrap_or(evening), filter.clone()))
}

/// Which areas.
pub fn filter(evening: NaiveDate, now: &NightFilter, chosen: Chosen, view: &View) -> Form {
    let mut places = Field::many("areas", words::AREAS, areas(view));
    for area in &now.areas {
        places = places.with_code(&area.0);
    }
    let covered = now.covered;
    let form = Form::new("coverage.filter", words::FILTER_LIST)
        .field(places)
        .field(Field::yes_no("unasked", words::UNASKED, view).with_code(if now.unasked { "yes" } else { "no" }));
    shown(form, "coverage.filter", chosen, move |values| {
        let areas = values.codes("areas").iter().map(|code| AreaCode(code.clone())).collect();
        (evening, NightFilter { areas, covered, unasked: values.yes("unasked").unwrap_or_default() })
    })
}

//! Who read and who changed what, for auditors and managers: records by their numbers, nothing of what is in them.

use std::cell::RefCell;
use std::rc::Rc;

use super::Layer;
use crate::api::access_log::{
    AccessCursor, AccessFilter, AccessLogAnswer, AccessLogRead, AccessPage, AccessRecord, AccessRow, What,
};
use crate::api::{Answer, Problem, Request};
use crate::domain::access::{Accessed, Way};
use crate::tui::action::{Action, Acts, Place};
use crate::tui::app::{Cx, Latest, Message, Ticket, View};
use crate::tui::form::{Field, Form, Values};
use crate::tui::step::Step;
use crate::tui::surface::{Pen, Surface};
use crate::words::queue::screen::short_moment;
use crate::words::{access_log as say, actions, screen};

/// So many rows are asked for at once.
const PART: u32 = 200;

/// This near to the last row the next ones are asked for.
const MARGIN: usize = 40;

/// What the form leaves for the list: with what it was filled, and the answer to that.
type Chosen = Rc<RefCell<Option<(AccessFilter, AccessPage)>>>;

/// The list.
#[derive(Default)]
pub struct AccessList {
    filter: AccessFilter,
    rows: Vec<AccessRow>,
    /// Where to go on.
    next: Option<AccessCursor>,
    known: bool,
    selected: usize,
    page: usize,
    asked: Latest,
    chosen: Chosen,
}

impl AccessList {
    pub const PLACE: Place = Place { words: say::PLACE, contexts: &["access-log", "list"], typing: false };

    fn read_anew(&mut self, cx: &mut Cx) {
        (self.rows, self.next, self.known) = (Vec::new(), None, false);
        self.ask(cx);
    }

    fn ask(&mut self, cx: &mut Cx) {
        self.asked.ask(list(self.filter.clone(), self.next), cx);
    }

    fn take(&mut self, page: AccessPage, cx: &mut Cx) {
        self.known = true;
        self.rows.extend(page.rows);
        self.next = page.next;
        self.selected = self.selected.min(self.rows.len().saturating_sub(1));
        self.ask_if_needed(cx);
    }

    /// Each answer looks through a part of the log: what was asked for may lie further back.
    fn ask_if_needed(&mut self, cx: &mut Cx) {
        if self.next.is_some() && !self.asked.is_waiting() && self.selected + MARGIN >= self.rows.len() {
            self.ask(cx);
        }
    }

    fn narrow(&mut self, cx: &mut Cx) {
        let form = narrow_form(&self.filter, &self.chosen, cx);
        cx.push(form);
    }
}

fn list(filter: AccessFilter, before: Option<AccessCursor>) -> Request {
    Request::AccessLog(AccessLogRead::List { filter, before, limit: PART })
}

fn filter(values: &Values) -> AccessFilter {
    AccessFilter { about: values.some_text("about"), staff: values.id("staff"), since: values.date("since") }
}

/// Saving asks for the narrowed list, so that what the server refuses is said in the form.
fn narrow_form(now: &AccessFilter, chosen: &Chosen, view: &View) -> Form {
    let mut staff = Field::staff("staff", say::STAFF_LABEL);
    if let Some(id) = now.staff {
        staff = staff.with_record(&id, view.name_or_id(id));
    }
    let mut since = Field::date("since", say::SINCE_LABEL);
    if let Some(day) = now.since {
        since = since.with_date(day);
    }
    let asked: Rc<RefCell<AccessFilter>> = Rc::default();
    let (filled, chosen) = (Rc::clone(&asked), Rc::clone(chosen));
    Form::new("access-log.narrow", say::FORM)
        .field(Field::text("about", say::ABOUT_LABEL).with_text(now.about.clone().unwrap_or_default()))
        .field(staff)
        .field(since)
        .save(move |values, _| {
            let filter = filter(values);
            filled.borrow_mut().clone_from(&filter);
            Ok(list(filter, None))
        })
        .done(move |answer, _| {
            if let Answer::AccessLog(answer) = answer {
                let AccessLogAnswer::List(page) = &**answer;
                *chosen.borrow_mut() = Some((asked.borrow().clone(), page.clone()));
            }
        })
}

impl Acts for AccessList {
    const ACTIONS: &'static [Action<Self>] = &[
        Action::new("access-log.narrow", actions::ACCESS_NARROW, Self::narrow).hinted(),
        Action::new("access-log.refresh", actions::REFRESH, Self::read_anew).hinted(),
        Action::new("access-log.close", actions::CLOSE, |_, cx| cx.close()).hinted(),
    ];
}

impl Layer for AccessList {
    fn place(&self) -> Place {
        Self::PLACE
    }

    fn enter(&mut self, cx: &mut Cx) {
        let chosen = self.chosen.borrow_mut().take();
        match chosen {
            Some((filter, page)) => {
                (self.filter, self.selected, self.rows) = (filter, 0, Vec::new());
                self.take(page, cx);
            }
            None if !self.known => self.read_anew(cx),
            None => {}
        }
    }

    fn answer(&mut self, ticket: Ticket, outcome: Result<Answer, Problem>, cx: &mut Cx) {
        if !self.asked.takes(ticket) {
            return;
        }
        match outcome {
            Ok(Answer::AccessLog(answer)) => {
                let AccessLogAnswer::List(page) = *answer;
                self.take(page, cx);
            }
            Ok(_) => {}
            Err(problem) => {
                self.known = true;
                cx.tell(Message::problem(&problem, cx));
            }
        }
    }

    fn step(&mut self, step: Step, cx: &mut Cx) {
        self.selected = step.from(self.selected, self.rows.len(), self.page);
        self.ask_if_needed(cx);
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        let theme = view.theme();
        on.pen(0).style(theme.strong).put(view.say(say::TITLE)).style(theme.plain).gap(2).put(&self.narrowed(view));
        let room = usize::from(on.height().saturating_sub(3)).max(1);
        self.page = room;
        let top = (self.selected + 1).saturating_sub(room);
        for (y, (at, row)) in (2..).zip(self.rows.iter().enumerate().skip(top).take(room)) {
            let mut pen = on.pen(y);
            pen.put(if at == self.selected { ">" } else { " " });
            draw_row(row, &mut pen, view);
            if at == self.selected {
                on.style_row(y, theme.selected);
            }
        }
        let below = match (self.known, self.next, self.rows.is_empty()) {
            (false, ..) => screen::LOADING,
            (true, Some(_), _) => say::MORE,
            (true, None, true) => say::NOTHING,
            (true, None, false) => say::ALL,
        };
        let last = u16::try_from(self.rows.len() - top.min(self.rows.len())).unwrap_or(u16::MAX).saturating_add(2);
        on.text(1, last.min(on.height().saturating_sub(1)), view.say(below), theme.faint);
    }
}

impl AccessList {
    /// By what the list is narrowed.
    fn narrowed(&self, view: &View) -> String {
        let AccessFilter { about, staff, since } = self.filter.clone();
        say::detail(&Accessed::ReadLog { about, staff: None, since }, view.lang())
            + &staff.map(|staff| format!(" {}", view.name_or_id(staff))).unwrap_or_default()
    }
}

/// When, who, what, which records, and from where.
fn draw_row(row: &AccessRow, pen: &mut Pen, view: &View) {
    let theme = view.theme();
    let who = row.by.map(|by| view.name_or_id(by)).unwrap_or_default();
    let done = match &row.what {
        What::Changed => say::CHANGED,
        What::Read(access) => say::done(access),
    };
    pen.style(theme.faint).column(11, &short_moment(row.at, view.now)).style(theme.plain).column(12, &who);
    pen.style(theme.strong).column(10, view.say(done)).style(theme.plain);
    let named = row.records.iter().map(|record| words_of(record, view)).collect::<Vec<_>>().join("、");
    pen.put(&named);
    if row.more > 0 {
        pen.gap(1).put(&say::more(view.lang(), row.more));
    }
    let (everything, detail) = match &row.what {
        What::Changed => (false, String::new()),
        What::Read(access) => {
            let whole = matches!(access, Accessed::Exported { .. }) && row.records.is_empty();
            (whole, say::detail(access, view.lang()))
        }
    };
    pen.put(if everything { view.say(say::EVERYTHING) } else { "" }).style(theme.faint);
    let way = row.way.filter(|way| *way != Way::Screen).map(|way| view.words(&way).into_owned());
    for part in way.into_iter().chain(row.from.clone()).chain([detail]).filter(|part| !part.is_empty()) {
        pen.gap(1).put(&part);
    }
}

/// 相談 R8-0123 鈴木 一郎: its kind, its number, and the name where it may be known, else the person's number.
fn words_of(record: &AccessRecord, view: &View) -> String {
    let number = record.number.as_deref().unwrap_or(&record.id);
    let patient = record.patient.map(|patient| patient.to_string()).filter(|patient| patient != number);
    let about = record.name.clone().or(patient).unwrap_or_default();
    format!("{} {number} {about}", view.words(&record.kind)).trim_end().to_owned()
}

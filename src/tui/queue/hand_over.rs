//! The handover at the end of a shift: own cases, all or some of them, to a colleague in one step.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use super::{QueuePane, doc};
use crate::api::queue::{QueueChange, QueueFilter, QueueOrder, QueueRead, QueueRow};
use crate::api::{Change, Request, Window};
use crate::domain::id::{ConsultationId, StaffId};
use crate::domain::staff::Role;
use crate::tui::app::{Cx, Message, View};
use crate::tui::form::{Choice, Field, Form, SaveFault};
use crate::words::queue::hand_over as words;
use crate::words::queue::screen::label;

impl QueuePane {
    /// Asks for the caller's open cases; the form opens once they have come.
    pub(super) fn hand_over(&mut self, cx: &mut Cx) {
        let filter = QueueFilter { mine: true, ..QueueFilter::open() };
        let window = Window { offset: 0, limit: crate::api::page::WINDOW_LIMIT };
        let read = QueueRead::List { filter, order: QueueOrder::Due, window };
        self.handing.ask_first(Request::Queue(read), cx);
    }
}

/// Cases that the caller gave away at this desk, until the list shows their new holder: who gives needs not be told.
#[derive(Clone, Debug, Default)]
pub(super) struct Given(Rc<RefCell<BTreeSet<ConsultationId>>>);

impl Given {
    /// Whether the caller gave it away; asked once.
    pub fn takes(&self, consultation: ConsultationId) -> bool {
        self.0.borrow_mut().remove(&consultation)
    }
}

/// The caller's open cases have come.
pub(super) fn open(rows: &[QueueRow], given: &Given, cx: &mut Cx) {
    if rows.is_empty() {
        cx.tell(Message::refused(cx.say(words::NO_CASES)));
        return;
    }
    let form = form(rows, given.clone(), &cx.view());
    cx.push(form);
}

fn form(rows: &[QueueRow], given: Given, view: &View) -> Form {
    let cases = rows.iter().map(|row| Choice::new(row.id.to_string(), doc::line(row, view))).collect();
    let mut cases = Field::many("cases", words::CASES, cases).required().help(words::CASES_HELP);
    for row in rows {
        cases = cases.with_code(&row.id.to_string());
    }
    let me = view.me().id;
    let can_hold = view.session.welcome.everybody.iter().filter(|staff| {
        !staff.left && staff.id != me && (staff.holds(Role::Coordinator) || staff.holds(Role::Manager))
    });
    let colleagues = can_hold.map(|staff| Choice {
        reading: staff.name.kana.clone(),
        ..Choice::new(staff.id.to_string(), staff.name.written.clone())
    });
    // What the message line says once it is done.
    let sent: Rc<RefCell<(Vec<ConsultationId>, Option<StaffId>)>> = Rc::default();
    let asked = Rc::clone(&sent);
    Form::new("queue.hand-over", words::FORM)
        .field(Field::one("to", label::TO, colleagues.collect()).required())
        .field(cases)
        .field(Field::text("reason", words::LINE).required())
        .save(move |values, view| {
            let to = values.one("to").ok_or_else(|| SaveFault::missing("to", view))?;
            let cases: Vec<ConsultationId> = values.several("cases");
            *sent.borrow_mut() = (cases.clone(), Some(to));
            let reason = words::reason(&values.text("reason"), view.lang());
            Ok(Request::Change(Change::Queue(QueueChange::HandOver { cases, to, reason })))
        })
        .done(move |_, cx| {
            let (cases, to) = asked.take();
            let count = cases.len();
            given.0.borrow_mut().extend(cases);
            let to = to.map(|to| cx.name_or_id(to)).unwrap_or_default();
            cx.tell(Message::info(words::done(count, &to, cx.lang())));
        })
}

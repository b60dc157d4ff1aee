//! The queue's pane: what came in and what is due, one consultation beside it, and every step of its course.

mod actions;
mod course;
mod doc;
mod draw;
mod hand_over;
mod narrow;
mod pick;
mod reception;
mod step;
#[cfg(test)]
mod tests;

pub(in crate::tui) use draw::{FULL_ROW, draw_row};
pub use narrow::{Conditions, Narrow};
pub use pick::{Lines, Pick};

use std::cell::RefCell;
use std::rc::Rc;

use super::action::Place;
use super::app::{Cx, Latest, Message, Target, Ticket, View};
use super::pane::Pane;
use super::step::Step;
use super::surface::Surface;
use super::widget::{Detail, Keyed, List};
use crate::api::draft::Draft;
use crate::api::queue::{
    QueueAct, QueueAnswer, QueueChange, QueueCounts, QueueDetail, QueueOrder, QueueRead, QueueRow,
};
use crate::api::{Answer, Change, Done, Notice, Problem, Request, Window};
use crate::domain::consultation::StepNumber;
use crate::domain::event::Kind;
use crate::domain::id::{ConsultationId, PatientId, Version};
use crate::domain::staff::Role;
use crate::words::queue::screen as words;
use crate::words::{Lang, Text};
use narrow::Narrowing;

impl Keyed for QueueRow {
    type Id = ConsultationId;

    fn id(&self) -> ConsultationId {
        self.id
    }
}

/// The queue's pane.
#[derive(Default)]
pub struct QueuePane {
    list: List<QueueRow>,
    narrowing: Rc<RefCell<Narrowing>>,
    order: QueueOrder,
    counts: QueueCounts,
    counting: Latest,
    /// The consultation of the detail.
    shown: Option<QueueDetail>,
    detailing: Latest,
    /// All of it for the stacked screen; its two halves for three columns.
    whole: Detail,
    main: Detail,
    side: Detail,
    /// Whether the detail covers the list.
    opened: bool,
    /// A change without a form that is under way, and what is said once it is done.
    acting: Latest,
    acted: Option<Text>,
    /// The caller's own cases, asked for to hand them over.
    handing: Latest,
    given: hand_over::Given,
    entered: bool,
    /// A consultation that was asked for from elsewhere and is not yet found in the list.
    wanted: Option<ConsultationId>,
    /// Whether the list has come since it was asked for.
    listed: bool,
}

impl QueuePane {
    /// Its keys, and after them those of lists and details.
    pub const PLACE: Place =
        Place { words: words::PLACE, contexts: &["queue", "list", "detail", "global"], typing: false };

    fn request(&self) -> impl FnOnce(Window) -> Request + use<> {
        let (filter, order) = (self.narrowing.borrow().filter(), self.order);
        move |window| Request::Queue(QueueRead::List { filter, order, window })
    }

    /// Asks for list and counts again.
    fn reload(&mut self, cx: &mut Cx) {
        let request = self.request();
        self.list.ask(request, cx);
        self.counting.ask_beside(Request::Queue(QueueRead::Counts), cx);
    }

    /// Another list begins: other rows, or another order.
    fn restart(&mut self, cx: &mut Cx) {
        self.list.clear();
        self.reload(cx);
    }

    /// Asks for the consultation that is selected.
    fn load_detail(&mut self, cx: &mut Cx) {
        if let Some(id) = self.wanted.or(self.list.selected_id().copied()) {
            self.detailing.ask_beside(read(id), cx);
        }
    }

    /// Goes to the consultation that was asked for. One that the open ones do not hold is looked for by its number.
    fn arrive(&mut self, cx: &mut Cx) {
        let Some(id) = self.wanted else { return };
        if self.list.rows().iter().any(|row| row.id == id) {
            self.wanted = None;
            self.list.select(id, None);
        } else if self.listed
            && let Some(detail) = self.shown.as_ref().filter(|detail| detail.consultation.id == id)
        {
            self.wanted = None;
            *self.narrowing.borrow_mut() = Narrowing::only(&detail.row.number.to_string());
            self.restart(cx);
        }
    }

    /// The consultation that is selected, once it has come.
    fn current(&self) -> Option<&QueueDetail> {
        let id = *self.list.selected_id()?;
        self.shown.as_ref().filter(|detail| detail.consultation.id == id)
    }

    fn show_detail(&mut self, detail: QueueDetail, view: &View) {
        let same = self.shown.as_ref().is_some_and(|old| old.consultation.id == detail.consultation.id);
        let docs = [doc::whole(&detail, view), doc::main(&detail, view), doc::side(&detail, view)];
        for (at, doc) in [&mut self.whole, &mut self.main, &mut self.side].into_iter().zip(docs) {
            if same { at.refresh(doc) } else { at.open(doc) }
        }
        self.shown = Some(detail);
    }

    /// Tells the caller of a consultation that somebody else took over, and who has just claimed the selected one.
    fn note_taken(&self, rows: &[QueueRow], cx: &mut Cx) {
        let me = cx.me().id;
        if let Some(old) = self.list.selected().filter(|old| old.claimed_by.is_none())
            && let Some(now) = rows.iter().find(|row| row.id == old.id)
            && let Some(holder) = now.claimed_by.filter(|holder| *holder != me)
        {
            let text = words::claimed_by_other(&now.number.to_string(), &cx.name_or_id(holder), cx.lang());
            cx.tell(Message::info(text));
        }
        let mine = |row: &&QueueRow| row.claimed_by == Some(me);
        let mut taken = None;
        for old in self.list.rows().iter().filter(mine) {
            let Some(now) = rows.iter().find(|row| row.id == old.id) else { continue };
            let Some(by) = now.claimed_by.filter(|holder| *holder != me) else { continue };
            if !self.given.takes(old.id) {
                taken.get_or_insert((now.number, by));
            }
        }
        if let Some((number, by)) = taken {
            let text = words::taken_from_you(&number.to_string(), cx.staff_name(by), cx.lang());
            cx.tell(Message::info(text));
        }
    }

    fn answered(&mut self, ticket: Ticket, answer: QueueAnswer, cx: &mut Cx) {
        match answer {
            QueueAnswer::List(page) if self.handing.takes(ticket) => hand_over::open(&page.rows, &self.given, cx),
            QueueAnswer::List(page) if self.list.takes(ticket) => {
                self.note_taken(&page.rows, cx);
                self.list.fill(page);
                self.listed = true;
                self.arrive(cx);
                let stale = self.current().is_none_or(|detail| {
                    self.list.selected().is_some_and(|row| row.version != detail.consultation.version)
                });
                if stale {
                    self.load_detail(cx);
                }
            }
            QueueAnswer::Counts(counts) if self.counting.takes(ticket) => self.counts = counts,
            QueueAnswer::Detail(detail) if self.detailing.takes(ticket) => {
                self.show_detail(*detail, &cx.view());
                self.arrive(cx);
            }
            _ => {}
        }
    }
}

impl Pane for QueuePane {
    fn title(&self) -> Text {
        words::TITLE
    }

    fn place(&self) -> Place {
        Self::PLACE
    }

    fn roles(&self) -> &'static [Role] {
        &[Role::Coordinator, Role::Manager, Role::Physician, Role::Clerk]
    }

    fn enter(&mut self, cx: &mut Cx) {
        if !self.entered {
            self.entered = true;
            self.reload(cx);
        }
    }

    fn show(&mut self, target: Target, cx: &mut Cx) -> bool {
        let Target::Consultation(id) = target else { return false };
        self.entered = true;
        self.opened = false;
        self.listed = false;
        self.wanted = Some(id);
        self.load_detail(cx);
        self.reload(cx);
        true
    }

    fn open_draft(&mut self, draft: &Draft, cx: &mut Cx) -> bool {
        let Some(step) = draft.form.strip_prefix("queue.correct/").and_then(|rest| rest.split('/').nth(1)) else {
            return false;
        };
        let number = step.parse().ok().map(StepNumber);
        let form = self.current().and_then(|detail| step::correct(detail, number?, cx));
        form.is_some_and(|form| {
            cx.push(form);
            true
        })
    }

    fn answer(&mut self, ticket: Ticket, outcome: Result<Answer, Problem>, cx: &mut Cx) {
        match outcome {
            Ok(Answer::Queue(answer)) => self.answered(ticket, *answer, cx),
            Ok(_) => {
                if self.acting.takes(ticket)
                    && let Some(text) = self.acted.take()
                {
                    cx.inform(text);
                }
            }
            Err(problem) => {
                let ours = [
                    self.acting.takes(ticket),
                    self.detailing.takes(ticket),
                    self.list.takes(ticket),
                    self.handing.takes(ticket),
                ];
                self.counting.takes(ticket);
                if ours.contains(&true) {
                    cx.tell(Message::problem(&problem, cx));
                }
            }
        }
    }

    fn notice(&mut self, notice: &Notice, cx: &mut Cx) {
        let id = match notice {
            Notice::Changed { kind: Kind::Consultation, id, .. } => Some(id.as_str()),
            // A name, a death or new hours show in the rows too.
            Notice::Changed { kind: Kind::Patient | Kind::Centre, .. } | Notice::Reload | Notice::Writable => None,
            _ => return,
        };
        if !self.entered {
            return;
        }
        let shown = self.shown.as_ref().map(|detail| &detail.consultation);
        let about = match notice {
            Notice::Changed { kind: Kind::Patient, patient, .. } => *patient,
            _ => None,
        };
        let concerns = match (id, about) {
            (Some(id), _) => shown.is_some_and(|shown| shown.id.to_string() == id),
            (None, Some(patient)) => shown.is_some_and(|shown| shown.patient == Some(patient)),
            (None, None) => true,
        };
        if concerns {
            self.load_detail(cx);
        }
        self.reload(cx);
    }

    fn step(&mut self, step: Step, cx: &mut Cx) {
        if self.opened {
            self.scroll(step, cx);
            return;
        }
        if self.list.step(step) {
            self.load_detail(cx);
        }
        let request = self.request();
        self.list.ask_if_needed(request, cx);
    }

    fn subject(&self) -> Option<String> {
        self.wanted.or(self.list.selected_id().copied()).map(|id| id.to_string())
    }

    fn about_patient(&self) -> Option<PatientId> {
        self.current().and_then(|detail| detail.consultation.patient)
    }

    fn record(&self) -> Option<(Kind, String)> {
        self.current().map(|detail| (Kind::Consultation, detail.consultation.id.to_string()))
    }

    fn scroll(&mut self, step: Step, _cx: &mut Cx) {
        for detail in [&mut self.whole, &mut self.main, &mut self.side] {
            detail.step(step);
        }
    }

    fn badge(&self, view: &View) -> Option<String> {
        (self.counts.new > 0).then(|| words::badge(self.counts.new, view.lang()))
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        self.draw_pane(on, view);
    }
}

/// What the message line says of a reception, and the consultation that it made.
fn received(answer: &Answer, lang: Lang) -> Option<(ConsultationId, String)> {
    let Answer::Done(Done { id, number, .. }) = answer else { return None };
    Some((id.parse().ok()?, words::received(number.as_deref().unwrap_or(id), lang)))
}

/// The request that does something about a consultation of which this version was seen.
fn act(consultation: ConsultationId, seen: Version, act: QueueAct) -> Request {
    Request::Change(Change::Queue(QueueChange::Act { consultation, seen: Some(seen), act }))
}

/// The request for a consultation, for a form that is about it.
fn read(consultation: ConsultationId) -> Request {
    Request::Queue(QueueRead::Detail { consultation })
}

/// The consultation in the answer to it.
fn detail_in(answer: &Answer) -> Option<&QueueDetail> {
    match answer {
        Answer::Queue(answer) => match answer.as_ref() {
            QueueAnswer::Detail(detail) => Some(detail),
            _ => None,
        },
        _ => None,
    }
}

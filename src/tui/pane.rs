//! What a pane is: one system of the centre on the screen.

use super::action::{Actor, Place};
use super::app::{Cx, Target, Ticket, View};
use super::step::Step;
use super::surface::Surface;
use crate::api::draft::Draft;
use crate::api::{Answer, Notice, Problem};
use crate::domain::event::Kind;
use crate::domain::id::PatientId;
use crate::domain::staff::Role;
use crate::words::Text;

/// Those who work with cases.
pub const CASE_WORK: &[Role] = &[Role::Coordinator, Role::Manager, Role::Physician, Role::Team];

/// Those, and the clerks at reception.
pub const WITH_RECEPTION: &[Role] = &[Role::Coordinator, Role::Manager, Role::Physician, Role::Team, Role::Clerk];

/// One of the systems in the common frame. Its actions come from its [`Acts`](super::action::Acts) table.
pub trait Pane: Actor {
    /// The name in the header.
    fn title(&self) -> Text;

    /// The contexts of its keys: its own first, then `list`, `detail` and `global`.
    fn place(&self) -> Place;

    /// Whose roles it is for, as the server answers its list. To anybody else it says so, shows nothing and asks nothing.
    fn roles(&self) -> &'static [Role] {
        CASE_WORK
    }

    /// The tab of the header that it stands under, as the context of the tab's first pane. A tab with several panes is
    /// gone through with its own key.
    fn tab(&self) -> &'static str {
        self.place().contexts.first().copied().unwrap_or_default()
    }

    /// It comes to the front; the first time it asks for what it shows.
    fn enter(&mut self, cx: &mut Cx);

    /// Selects and shows the record, if it is of the kind that this pane shows.
    fn show(&mut self, _target: Target, _cx: &mut Cx) -> bool {
        false
    }

    /// The action that opens forms of this name, where they are not called like it.
    fn opens(&self, _form: &str) -> Option<&'static str> {
        None
    }

    /// Opens the form that a draft was typed into, where its action alone does not open it, such as the correction of one
    /// of several steps. The record that the form is about is shown by then. The draft is put into the form that opens,
    /// at once or upon an answer.
    fn open_draft(&mut self, _draft: &Draft, _cx: &mut Cx) -> bool {
        false
    }

    /// The answer to one of its requests.
    fn answer(&mut self, ticket: Ticket, outcome: Result<Answer, Problem>, cx: &mut Cx);

    /// Something changed at the centre. A pane that is not in front hears it when it comes there, after [`enter`](Self::enter).
    fn notice(&mut self, _notice: &Notice, _cx: &mut Cx) {}

    /// The record that its acts are upon now. Keys typed for one record never act upon another.
    fn subject(&self) -> Option<String> {
        None
    }

    /// The record that it shows in detail, which others may see the caller at.
    fn record(&self) -> Option<(Kind, String)> {
        None
    }

    /// The patient whom the selected record is about.
    fn about_patient(&self) -> Option<PatientId> {
        None
    }

    /// Moves the selection of its list.
    fn step(&mut self, _step: Step, _cx: &mut Cx) {}

    /// Moves through the text of its detail.
    fn scroll(&mut self, _step: Step, _cx: &mut Cx) {}

    /// A few words for the right of the header, such as 新2.
    fn badge(&self, _view: &View) -> Option<String> {
        None
    }

    /// Draws everything between header and hint line.
    fn draw(&mut self, on: &mut Surface, view: &View);
}

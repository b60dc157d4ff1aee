//! What panes and layers are given: the view of things as they are, and the ways to make something happen.

use super::{Company, Holds, Message};
use crate::api::centre::Welcome;
use crate::api::draft::{Draft, DraftRequest};
use crate::api::{Problem, Request};
use crate::domain::event::Kind;
use crate::domain::id::{
    AbsenceId, AdviceId, CareTeamId, ConsultationId, EnrolmentId, FractureCaseId, IntroductionId, OutreachId, PairId,
    PatientId, QuestionId, ReferralId, RegionalIssueId, ScreeningId, SiteId, StaffId,
};
use crate::domain::staff::{Role, SYSTEM, Staff};
use crate::domain::time::Moment;
use crate::text::Ambiguous;
use crate::tui::action::Catalogue;
use crate::tui::keymap::Keymap;
use crate::tui::layer::Layer;
use crate::tui::theme::Theme;
use crate::words::{Lang, Say, Text};
use std::ops::Deref;
use std::time::Instant;

/// The number of a request, by which its answer is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// A record that some pane can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    Consultation(ConsultationId),
    Patient(PatientId),
    Referral(ReferralId),
    Introduction(IntroductionId),
    Pair(PairId),
    Question(QuestionId),
    SupportAdvice(AdviceId),
    Outreach(OutreachId),
    /// The care team of a patient.
    CareTeam(PatientId),
    /// The gap check of a patient.
    Coverage(PatientId),
    Absence(AbsenceId),
    Enrolment(EnrolmentId),
    Site(SiteId),
    Screening(ScreeningId),
    FractureCase(FractureCaseId),
    RegionalIssue(RegionalIssueId),
}

impl Target {
    /// The record that an identifier names by its letter; an entry of a timeline stands for its patient.
    pub fn named(id: &str) -> Option<Self> {
        let id = id.split('.').next().unwrap_or(id);
        let possible = [
            id.parse().map(Self::Consultation).ok(),
            id.parse().map(Self::Patient).ok(),
            id.parse().map(Self::Referral).ok(),
            id.parse().map(Self::Introduction).ok(),
            id.parse().map(Self::Pair).ok(),
            id.parse().map(Self::Question).ok(),
            id.parse().map(Self::SupportAdvice).ok(),
            id.parse().map(Self::Outreach).ok(),
            id.parse().map(|team: CareTeamId| Self::CareTeam(team.patient())).ok(),
            id.parse().map(Self::Absence).ok(),
            id.parse().map(Self::Enrolment).ok(),
            id.parse().map(Self::Site).ok(),
            id.parse().map(Self::Screening).ok(),
            id.parse().map(Self::FractureCase).ok(),
            id.parse().map(Self::RegionalIssue).ok(),
        ];
        possible.into_iter().flatten().next()
    }

    /// Its kind and identifier.
    pub fn record(self) -> (Kind, String) {
        match self {
            Self::Consultation(id) => (Kind::Consultation, id.to_string()),
            Self::Patient(id) => (Kind::Patient, id.to_string()),
            Self::Referral(id) => (Kind::Referral, id.to_string()),
            Self::Introduction(id) => (Kind::Introduction, id.to_string()),
            Self::Pair(id) => (Kind::PhysicianPair, id.to_string()),
            Self::Question(id) => (Kind::Question, id.to_string()),
            Self::SupportAdvice(id) => (Kind::SupportAdvice, id.to_string()),
            Self::Outreach(id) => (Kind::Outreach, id.to_string()),
            Self::CareTeam(patient) => (Kind::CareTeam, CareTeamId::of(patient).to_string()),
            Self::Coverage(patient) => (Kind::Patient, patient.to_string()),
            Self::Absence(id) => (Kind::Absence, id.to_string()),
            Self::Enrolment(id) => (Kind::IctEnrolment, id.to_string()),
            Self::Site(id) => (Kind::Site, id.to_string()),
            Self::Screening(id) => (Kind::Screening, id.to_string()),
            Self::FractureCase(id) => (Kind::FractureCase, id.to_string()),
            Self::RegionalIssue(id) => (Kind::RegionalIssue, id.to_string()),
        }
    }
}

/// What stays the same for a whole session.
#[derive(Clone, Debug)]
pub struct Session {
    pub lang: Lang,
    pub theme: Theme,
    pub signs: Ambiguous,
    /// The caller, everybody at the centre, its settings and code lists.
    pub welcome: Welcome,
}

/// Everything that drawing and the reasons against an action may look at.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub session: &'a Session,
    pub catalogue: &'a Catalogue,
    pub keymap: &'a Keymap,
    /// Who else is at which record.
    pub company: &'a Company,
    /// The time of the server.
    pub now: Moment,
    /// The same for measuring how long something takes.
    pub instant: Instant,
}

impl<'a> View<'a> {
    pub fn lang(&self) -> Lang {
        self.session.lang
    }

    pub fn theme(&self) -> &'a Theme {
        &self.session.theme
    }

    /// The caller.
    pub fn me(&self) -> &'a Staff {
        &self.session.welcome.staff
    }

    /// True if the caller holds the role.
    pub fn i_am(&self, role: Role) -> bool {
        self.me().holds(role)
    }

    /// The name of a member of staff as written; empty if there is none.
    pub fn staff_name(&self, id: StaffId) -> &'a str {
        if id == SYSTEM {
            return self.say(crate::words::staff::SYSTEM);
        }
        let everybody = &self.session.welcome.everybody;
        everybody.iter().find(|staff| staff.id == id).map_or("", |staff| staff.name.written.as_str())
    }

    /// The same, or the number of one whom nobody knows.
    pub fn name_or_id(&self, id: StaffId) -> String {
        match self.staff_name(id) {
            "" => id.to_string(),
            name => name.to_owned(),
        }
    }

    /// Why something could not be done, with people by name.
    pub fn problem(&self, problem: &Problem) -> String {
        if let Problem::Ict(problem) = problem {
            return crate::words::enrolment::refusal(problem, &self.session.welcome.settings.codes, self.lang());
        }
        crate::words::problem::sentence(problem, self.lang(), |id| self.name_or_id(id))
    }

    /// A fixed text in the language of the session.
    pub fn say(&self, text: Text) -> &'static str {
        text.say(self.lang())
    }

    /// The words of a state, a code or a problem in the language of the session.
    pub fn words(&self, of: &impl Say) -> std::borrow::Cow<'static, str> {
        of.say(self.lang())
    }
}

/// What a handler asks the loop to do once it has returned.
pub(super) enum Effect {
    Ask {
        ticket: Ticket,
        request: Request,
        holds: Holds,
        /// An earlier one whose answer nobody wants any more.
        instead: Option<Ticket>,
        /// The form whose draft is of no use once it is done.
        settles: Option<String>,
    },
    Push(Box<dyn Layer>),
    Close,
    CloseTop,
    Show(Target),
    Tell(Message),
    Run(&'static str),
    Draft(DraftRequest),
    OpenDraft(Box<Draft>),
    Unlocked(Box<Welcome>),
    Quit,
}

/// What a handler is given: the [`View`], and the ways to make something happen.
pub struct Cx<'a> {
    view: View<'a>,
    next_ticket: &'a mut u64,
    effects: &'a mut Vec<Effect>,
}

impl<'a> Deref for Cx<'a> {
    type Target = View<'a>;

    fn deref(&self) -> &View<'a> {
        &self.view
    }
}

impl<'a> Cx<'a> {
    pub(super) fn new(view: View<'a>, next_ticket: &'a mut u64, effects: &'a mut Vec<Effect>) -> Self {
        Self { view, next_ticket, effects }
    }

    /// The view alone, outliving this handler's borrow of the context.
    pub fn view(&self) -> View<'a> {
        self.view
    }

    /// Asks the server. The answer comes to whoever asked, in its `answer`, unless it has gone by then.
    pub fn ask(&mut self, request: Request) -> Ticket {
        self.ask_instead(None, request, Holds::Moves, None)
    }

    /// Asks in place of an earlier request, and says which keys have to wait for the answer. A change holds all of them.
    pub(super) fn ask_instead(
        &mut self,
        instead: Option<Ticket>,
        request: Request,
        holds: Holds,
        settles: Option<String>,
    ) -> Ticket {
        *self.next_ticket += 1;
        let ticket = Ticket(*self.next_ticket);
        self.effects.push(Effect::Ask { ticket, request, holds, instead, settles });
        ticket
    }

    /// Lays a form, a picker or a question over everything.
    pub fn push(&mut self, layer: impl Layer + 'static) {
        self.effects.push(Effect::Push(Box::new(layer)));
    }

    /// Closes the layer whose handler this is; a pane cannot close.
    pub fn close(&mut self) {
        self.effects.push(Effect::Close);
    }

    /// Closes whatever is on top by the time this is done: after [`close`](Self::close), the layer beneath.
    pub fn close_top(&mut self) {
        self.effects.push(Effect::CloseTop);
    }

    /// Brings the pane that shows such records to the front, with this one selected.
    pub fn show(&mut self, target: Target) {
        self.effects.push(Effect::Show(target));
    }

    /// Says something on the message line, until the next key.
    pub fn tell(&mut self, message: Message) {
        self.effects.push(Effect::Tell(message));
    }

    /// Says a fixed text on the message line.
    pub fn inform(&mut self, text: Text) {
        self.tell(Message::info(self.say(text)));
    }

    /// Does the named action as if its key had been pressed, once this layer has closed if it closes.
    pub fn run(&mut self, action: &'static str) {
        self.effects.push(Effect::Run(action));
    }

    /// Keeps what is typed into a form on the server.
    pub fn save_draft(&mut self, draft: Draft) {
        self.effects.push(Effect::Draft(DraftRequest::Keep(draft)));
    }

    /// Throws the draft of a form away.
    pub fn discard_draft(&mut self, form: &str) {
        self.effects.push(Effect::Draft(DraftRequest::Discard { form: form.to_owned() }));
    }

    /// Shows the record of a draft and opens its form on it.
    pub fn open_draft(&mut self, draft: Draft) {
        self.effects.push(Effect::OpenDraft(Box::new(draft)));
    }

    /// The session is open again, with what the server says now.
    pub fn unlocked(&mut self, welcome: Welcome) {
        self.effects.push(Effect::Unlocked(Box::new(welcome)));
    }

    /// Ends the session.
    pub fn quit(&mut self) {
        self.effects.push(Effect::Quit);
    }
}

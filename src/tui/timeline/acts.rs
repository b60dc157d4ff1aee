//! The pane's part of the action table.

use super::entry_form::{self, Writing};
use super::{
    Drafted, PatientPage, PatientPicker, Showing, TimelinePane, filter_form, no_right, patient_form, standing_form,
};
use crate::api::pair::PairRead;
use crate::api::timeline::{TimelineChange, TimelineFilter, TimelineItem};
use crate::api::{Change, Request};
use crate::domain::care_team::MemberState;
use crate::domain::id::{EntryId, QuestionId};
use crate::domain::patient::{SectionName, Standing};
use crate::domain::timeline::{Content, Entry, ItemKind, StepOf};
use crate::tui::action::{Action, Acts};
use crate::tui::app::{Cx, Target, View};
use crate::tui::pair;
use crate::tui::question::forms;
use crate::words::timeline_screen as words;
use crate::words::{Say, Text};

macro_rules! add {
    ($name:literal, $words:ident, $kind:ident) => {
        Action::new($name, words::$words, |this: &mut Self, cx: &mut Cx| this.add(ItemKind::$kind, cx))
            .unless(Self::why_no_writing)
    };
}

macro_rules! edit {
    ($name:literal, $words:ident, $section:ident) => {
        Action::new($name, words::$words, |this: &mut Self, cx: &mut Cx| this.edit(SectionName::$section, cx))
            .unless(Self::why_no_head)
    };
}

impl Acts for TimelinePane {
    const ACTIONS: &'static [Action<Self>] = &[
        Action::new("timeline.open", words::OPEN, Self::open_selected).hinted().unless(Self::why_no_open),
        Action::new("timeline.choose", words::CHOOSE, |_, cx| cx.push(PatientPicker::default())).hinted(),
        Action::new("timeline.back", words::BACK, Self::leave).unless(Self::why_no_patient),
        Action::new("timeline.filter", words::FILTER, Self::set_filter).hinted().unless(Self::why_no_patient),
        Action::new("timeline.show-all", words::CLEAR_FILTER, Self::clear_filter).unless(Self::why_no_filter),
        Action::new("timeline.weights", words::WEIGHTS, |this: &mut Self, cx: &mut Cx| {
            this.toggle(Showing::Weights, cx);
        })
        .hinted()
        .unless(Self::why_no_patient),
        Action::new("timeline.acp-view", words::ACP_VIEW, |this: &mut Self, cx: &mut Cx| {
            if let Some(patient) = this.patient_here() {
                cx.push(PatientPage::acp(patient));
            }
        })
        .unless(Self::why_no_head),
        Action::new("timeline.head", words::HEAD, |this: &mut Self, cx: &mut Cx| this.toggle(Showing::Head, cx))
            .hinted()
            .unless(Self::why_no_patient),
        Action::new("timeline.confirm", words::CONFIRM, Self::confirm).hinted().unless(Self::why_no_confirm),
        Action::new("timeline.amend", words::AMEND, Self::amend).unless(Self::why_no_amend),
        Action::new("timeline.correct", words::CORRECT, Self::correct).hinted().unless(Self::why_no_correct),
        Action::new("timeline.move", words::MOVE, Self::move_entry).unless(Self::why_no_correct),
        add!("timeline.note", NOTE, Note).hinted(),
        add!("timeline.weight", WEIGHT, Weight),
        add!("timeline.meal", MEAL, Meal),
        add!("timeline.excretion", EXCRETION, Excretion),
        add!("timeline.fall", FALL, Fall),
        add!("timeline.missing", MISSING, Missing),
        add!("timeline.visit", VISIT, Visit),
        add!("timeline.admission", ADMISSION, Admission),
        add!("timeline.discharge", DISCHARGE, Discharge),
        add!("timeline.conference", CONFERENCE, Conference),
        add!("timeline.medication", MEDICATION, Medication),
        add!("timeline.score", SCORE, Score),
        Action::new("timeline.question", words::QUESTION, Self::put_question).unless(Self::why_no_writing),
        Action::new("timeline.reply", words::REPLY, Self::reply).unless(Self::why_no_reply),
        add!("timeline.acp", ACP, Acp),
        Action::new("timeline.pair", words::PAIR, Self::suggest_pair)
            .unless(|this: &Self, view: &View| pair::no_right(view).or_else(|| this.why_no_head(view))),
        Action::new("timeline.register", words::REGISTER, |_, cx| cx.push(patient_form::register(&cx.view()))).hinted(),
        edit!("timeline.edit-identity", EDIT_IDENTITY, Identity),
        edit!("timeline.edit-care", EDIT_CARE, Care),
        edit!("timeline.edit-health", EDIT_HEALTH, Health),
        edit!("timeline.edit-family", EDIT_FAMILY, Family),
        edit!("timeline.edit-consents", EDIT_CONSENT, Consents),
        Action::new("timeline.team", words::CARE_TEAM, |this: &mut Self, cx: &mut Cx| {
            if let Some(patient) = this.patient_here() {
                cx.show(Target::CareTeam(patient));
            }
        })
        .unless(Self::why_no_head),
        Action::new("timeline.died", words::DIED, |this: &mut Self, cx: &mut Cx| {
            this.with_head(cx, |head, cx| cx.push(standing_form::died(&head.patient, &cx.view())));
        })
        .grave()
        .unless(Self::why_no_death),
        Action::new("timeline.withdraw-death", words::DEATH_WITHDRAWN, |this: &mut Self, cx: &mut Cx| {
            this.with_head(cx, |head, cx| cx.push(standing_form::death_withdrawn(&head.patient)));
        })
        .unless(Self::why_no_withdrawal),
        Action::new("timeline.moved-away", words::MOVED_AWAY, |this: &mut Self, cx: &mut Cx| {
            this.with_head(cx, |head, cx| cx.push(standing_form::moved_away(&head.patient, &cx.view())));
        })
        .grave()
        .unless(Self::why_no_moving),
        Action::new("timeline.returned", words::RETURNED, |this: &mut Self, cx: &mut Cx| {
            this.with_head(cx, |head, cx| cx.push(standing_form::returned(&head.patient, &cx.view())));
        })
        .unless(Self::why_no_return),
        Action::new("timeline.merge", words::MERGE, |this: &mut Self, cx: &mut Cx| {
            this.with_head(cx, |head, cx| cx.push(standing_form::merge(&head.patient)));
        })
        .unless(Self::why_no_head),
        Action::new("timeline.part", words::PART, |this: &mut Self, cx: &mut Cx| {
            this.with_head(cx, |head, cx| cx.push(standing_form::part(head, &cx.view())));
        })
        .unless(Self::why_no_part),
    ];
}

impl TimelinePane {
    fn open_selected(&mut self, cx: &mut Cx) {
        match (self.patient, self.patients.selected(), self.items.selected()) {
            (None, Some(row), _) => {
                let id = row.id;
                self.open(id, cx);
            }
            (Some(_), _, Some(TimelineItem::Step(step))) => cx.show(match step.of {
                StepOf::Consultation { id, .. } => Target::Consultation(id),
                StepOf::Referral { id, .. } => Target::Referral(id),
                StepOf::Introduction { id } => Target::Introduction(id),
                StepOf::Pair { id } => Target::Pair(id),
                StepOf::Question { id } => Target::Question(id),
                StepOf::Screening { id, .. } => Target::Screening(id),
                StepOf::FractureCase { id } => Target::FractureCase(id),
                StepOf::SupportAdvice { id } => Target::SupportAdvice(id),
                StepOf::Outreach { id } => Target::Outreach(id),
                StepOf::CareTeam { id, .. } => Target::CareTeam(id.patient()),
            }),
            (Some(_), _, Some(TimelineItem::Entry(entry))) => {
                let other = [&entry.moved_to, &entry.moved_from].into_iter().flatten().next();
                match other {
                    Some(moved) => cx.show(Target::Patient(moved.entry.patient)),
                    None => cx.inform(words::NOTHING_BEHIND),
                }
            }
            _ => {}
        }
    }

    fn set_filter(&mut self, cx: &mut Cx) {
        // The form leaves what it was filled with here and comes back by the same action.
        if let Some(filter) = self.chosen.take() {
            self.filter = filter;
            self.items.clear();
            self.refresh(cx);
        } else if let Some(patient) = self.patient {
            cx.push(filter_form::form(&self.filter, patient, &self.chosen, &cx.view()));
        }
    }

    fn clear_filter(&mut self, cx: &mut Cx) {
        self.filter = TimelineFilter::default();
        self.items.clear();
        self.refresh(cx);
    }

    fn toggle(&mut self, showing: Showing, cx: &mut Cx) {
        self.showing = if self.showing == showing { Showing::Row } else { showing };
        if self.showing == Showing::Weights {
            self.ask_weights(cx);
        }
        self.refresh_detail(true, &cx.view());
    }

    fn add(&mut self, kind: ItemKind, cx: &mut Cx) {
        let question = self.entry().filter(|entry| entry.kind() == ItemKind::Question).map(|entry| entry.id.entry);
        self.write(kind, question, cx);
    }

    /// The form of a new entry.
    pub(super) fn write(&mut self, kind: ItemKind, question: Option<EntryId>, cx: &mut Cx) {
        let Some(patient) = self.patient else { return };
        let writing = Writing::New { patient, question };
        cx.push(entry_form::form(kind, writing, &self.name(), &cx.view()));
    }

    /// Opens what a draft was about to do with this entry.
    pub(super) fn open_drafted(&mut self, entry: &Entry, cx: &mut Cx) {
        let about = self.name();
        let form = |writing| entry_form::form(entry.kind(), writing, &about, &cx.view());
        let form = match self.drafted.take() {
            Some(Drafted::Amend) => form(Writing::Amend(Box::new(entry.clone()))),
            Some(Drafted::Correct) => form(Writing::Correct(Box::new(entry.clone()))),
            Some(Drafted::Move) => entry_form::move_form(entry.id, &about),
            None => return,
        };
        cx.push(form);
    }

    /// The name of whose timeline it is.
    fn name(&self) -> String {
        self.head.as_ref().map(|head| head.patient.head.identity.name.written.clone()).unwrap_or_default()
    }

    /// A question to the patient's physician, whose answer is waited for.
    fn put_question(&mut self, cx: &mut Cx) {
        let Some(patient) = self.patient else { return };
        let head = self.subject_head();
        let name = head.map(|head| head.patient.head.identity.name.written.clone()).unwrap_or_default();
        let team = head.map(|head| head.team.as_slice()).unwrap_or_default();
        let mut active = team.iter().filter(|member| member.state == MemberState::Active);
        let physician = active.find(|member| member.role.is_physician()).map(|member| member.who.clone());
        let physician = physician.unwrap_or_default();
        let seed = forms::Seed {
            patient: Some((patient, name)),
            place: Some(physician.place).filter(|place| !place.name.is_empty()),
            physician: physician.name,
        };
        let form = forms::ask(&seed, &cx.view());
        cx.push(form);
    }

    /// A pair of physicians for the patient.
    fn suggest_pair(&mut self, cx: &mut Cx) {
        let Some(patient) = self.subject_head().map(|head| head.patient.id) else { return };
        let read = PairRead::Suggested { patient: Some(patient), consultation: None, site: None };
        self.asked_pair.ask_first(Request::Pair(read), cx);
    }

    /// The answer to the selected question: to one that a physician owes, or to one that stands here as an entry.
    fn reply(&mut self, cx: &mut Cx) {
        match self.question_step() {
            Some((id, with)) => {
                let form = forms::answer_to(id, with, &cx.view());
                cx.push(form);
            }
            None => self.add(ItemKind::Reply, cx),
        }
    }

    /// The question that the selected step belongs to, with who asked whom.
    fn question_step(&self) -> Option<(QuestionId, &str)> {
        match self.items.selected()? {
            TimelineItem::Step(step) => match step.of {
                StepOf::Question { id } => Some((id, step.with.as_str())),
                _ => None,
            },
            TimelineItem::Entry(_) => None,
        }
    }

    fn with_entry(&mut self, cx: &mut Cx, push: impl FnOnce(&Entry, &str, &mut Cx)) {
        let about = self.name();
        if let Some(entry) = self.entry() {
            push(entry, &about, cx);
        }
    }

    fn amend(&mut self, cx: &mut Cx) {
        self.with_entry(cx, |entry, about, cx| {
            cx.push(entry_form::form(entry.kind(), Writing::Amend(Box::new(entry.clone())), about, &cx.view()));
        });
    }

    fn correct(&mut self, cx: &mut Cx) {
        self.with_entry(cx, |entry, about, cx| {
            cx.push(entry_form::form(entry.kind(), Writing::Correct(Box::new(entry.clone())), about, &cx.view()));
        });
    }

    fn move_entry(&mut self, cx: &mut Cx) {
        self.with_entry(cx, |entry, about, cx| cx.push(entry_form::move_form(entry.id, about)));
    }

    fn confirm(&mut self, cx: &mut Cx) {
        let Some(entry) = self.entry() else { return };
        let (entry, seen) = (entry.id, entry.version);
        self.asked_confirm.ask(Request::Change(Change::Timeline(TimelineChange::Confirm { entry, seen })), cx);
    }

    fn edit(&mut self, section: SectionName, cx: &mut Cx) {
        self.with_head(cx, |head, cx| cx.push(patient_form::edit(&head.patient, section, &cx.view())));
    }

    fn with_head(&mut self, cx: &mut Cx, push: impl FnOnce(&crate::api::patient::PatientHead, &mut Cx)) {
        if let Some(head) = self.subject_head() {
            push(head, cx);
        }
    }

    fn why_no_open(&self, view: &View) -> Option<String> {
        (self.patient_here().is_none()).then(|| say(words::NEED_PATIENT, view))
    }

    fn why_no_patient(&self, view: &View) -> Option<String> {
        self.patient.is_none().then(|| say(words::NEED_PATIENT, view))
    }

    fn why_no_filter(&self, view: &View) -> Option<String> {
        (self.filter == TimelineFilter::default()).then(|| say(words::NO_FILTER, view))
    }

    fn why_no_writing(&self, view: &View) -> Option<String> {
        no_right(view).or_else(|| self.why_no_patient(view))
    }

    fn why_no_entry(&self, view: &View) -> Option<String> {
        self.why_no_writing(view).or_else(|| self.entry().is_none().then(|| say(words::NEED_ENTRY, view)))
    }

    fn why_no_reply(&self, view: &View) -> Option<String> {
        self.why_no_writing(view).or_else(|| {
            if self.question_step().is_some() {
                return None;
            }
            let asks = self.entry().is_some_and(|e| matches!(e.statement.content, Content::Question { .. }));
            (!asks).then(|| say(words::NEED_QUESTION, view))
        })
    }

    fn why_no_confirm(&self, view: &View) -> Option<String> {
        self.why_no_entry(view).or_else(|| self.entry()?.confirm().err().map(|why| why.say(view.lang()).into_owned()))
    }

    fn why_no_amend(&self, view: &View) -> Option<String> {
        self.why_no_entry(view)
            .or_else(|| self.entry()?.may_amend(view.me().id).err().map(|why| why.say(view.lang()).into_owned()))
    }

    fn why_no_correct(&self, view: &View) -> Option<String> {
        self.why_no_entry(view).or_else(|| self.entry()?.is_open().err().map(|why| why.say(view.lang()).into_owned()))
    }

    fn why_no_head(&self, view: &View) -> Option<String> {
        self.subject_head().is_none().then(|| say(words::NEED_PATIENT, view))
    }

    fn standing(&self) -> Option<&Standing> {
        self.subject_head().map(|head| &head.patient.standing)
    }

    fn why_no_death(&self, view: &View) -> Option<String> {
        self.why_no_head(view)
            .or_else(|| matches!(self.standing(), Some(Standing::Died { .. })).then(|| say(words::HAS_DIED, view)))
    }

    fn why_no_withdrawal(&self, view: &View) -> Option<String> {
        self.why_no_head(view).or_else(|| {
            (!matches!(self.standing(), Some(Standing::Died { .. }))).then(|| say(words::LIVING_HERE, view))
        })
    }

    fn why_no_moving(&self, view: &View) -> Option<String> {
        self.why_no_death(view).or_else(|| {
            matches!(self.standing(), Some(Standing::MovedAway { .. })).then(|| say(words::HAS_MOVED, view))
        })
    }

    fn why_no_return(&self, view: &View) -> Option<String> {
        self.why_no_head(view).or_else(|| match self.standing() {
            Some(Standing::Died { .. }) => Some(say(words::HAS_DIED, view)),
            Some(Standing::MovedAway { .. }) => None,
            _ => Some(say(words::LIVING_HERE, view)),
        })
    }

    fn why_no_part(&self, view: &View) -> Option<String> {
        self.why_no_head(view).or_else(|| {
            let head = self.subject_head()?;
            (head.merged_into.is_none() && head.absorbed.is_empty()).then(|| say(words::NOT_MERGED, view))
        })
    }
}

fn say(text: Text, view: &View) -> String {
    view.say(text).to_owned()
}

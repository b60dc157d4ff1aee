//! What can be done in the queue's pane, and why it cannot be done just now.

use super::narrow::Condition;
use super::{Narrow, Pick, QueuePane, act, course, doc, reception, step};
use crate::api::Problem;
use crate::api::queue::{QueueAct, QueueDetail, QueueOrder, QueueProblem};
use crate::domain::calendar::WorkingTime;
use crate::domain::code::Code;
use crate::domain::consultation::{
    Asker, Consultation, ConsultationEvent, Outcome, Resolution, Step, Wait, WaitReason,
};
use crate::domain::funding::Charge;
use crate::domain::id::PatientId;
use crate::domain::staff::Role;
use crate::tui::action::{Action, Acts};
use crate::tui::advice;
use crate::tui::app::{Cx, Target, View};
use crate::tui::form::Form;
use crate::tui::outreach;
use crate::tui::pane::Pane as _;
use crate::tui::referral::{self, Seed};
use crate::tui::region;
use crate::tui::step::Step as Move;
use crate::words::Text;
use crate::words::outreach_screen as outreach_words;
use crate::words::queue::hand_over;
use crate::words::queue::screen::{self as words, label, saved};
use crate::words::region_screen;
use crate::words::support_advice_screen as advice_words;

type Pane = QueuePane;

impl Acts for QueuePane {
    const ACTIONS: &'static [Action<Self>] = &[
        Action::new("queue.claim", words::CLAIM, Pane::claim).hinted().unless(|pane, view| {
            pane.cannot(view, &[Role::Coordinator, Role::Manager], |case| case.claim(view.me().id))
        }),
        Action::new("queue.open", words::OPEN, Pane::open).hinted(),
        Action::new("queue.new", words::NEW, |_, cx| {
            let form = reception::receive(cx);
            cx.push(form);
        })
        .hinted()
        .unless(|_, view| lacks(view, &[Role::Coordinator, Role::Manager, Role::Clerk])),
        Action::new("queue.step", words::STEP, |pane: &mut Pane, cx: &mut Cx| pane.form(step::answer, cx))
            .hinted()
            .unless(|pane, view| {
                let roles = [Role::Coordinator, Role::Manager, Role::Physician];
                pane.cannot(view, &roles, |case| in_hand(case, view))
            }),
        Action::new("queue.refer", words::REFER, Pane::refer).hinted().unless(Pane::no_patient),
        Action::new("queue.introduce", words::INTRODUCE, Pane::introduce).unless(Pane::no_patient),
        Action::new("queue.ask-physician", advice_words::ASK, Pane::ask_physician).unless(|pane, view| {
            lacks(view, advice::ROLES).or_else(|| pane.missing(view)).or_else(|| no_physician(view))
        }),
        Action::new("queue.outreach", outreach_words::PROPOSE, Pane::propose_outreach)
            .unless(|pane, view| lacks(view, advice::ROLES).or_else(|| pane.missing(view))),
        Action::new("queue.question", words::QUESTION, |pane: &mut Pane, cx: &mut Cx| {
            if let Some(question) = pane.current().and_then(|detail| detail.consultation.question) {
                cx.show(Target::Question(question));
            }
        })
        .unless(|pane, view| {
            let none = pane.current().is_some_and(|detail| detail.consultation.question.is_none());
            pane.missing(view).or_else(|| none.then(|| said(view, words::NOT_A_CALL)))
        }),
        Action::new("queue.issue", region_screen::FROM_CASE, |pane: &mut Pane, cx: &mut Cx| {
            if let Some(detail) = pane.current() {
                let seed = region::forms::Seed { cases: vec![detail.consultation.id], ..Default::default() };
                let form = region::forms::draw(format!("queue.issue/{}", detail.consultation.id), &seed, cx);
                cx.push(form);
            }
        })
        .unless(|pane, view| pane.missing(view).or_else(|| region::acts::no_right(view))),
        Action::new("queue.timeline", words::TIMELINE, |pane: &mut Pane, cx: &mut Cx| {
            if let Some(patient) = pane.patient() {
                cx.show(Target::Patient(patient));
            }
        })
        .hinted()
        .unless(Pane::no_patient),
        Action::new("queue.narrow", words::NARROW, |pane: &mut Pane, cx: &mut Cx| {
            let narrow = Narrow::of(std::rc::Rc::clone(&pane.narrowing), cx);
            cx.push(narrow);
        })
        .hinted(),
        Action::new("queue.call-back", words::CALL_BACK, |pane: &mut Pane, cx: &mut Cx| {
            if let Some(form) = pane.current().and_then(|detail| step::call_back(detail, cx)) {
                cx.push(form);
            }
        })
        .unless(|pane, view| {
            let none = pane.current().is_some_and(|detail| detail.calls_back.is_empty());
            let roles = [Role::Coordinator, Role::Manager, Role::Physician];
            pane.cannot(view, &roles, |case| in_hand(case, view)).or_else(|| none.then(|| said(view, words::NO_CALL)))
        }),
        Action::new("queue.hold", words::HOLD, |pane: &mut Pane, cx: &mut Cx| pane.form(course::hold, cx)).unless(
            |pane, view| {
                pane.cannot(view, &[Role::Coordinator, Role::Manager], |case| case.put_on_hold(any_wait(view)))
            },
        ),
        Action::new("queue.off-hold", words::OFF_HOLD, |pane: &mut Pane, cx: &mut Cx| {
            pane.act(QueueAct::TakeOffHold, saved::OFF_HOLD, cx);
        })
        .unless(|pane, view| pane.cannot(view, &[Role::Coordinator, Role::Manager], Consultation::take_off_hold)),
        Action::new("queue.resolve", words::RESOLVE, |pane: &mut Pane, cx: &mut Cx| pane.form(course::resolve, cx))
            .unless(|pane, view| {
                let any = || Resolution { outcome: Outcome::Unreachable, text: String::new() };
                pane.cannot(view, &[Role::Coordinator, Role::Manager], |case| case.resolve(any()))
            }),
        Action::new("queue.close", words::CLOSE, |pane: &mut Pane, cx: &mut Cx| {
            pane.act(QueueAct::Close, saved::CLOSED, cx);
        })
        .unless(|pane, view| pane.cannot(view, &[Role::Coordinator, Role::Manager], Consultation::close)),
        Action::new("queue.reopen", words::REOPEN, |pane: &mut Pane, cx: &mut Cx| pane.form(course::reopen, cx))
            .unless(|pane, view| {
                let time = WorkingTime::new(&view.session.welcome.settings.hours);
                let roles = [Role::Coordinator, Role::Manager];
                pane.cannot(view, &roles, |case| case.reopen(String::new(), view.now, time))
            }),
        Action::new("queue.assign", words::ASSIGN, |pane: &mut Pane, cx: &mut Cx| pane.form(course::assign, cx))
            .unless(|pane, view| {
                let anybody = crate::domain::id::StaffId(0);
                pane.cannot(view, &[Role::Coordinator, Role::Manager], |case| case.assign(anybody))
            }),
        Action::new("queue.take-over", words::TAKE_OVER, |pane: &mut Pane, cx: &mut Cx| {
            pane.form(course::take_over, cx);
        })
        .unless(|pane, view| {
            if !view.i_am(Role::Manager) {
                return Some(said(view, words::NOT_MANAGER));
            }
            let anybody = crate::domain::id::StaffId(0);
            pane.cannot(view, &[Role::Manager], |case| case.take_over(anybody, String::new()))
        }),
        Action::new("queue.hand-over", hand_over::HAND_OVER, Pane::hand_over)
            .unless(|_, view| lacks(view, &[Role::Coordinator, Role::Manager])),
        Action::new("queue.amend", words::AMEND, |pane: &mut Pane, cx: &mut Cx| pane.form(reception::amend, cx))
            .unless(|pane, view| {
                let time = WorkingTime::new(&view.session.welcome.settings.hours);
                let roles = [Role::Coordinator, Role::Manager];
                pane.cannot(view, &roles, |case| case.amend(case.intake.clone(), time))
            }),
        Action::new("queue.correct", words::CORRECT, Pane::correct).unless(|pane, view| {
            let steps = pane.current().map_or(0, |detail| detail.consultation.standing_steps().len());
            pane.missing(view)
                .or_else(|| lacks(view, &[Role::Coordinator, Role::Manager]))
                .or_else(|| (steps == 0).then(|| said(view, words::NO_STEP)))
        }),
        Action::new("queue.link", words::LINK, |pane: &mut Pane, cx: &mut Cx| pane.form(course::link, cx)).unless(
            |pane, view| pane.cannot(view, &[Role::Coordinator, Role::Manager], |case| case.link(PatientId(0))),
        ),
        Action::new("queue.unlink", words::UNLINK, |pane: &mut Pane, cx: &mut Cx| pane.form(course::unlink, cx))
            .unless(|pane, view| {
                pane.cannot(view, &[Role::Coordinator, Role::Manager], |case| case.unlink(String::new()))
            }),
        Action::new("queue.mine", words::MINE, |pane, cx| pane.narrow(&Condition::Mine, cx)),
        Action::new("queue.calls", words::CALLS, |pane, cx| pane.narrow(&Condition::CallBack, cx)),
        Action::new("queue.overdue", words::OVERDUE_ONLY, |pane, cx| pane.narrow(&Condition::Overdue, cx)),
        Action::new("queue.finished", words::FINISHED, |pane, cx| pane.narrow(&Condition::Finished, cx)),
        Action::new("queue.sort", words::SORT, |pane: &mut Pane, cx: &mut Cx| {
            let at = QueueOrder::ALL.iter().position(|order| *order == pane.order).unwrap_or(0);
            pane.order = QueueOrder::ALL[(at + 1) % QueueOrder::ALL.len()];
            pane.restart(cx);
        }),
        Action::new("queue.back", words::BACK, |pane: &mut Pane, _| pane.opened = false)
            .hinted()
            .unless(|pane, view| (!pane.opened).then(|| said(view, words::NOT_OPENED))),
    ];
}

fn said(view: &View, text: Text) -> String {
    view.say(text).to_owned()
}

/// Why the caller's roles do not allow something.
fn lacks(view: &View, roles: &[Role]) -> Option<String> {
    let holds = roles.iter().any(|role| view.i_am(*role));
    (!holds).then(|| view.words(&Problem::NotAllowed).into_owned())
}

/// Why nobody can be asked for advice.
fn no_physician(view: &View) -> Option<String> {
    let none = advice::forms::physicians(None, view).is_empty();
    none.then(|| said(view, advice_words::NO_PHYSICIAN))
}

fn any_wait(view: &View) -> Wait {
    Wait { reason: WaitReason::Other, text: String::new(), until: view.now.date_naive() }
}

/// Whether a step could be recorded now.
fn in_hand(case: &Consultation, view: &View) -> Result<ConsultationEvent, QueueProblem> {
    let contents = crate::domain::consultation::StepContents {
        at: view.now,
        channel: case.intake.channel,
        with: crate::domain::consultation::Counterpart {
            who: case.intake.asked_by.who,
            name: String::new(),
            organisation: String::new(),
            site: None,
            phone: String::new(),
        },
        text: String::new(),
        minutes: crate::domain::time::Minutes(0),
        nobody_answered: false,
        charge: Charge::default(),
    };
    case.answer(contents)
}

/// The profession that whoever asks most likely has, by the centre's usual list.
const fn profession(who: Asker) -> Option<&'static str> {
    Some(match who {
        Asker::Physician => "physician",
        Asker::Dentist => "dentist",
        Asker::Pharmacist => "pharmacist",
        Asker::VisitingNurse => "visiting_nurse",
        Asker::CareManager => "care_manager",
        Asker::ConsultationSupportSpecialist => "consultation_support_specialist",
        Asker::HospitalSocialWorker => "medical_social_worker",
        Asker::FacilityStaff => "care_worker",
        Asker::CityOffice => "city_official",
        Asker::WelfareCommissioner => "welfare_commissioner",
        Asker::Person | Asker::Family | Asker::Neighbour | Asker::SupportCentre | Asker::School | Asker::Other => {
            return None;
        }
    })
}

impl QueuePane {
    /// Why nothing can be done about the selected consultation at all.
    fn missing(&self, view: &View) -> Option<String> {
        match (self.list.selected_id(), self.current()) {
            (None, _) => Some(said(view, words::NOTHING_SELECTED)),
            (Some(_), None) => Some(said(view, words::NOT_LOADED)),
            (Some(_), Some(_)) => None,
        }
    }

    /// Why the rules of the course, or the caller's roles, do not allow something; the server decides by the same rules.
    fn cannot(
        &self,
        view: &View,
        roles: &[Role],
        rule: impl Fn(&Consultation) -> Result<ConsultationEvent, QueueProblem>,
    ) -> Option<String> {
        let detail = self.current();
        self.missing(view)
            .or_else(|| lacks(view, roles))
            .or_else(|| rule(&detail?.consultation).err().map(|problem| view.problem(&Problem::Queue(problem))))
    }

    fn patient(&self) -> Option<PatientId> {
        self.current()?.consultation.patient
    }

    fn no_patient(&self, view: &View) -> Option<String> {
        self.missing(view).or_else(|| self.patient().is_none().then(|| said(view, words::NO_PATIENT)))
    }

    fn form(&mut self, make: fn(&QueueDetail, &View) -> Form, cx: &mut Cx) {
        if let Some(form) = self.current().map(|detail| make(detail, cx)) {
            cx.push(form);
        }
    }

    /// Does something that needs no form.
    fn act(&mut self, what: QueueAct, said: Text, cx: &mut Cx) {
        if self.acting.is_waiting() {
            return;
        }
        let now = self.current().map(|detail| (detail.consultation.id, detail.consultation.version));
        if let Some((id, seen)) = now {
            let request = act(id, seen, what);
            self.acting.ask(request, cx);
            self.acted = Some(said);
        }
    }

    fn claim(&mut self, cx: &mut Cx) {
        self.act(QueueAct::Claim, saved::CLAIMED, cx);
    }

    /// The detail on the whole pane, and back.
    fn open(&mut self, cx: &mut Cx) {
        self.opened = !self.opened && self.list.selected_id().is_some();
        // Where a move led depends on how much of it is seen.
        self.scroll(Move::First, cx);
    }

    fn narrow(&mut self, condition: &Condition, cx: &mut Cx) {
        self.narrowing.borrow_mut().toggle(condition);
        self.restart(cx);
    }

    /// Chooses the step, unless there is only one, and opens it.
    fn correct(&mut self, cx: &mut Cx) {
        let Some(detail) = self.current().cloned() else { return };
        let steps: Vec<Step> = detail.consultation.standing_steps().into_iter().rev().cloned().collect();
        let open = move |step: &Step, cx: &mut Cx| {
            if let Some(form) = step::correct(&detail, step.number, &cx.view()) {
                cx.push(form);
            }
        };
        if let [step] = steps.as_slice() {
            return open(step, cx);
        }
        let lines = steps.iter().map(|step| doc::step_line(step, cx)).collect();
        cx.push(Pick::of(label::STEPS, lines, move |at, cx| {
            if let Some(step) = steps.get(at) {
                open(step, cx);
            }
        }));
    }

    /// What a referral or an introduction takes over from the consultation.
    fn seed(&self) -> Option<Seed> {
        let detail = self.current()?;
        let (consultation, patient) = (&detail.consultation, detail.patient.as_ref()?);
        let asked_by = &consultation.intake.asked_by;
        Some(Seed {
            patient: Some((patient.id, patient.name.written.clone())),
            consultation: Some(consultation.id),
            profession: profession(asked_by.who).map(Code::new),
            site: asked_by.site.map(|site| (site, detail.row.organisation.clone())),
            organisation: asked_by.organisation.clone(),
            name: asked_by.name.clone(),
            phone: asked_by.phone.clone(),
            reason: consultation.intake.text.clone(),
            ..Seed::default()
        })
    }

    fn refer(&mut self, cx: &mut Cx) {
        if let Some(seed) = self.seed() {
            let form = referral::referral(&seed, cx);
            cx.push(form);
        }
    }

    fn ask_physician(&mut self, cx: &mut Cx) {
        if let Some(seed) = self.current().map(advice::forms::Seed::of) {
            let form = advice::forms::ask(&seed, cx);
            cx.push(form);
        }
    }

    fn propose_outreach(&mut self, cx: &mut Cx) {
        if let Some(seed) = self.current().map(advice::forms::Seed::of) {
            let form = outreach::forms::propose(&seed, cx);
            cx.push(form);
        }
    }

    fn introduce(&mut self, cx: &mut Cx) {
        if let Some(seed) = self.seed() {
            let form = referral::introduction(&seed, cx);
            cx.push(form);
        }
    }
}

//! The forms of advice: asked for, answered, corrected, declined, withdrawn; and the choice of a support physician.

use crate::api::queue::QueueDetail;
use crate::api::support_advice::{AdviceAct, AdviceAnswer, AdviceChange, AdviceDetail, AdviceRead};
use crate::api::{Answer, Change, Request};
use crate::domain::area::AreaCode;
use crate::domain::id::{ConsultationId, StaffId};
use crate::domain::referral::Means;
use crate::domain::support_advice::{Advice, AdviceRequest, Judgement, support_physicians};
use crate::domain::time::Minutes;
use crate::domain::timeline::Occurred;
use crate::tui::app::{Target, View};
use crate::tui::form::contact::{by_means, means, occurred, when};
use crate::tui::form::{Choice, Field, Form, SaveFault, Values, variants};
use crate::tui::referral::form::code_of;
use crate::words::{Lang, Text, support_advice_screen as words};

/// The most characters of what is asked, said or given as a reason.
const LONGEST: usize = 4_000;

/// The longest that advice takes, in minutes.
const MOST_MINUTES: u32 = 600;

/// What is known of a consultation before a form about it opens.
#[derive(Clone, Debug)]
pub struct Seed {
    /// The consultation.
    pub consultation: ConsultationId,
    /// Its number and the person, for the heading.
    pub about: String,
    /// Where the person lives.
    pub area: Option<AreaCode>,
}

impl Seed {
    /// Of the consultation that the queue shows.
    pub fn of(detail: &QueueDetail) -> Self {
        let case = &detail.consultation;
        let patient = detail.patient.as_ref();
        let named = case.intake.person.as_ref().map(|person| person.name.written.as_str());
        let person = patient.map(|row| row.name.written.as_str()).or(named).unwrap_or_default();
        Self {
            consultation: case.id,
            about: format!("{} {person}", case.number).trim_end().to_owned(),
            area: patient.and_then(|row| row.area.clone()).or_else(|| case.intake.area.clone()),
        }
    }
}

/// The physicians who can be asked, those of the area first, each with where they are placed.
pub fn physicians(area: Option<&AreaCode>, view: &View) -> Vec<Choice> {
    let city = &view.session.welcome.settings.city;
    let english = view.lang() == Lang::En;
    let all = support_physicians(&view.session.welcome.everybody, area);
    let choices = all.into_iter().map(|physician| {
        let staff = physician.staff;
        let placed = match staff.areas.as_slice() {
            [] => view.say(words::EVERYWHERE).to_owned(),
            areas => areas.iter().map(|area| city.area_name(area, english)).collect::<Vec<_>>().join(" "),
        };
        Choice::new(staff.id.to_string(), format!("{} ({placed})", staff.name.written))
    });
    choices.collect()
}

/// The field of a physician: the first of those of the area, unless the caller is one.
pub fn physician(label: Text, area: Option<&AreaCode>, view: &View) -> Field {
    let all = support_physicians(&view.session.welcome.everybody, area);
    let me = all.iter().find(|it| it.staff.id == view.me().id);
    let first = me.or(all.first()).map(|it| it.staff.id.to_string());
    let field = Field::one("physician", label, physicians(area, view)).required().help(words::PHYSICIAN_HELP);
    match first {
        Some(first) => field.with_code(&first),
        None => field,
    }
}

/// What [`physician`] holds.
pub fn read_physician(values: &Values, view: &View) -> Result<StaffId, SaveFault> {
    values.one("physician").ok_or_else(|| SaveFault::missing("physician", view))
}

/// Asks the support physician of the consultation's area.
pub fn ask(seed: &Seed, view: &View) -> Form {
    let consultation = seed.consultation;
    let chosen = code_of(&Means::Phone);
    Form::new(format!("queue.ask-physician/{consultation}"), words::ASK_FORM)
        .about(seed.about.clone())
        .field(physician(words::PHYSICIAN, seed.area.as_ref(), view))
        .field(Field::long("text", words::TEXT).required().at_most(LONGEST))
        .field(means(view).with_code(&chosen))
        .field(when(view))
        .save(move |values, view| {
            let request = AdviceRequest {
                consultation,
                patient: None,
                physician: read_physician(values, view)?,
                on: occurred(values, view)?,
                means: by_means(values, view)?,
                text: values.text("text"),
            };
            Ok(Request::Change(Change::SupportAdvice(AdviceChange::Ask(Box::new(request)))))
        })
        .done(|answer, cx| {
            cx.inform(words::ASKED);
            if let Answer::Done(done) = answer
                && let Ok(id) = done.id.parse()
            {
                cx.show(Target::SupportAdvice(id));
            }
        })
}

/// What a form of a step is: what it is called, what stands over it, and the function that opens it.
struct Of {
    name: &'static str,
    heading: Text,
    again: fn(&AdviceDetail, &View) -> Form,
}

/// The form of a step; `fields` adds its fields, `make` builds the step.
fn step(
    of: &Of,
    case: &AdviceDetail,
    view: &View,
    fields: impl FnOnce(Form) -> Form,
    make: impl Fn(&Values, &View) -> Result<AdviceAct, SaveFault> + 'static,
) -> Form {
    let (advice, seen, again) = (case.advice.id, case.advice.version, of.again);
    let form = Form::new(format!("advice.{}/{advice}", of.name), of.heading);
    fields(form.about(format!("{advice} {} {}", case.row.number, case.row.person).trim_end()))
        .save(move |values, view| {
            let step = make(values, view)?;
            Ok(Request::Change(Change::SupportAdvice(AdviceChange::Step { advice, seen, step })))
        })
        .done(|_, cx| cx.inform(words::SAVED))
        .acts_on(seen, Request::SupportAdvice(AdviceRead::Advice { advice }), move |answer, view| {
            let Answer::SupportAdvice(answer) = answer else { return None };
            let AdviceAnswer::Advice(case) = answer.as_ref() else { return None };
            Some(again(case, view))
        })
        .latest(super::doc::latest(case, view))
}

/// The physician answers, or the answer is taken down.
pub fn answer(case: &AdviceDetail, view: &View) -> Form {
    step(
        &Of { name: "answer", heading: words::ANSWER_FORM, again: answer },
        case,
        view,
        |form| answer_fields(form, None, view),
        |values, view| Ok(AdviceAct::Answer(read_advice(values, view)?)),
    )
}

/// The answer was written down wrongly.
pub fn correct(case: &AdviceDetail, view: &View) -> Form {
    step(
        &Of { name: "correct", heading: words::CORRECT_FORM, again: correct },
        case,
        view,
        |form| {
            let form = form.field(Field::text("reason", words::WHAT_WAS_WRONG).required());
            answer_fields(form, case.advice.advice.as_ref(), view)
        },
        |values, view| {
            Ok(AdviceAct::CorrectAnswer { reason: values.text("reason"), advice: read_advice(values, view)? })
        },
    )
}

fn answer_fields(form: Form, old: Option<&Advice>, view: &View) -> Form {
    let mut judgement = Field::one("judgement", words::JUDGEMENT, variants(&Judgement::ALL, view.lang())).required();
    let mut text = Field::long("text", words::ADVICE_TEXT).required().at_most(LONGEST);
    let mut minutes = Field::whole("minutes", words::TIME_SPENT, words::MINUTES, MOST_MINUTES).required();
    let mut on = when(view);
    if let Some(old) = old {
        judgement = judgement.with_code(&code_of(&old.judgement));
        text = text.with_text(old.text.clone());
        minutes = minutes.with_text(old.minutes.0.to_string());
        if let Occurred::At(at) = old.on {
            on = Field::moment("on", crate::words::forms::WHEN)
                .with_text(at.format("%Y-%m-%d %-H:%M").to_string())
                .required();
        }
    }
    form.field(judgement).field(text).field(minutes).field(on)
}

fn read_advice(values: &Values, view: &View) -> Result<Advice, SaveFault> {
    Ok(Advice {
        on: occurred(values, view)?,
        judgement: values.one("judgement").ok_or_else(|| SaveFault::missing("judgement", view))?,
        text: values.text("text"),
        minutes: Minutes(values.whole("minutes").ok_or_else(|| SaveFault::missing("minutes", view))?),
    })
}

/// The physician cannot advise.
pub fn decline(case: &AdviceDetail, view: &View) -> Form {
    step(
        &Of { name: "decline", heading: words::DECLINE_FORM, again: decline },
        case,
        view,
        |form| form.field(Field::long("reason", words::REASON).required().at_most(LONGEST)),
        |values, _| Ok(AdviceAct::Decline { reason: values.text("reason") }),
    )
}

/// Nothing is asked any more.
pub fn withdraw(case: &AdviceDetail, view: &View) -> Form {
    step(
        &Of { name: "withdraw", heading: words::WITHDRAW_FORM, again: withdraw },
        case,
        view,
        |form| form.field(Field::long("reason", words::REASON).required().at_most(LONGEST)),
        |values, _| Ok(AdviceAct::Withdraw { reason: values.text("reason") }),
    )
}

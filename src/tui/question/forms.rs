//! The forms of a question: put, amended, reminded of, answered, corrected, withdrawn.

use crate::api::question::{QuestionAct, QuestionAnswer, QuestionChange, QuestionDetail, QuestionRead};
use crate::api::{Answer as Answered, Change, Request};
use crate::domain::code::CodeList;
use crate::domain::id::{PatientId, QuestionId, Version};
use crate::domain::patient::Place;
use crate::domain::question::{Addressee, Answer, Inquiry, Reminder};
use crate::domain::referral::{Means, Party, Requester};
use crate::domain::time::Moment;
use crate::domain::timeline::Occurred;
use crate::tui::app::{Target, View};
use crate::tui::form::{Field, Form, SaveFault, Values, listed, variants};
use crate::tui::referral::form::{by_means, code_of, occurred, party, some_party};
use crate::words::{Text, question_screen as words};

/// The most characters of a question, an answer, a reason.
const LONGEST: usize = 4_000;

/// What is known before the form opens.
#[derive(Clone, Debug, Default)]
pub struct Seed {
    /// The patient, with the name on the screen.
    pub patient: Option<(PatientId, String)>,
    /// Where the patient's physician works.
    pub place: Option<Place>,
    /// The patient's physician.
    pub physician: String,
}

/// A new question, filled with what is known.
pub fn ask(seed: &Seed, view: &View) -> Form {
    let mut patient = Field::person("patient", words::PATIENT_LABEL).help(words::PATIENT_HELP);
    if let Some((id, name)) = &seed.patient {
        patient = patient.with_record(id, name.clone());
    }
    let place = seed.place.as_ref().map(|place| Party { site: place.site, name: place.name.clone() });
    let place = place.unwrap_or_default();
    let (site, written) = place_fields(&place);
    let form = Form::new("question.new", words::NEW_QUESTION).field(patient).field(site).field(written);
    let form = form.field(Field::text("physician", words::PHYSICIAN).with_text(seed.physician.clone()));
    words_of(asker(form, None, view), None)
        .field(Field::moment("asked", words::ASKED_AT).with_now(view).required())
        .save(|values, view| {
            let to = some_party(values, "place", "place_text", view)?;
            let asked = values.moment("asked").ok_or_else(|| SaveFault::missing("asked", view))?;
            let inquiry = inquiry(values, view, values.id("patient"), to, asked)?;
            Ok(Request::Change(Change::Question(QuestionChange::Ask(Box::new(inquiry)))))
        })
        .done(|answer, cx| {
            cx.inform(words::ASKED);
            if let Answered::Done(done) = answer
                && let Ok(id) = done.id.parse()
            {
                cx.show(Target::Question(id));
            }
        })
}

/// A place of the resources, and the words where they do not hold it.
fn place_fields(place: &Party) -> (Field, Field) {
    let (site, written) = (Field::place("place", words::PLACE), Field::text("place_text", words::PLACE_TEXT));
    match place.site {
        Some(id) => (site.with_record(&id, place.name.clone()), written),
        None => (site, written.with_text(place.name.clone())),
    }
}

/// Who asks, as it was said before.
fn asker(form: Form, old: Option<&Inquiry>, view: &View) -> Form {
    let mut profession = Field::one("profession", words::PROFESSION, listed(CodeList::Professions, view)).required();
    let mut organisation = Field::place("organisation", words::ORGANISATION);
    let from = old.map(|old| &old.from);
    let mut written = String::new();
    if let Some(from) = from {
        profession = profession.with_code(&from.profession.0);
        match from.organisation.site {
            Some(site) => organisation = organisation.with_record(&site, from.organisation.name.clone()),
            None => written.clone_from(&from.organisation.name),
        }
    }
    let text = |of: fn(&Requester) -> &String| from.map(of).cloned().unwrap_or_default();
    form.field(profession)
        .field(organisation)
        .field(Field::text("organisation_text", words::ORGANISATION_TEXT).with_text(written))
        .field(Field::text("name", words::NAME).with_text(text(|from| &from.name)))
        .field(Field::text("phone", words::PHONE).with_text(text(|from| &from.phone)))
}

/// The question itself, and where the physician is called.
fn words_of(form: Form, old: Option<&Inquiry>) -> Form {
    let text = old.map(|old| old.text.clone()).unwrap_or_default();
    let phone = old.map(|old| old.to.phone.clone()).unwrap_or_default();
    form.field(Field::long("text", words::TEXT).required().at_most(LONGEST).with_text(text)).field(
        Field::text("physician_phone", words::PHYSICIAN_PHONE).help(words::PHYSICIAN_PHONE_HELP).with_text(phone),
    )
}

fn inquiry(
    values: &Values,
    view: &View,
    patient: Option<PatientId>,
    place: Party,
    asked: Moment,
) -> Result<Inquiry, SaveFault> {
    Ok(Inquiry {
        patient,
        from: Requester {
            profession: values.one("profession").ok_or_else(|| SaveFault::missing("profession", view))?,
            organisation: party(values, "organisation", "organisation_text"),
            name: values.text("name"),
            phone: values.text("phone"),
        },
        to: Addressee { place, physician: values.text("physician"), phone: values.text("physician_phone") },
        asked,
        text: values.text("text"),
    })
}

/// What a form of a step is: what it is called, what stands over it, what is said once it is done, and the function that
/// opens it.
struct Of {
    name: &'static str,
    heading: Text,
    said: Text,
    again: fn(&QuestionDetail, &View) -> Form,
}

/// The form of a step; `fields` adds its fields, `make` builds the step.
fn step(
    of: &Of,
    case: &QuestionDetail,
    view: &View,
    fields: impl FnOnce(Form) -> Form,
    make: impl Fn(&Values, &View) -> Result<QuestionAct, SaveFault> + 'static,
) -> Form {
    let which = (case.question.id, case.question.version);
    let form = step_of(of, which, &about(case), fields, make);
    if of.name == AMEND { form } else { form.latest(super::doc::latest(case, view)) }
}

/// The same, where no more of the question is at hand.
fn step_of(
    of: &Of,
    (question, seen): (QuestionId, Version),
    about: &str,
    fields: impl FnOnce(Form) -> Form,
    make: impl Fn(&Values, &View) -> Result<QuestionAct, SaveFault> + 'static,
) -> Form {
    let (said, again) = (of.said, of.again);
    let form = Form::new(format!("question.{}/{question}", of.name), of.heading);
    let form = fields(form.about(format!("{question} {about}")))
        .save(move |values, view| {
            let step = make(values, view)?;
            Ok(Request::Change(Change::Question(QuestionChange::Step { question, seen, step })))
        })
        .done(move |_, cx| cx.inform(said));
    let again = move |answer: &Answered, view: &View| {
        let Answered::Question(answer) = answer else { return None };
        let QuestionAnswer::Question(case) = answer.as_ref() else { return None };
        Some(again(case, view))
    };
    let read = Request::Question(QuestionRead::Question { question });
    if of.name == AMEND { form.amends(seen, read, again) } else { form.acts_on(seen, read, again) }
}

/// The name of the form that puts the question itself right.
const AMEND: &str = "amend";

/// Whom it is about and who owes the answer.
fn about(case: &QuestionDetail) -> String {
    let patient = case.row.patient.as_ref().map(|row| row.name.written.as_str()).unwrap_or_default();
    [case.row.to.as_str(), patient].join(" ").trim_end().to_owned()
}

/// Puts the words right; patient, place and time stay.
pub fn amend(case: &QuestionDetail, view: &View) -> Form {
    let old = case.question.inquiry.clone();
    let kept = old.clone();
    step(
        &Of { name: AMEND, heading: words::AMEND_QUESTION, said: words::SAVED, again: amend },
        case,
        view,
        |form| {
            let physician = Field::text("physician", words::PHYSICIAN).with_text(old.to.physician.clone());
            words_of(asker(form.field(physician), Some(&old), view), Some(&old))
        },
        move |values, view| {
            let new = inquiry(values, view, kept.patient, kept.to.place.clone(), kept.asked)?;
            Ok(QuestionAct::Amend(Box::new(new)))
        },
    )
}

/// The physician was reminded.
pub fn remind(case: &QuestionDetail, view: &View) -> Form {
    step(
        &Of { name: "remind", heading: words::RECORD_REMINDER, said: words::SAVED, again: remind },
        case,
        view,
        |form| form.field(means(None, view)).field(when(view)).field(Field::long("text", words::NOTE).at_most(LONGEST)),
        |values, view| {
            Ok(QuestionAct::Remind(Reminder {
                on: occurred(values, view)?,
                means: by_means(values, view)?,
                text: values.text("text"),
            }))
        },
    )
}

/// The form of an answer.
const ANSWER: Of = Of { name: "answer", heading: words::RECORD_ANSWER, said: words::ANSWERED, again: answer };

/// The physician answered.
pub fn answer(case: &QuestionDetail, view: &View) -> Form {
    let by = &case.question.inquiry.to.physician;
    step(
        &ANSWER,
        case,
        view,
        |form| answer_fields(form, None, by, view),
        |values, view| Ok(QuestionAct::Answer(answered(values, view)?)),
    )
}

/// The same, where only the number of the question is at hand.
pub fn answer_to(question: QuestionId, about: &str, view: &View) -> Form {
    step_of(
        &ANSWER,
        (question, Version::default()),
        about,
        |form| answer_fields(form, None, "", view),
        |values, view| Ok(QuestionAct::Answer(answered(values, view)?)),
    )
}

/// The answer was written down wrongly.
pub fn correct(case: &QuestionDetail, view: &View) -> Form {
    let old = case.question.answer.clone();
    step(
        &Of { name: "correct", heading: words::CORRECT_ANSWER, said: words::SAVED, again: correct },
        case,
        view,
        |form| {
            let form = form.field(Field::text("reason", words::WHAT_WAS_WRONG).required());
            answer_fields(form, old.as_ref(), "", view)
        },
        |values, view| {
            Ok(QuestionAct::CorrectAnswer { reason: values.text("reason"), answer: answered(values, view)? })
        },
    )
}

fn answer_fields(form: Form, old: Option<&Answer>, by: &str, view: &View) -> Form {
    let (by, text) = old.map_or_else(|| (by.to_owned(), String::new()), |old| (old.by.clone(), old.text.clone()));
    let on = match old.map(|old| old.on) {
        Some(Occurred::At(at)) => {
            Field::moment("on", words::WHEN).with_text(at.format("%Y-%m-%d %-H:%M").to_string()).required()
        }
        _ => when(view),
    };
    form.field(Field::long("text", words::ANSWER_TEXT).required().at_most(LONGEST).with_text(text))
        .field(Field::text("by", words::BY).required().with_text(by))
        .field(means(old.map(|old| old.means), view))
        .field(on)
}

fn answered(values: &Values, view: &View) -> Result<Answer, SaveFault> {
    Ok(Answer {
        on: occurred(values, view)?,
        means: by_means(values, view)?,
        by: values.text("by"),
        text: values.text("text"),
    })
}

/// It is not to be answered any more.
pub fn withdraw(case: &QuestionDetail, view: &View) -> Form {
    step(
        &Of { name: "withdraw", heading: words::WITHDRAW_QUESTION, said: words::WITHDRAWN, again: withdraw },
        case,
        view,
        |form| form.field(Field::long("reason", words::REASON).required().at_most(LONGEST)),
        |values, _| Ok(QuestionAct::Withdraw { reason: values.text("reason") }),
    )
}

fn when(view: &View) -> Field {
    Field::moment("on", words::WHEN).with_now(view).required()
}

/// How it was said: by telephone, unless somebody says otherwise.
fn means(old: Option<Means>, view: &View) -> Field {
    let chosen = code_of(&old.unwrap_or(Means::Phone));
    Field::one("means", words::MEANS, variants(&Means::ALL, view.lang())).required().with_code(&chosen)
}

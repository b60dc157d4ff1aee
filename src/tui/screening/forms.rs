//! The forms of questionnaires: typing one in, putting it right, and each step of its course.

use super::fields::{end, note, occurred, person, read_end, read_person, text, when};
use crate::api::prevention::{PreventionChange, ScreeningAct, ScreeningDetail};
use crate::api::{Answer, Change, Request};
use crate::domain::screening::{
    Answers, BasicAnswers, BasicItem, HEIGHTS, Look, Millimetres, OldOldAnswers, OldOldItem, Progress, Questionnaire,
    Sheet, WEIGHTS, YesNo,
};
use crate::domain::timeline::Grams;
use crate::tui::app::{Cx, Message, View};
use crate::tui::form::{Field, Form, Question, Range, SaveFault, Values, variants};
use crate::words::{Lang, Text, prevention_screen as words, questionnaire};

/// Types a questionnaire in.
pub fn record(of: Questionnaire, view: &View) -> Form {
    let (name, heading) = match of {
        Questionnaire::BasicChecklist => ("screening.basic", words::NEW_BASIC),
        Questionnaire::OldOld => ("screening.old-old", words::NEW_OLD_OLD),
    };
    let form = person(Form::new(name, heading), None, view);
    answer_fields(form, of, None, view)
        .save(move |values, view| {
            let sheet = sheet(values, of, None, view)?;
            Ok(Request::Change(Change::Prevention(PreventionChange::Record(Box::new(sheet)))))
        })
        .done(say_number)
}

/// Puts the answers right.
pub fn amend(case: &ScreeningDetail, view: &View) -> Form {
    let of = case.screening.questionnaire();
    let old = case.screening.sheet.clone();
    step(
        "amend",
        words::AMEND_SHEET,
        case,
        |form| {
            let form = if case.screening.patient().is_none() { person(form, Some(&old.person), view) } else { form };
            answer_fields(form, of, Some(&old), view)
        },
        {
            let old = old.clone();
            move |values, view| Ok(ScreeningAct::Amend(Box::new(sheet(values, of, Some(&old), view)?)))
        },
    )
}

/// The person goes into the queue.
pub fn enter_queue(case: &ScreeningDetail, _view: &View) -> Form {
    let reason = Field::long("reason", words::REASON).at_most(1_000).help(words::REASON_HELP);
    let reason = if case.row.risk.is_by_rule() { reason } else { reason.required() };
    step(
        "enter-queue",
        words::TO_QUEUE_FORM,
        case,
        |form| form.field(reason),
        |values, _| Ok(ScreeningAct::EnterQueue { reason: values.text("reason") }),
    )
}

/// Says which patient it is; the likeliest is filled in only if there is exactly one.
pub fn link(case: &ScreeningDetail, _view: &View) -> Form {
    let mut field = Field::person("patient", words::PERSON).required();
    if let [only] = case.doubles.as_slice() {
        field = field.with_record(&only.row.id, only.row.name.written.clone());
    }
    step(
        "link",
        words::LINK_FORM,
        case,
        |form| form.field(field),
        |values, view| {
            let patient = values.id("patient").ok_or_else(|| SaveFault::missing("patient", view))?;
            Ok(ScreeningAct::Link { patient })
        },
    )
}

/// Nothing is done for now.
pub fn set_aside(case: &ScreeningDetail, _view: &View) -> Form {
    step(
        "set-aside",
        words::SET_ASIDE_FORM,
        case,
        |form| form.field(Field::long("reason", words::REASON).required().at_most(1_000)),
        |values, _| Ok(ScreeningAct::SetAside { reason: values.text("reason") }),
    )
}

/// How the person fares.
pub fn follow_up(case: &ScreeningDetail, view: &View) -> Form {
    step(
        "follow-up",
        words::FOLLOW_UP_FORM,
        case,
        |form| {
            form.field(when(view))
                .field(Field::one("progress", words::PROGRESS, variants(&Progress::ALL, view.lang())).required())
                .field(text())
                .field(Field::date("next", words::NEXT_LOOK))
        },
        |values, view| {
            Ok(ScreeningAct::FollowUp(Look {
                on: occurred(values, view)?,
                progress: values.one("progress").ok_or_else(|| SaveFault::missing("progress", view))?,
                text: values.text("text"),
                next: values.date("next"),
            }))
        },
    )
}

/// What came of it in the end.
pub fn finish(case: &ScreeningDetail, view: &View) -> Form {
    step(
        "end",
        words::END_FORM,
        case,
        |form| end(form, view),
        |values, view| {
            let (outcome, text) = read_end(values, view)?;
            Ok(ScreeningAct::End { outcome, text })
        },
    )
}

/// The form of a step; `fields` adds its fields, `make` builds the step.
fn step(
    name: &str,
    heading: Text,
    case: &ScreeningDetail,
    fields: impl FnOnce(Form) -> Form,
    make: impl Fn(&Values, &View) -> Result<ScreeningAct, SaveFault> + 'static,
) -> Form {
    let (screening, seen) = (case.screening.id, case.screening.version);
    let form = Form::new(format!("screening.{name}/{screening}"), heading);
    fields(form.about(format!("{screening} {}", case.row.name.written)))
        .save(move |values, view| {
            let step = make(values, view)?;
            let change = PreventionChange::Step { screening, seen: values.seen(seen), step };
            Ok(Request::Change(Change::Prevention(change)))
        })
        .done(say_number)
}

/// Says the number of the consultation, if the person went into the queue with it.
fn say_number(answer: &Answer, cx: &mut Cx) {
    if let Answer::Done(done) = answer {
        cx.tell(Message::info(words::recorded(done.number.as_deref(), cx.lang())));
    }
}

fn answer_fields(form: Form, of: Questionnaire, old: Option<&Sheet>, view: &View) -> Form {
    let mut on = Field::date("on", words::ON).required();
    on = on.with_date(old.map_or_else(|| view.now.date_naive(), |old| old.on));
    let typed = old.map(|old| typed(&old.answers)).unwrap_or_default();
    let form =
        form.field(on).field(Field::answers("answers", words::ANSWERS, questions(of, view.lang())).with_text(typed));
    let form = if of == Questionnaire::BasicChecklist { measures(form, old) } else { form };
    form.field(note().with_text(old.map(|old| old.note.clone()).unwrap_or_default()))
}

/// Height and weight, from which item 12 is worked out.
fn measures(form: Form, old: Option<&Sheet>) -> Form {
    let answers = old.and_then(|old| match &old.answers {
        Answers::BasicChecklist(answers) => Some(answers),
        Answers::OldOld(_) => None,
    });
    let tenths = |value: u32, per: u32| format!("{}.{}", value / per, value % per / (per / 10));
    let height = answers.and_then(|it| it.height).map(|height| tenths(height.0, 10)).unwrap_or_default();
    let weight = answers.and_then(|it| it.weight).map(|weight| tenths(weight.0, 1_000)).unwrap_or_default();
    let range = |all: &std::ops::RangeInclusive<u32>, per: f64| Range {
        from: f64::from(*all.start()) / per,
        to: f64::from(*all.end()) / per,
        decimals: 1,
    };
    form.field(Field::number("height", words::HEIGHT, words::CENTIMETRES, range(&HEIGHTS, 10.0)).with_text(height))
        .field(Field::number("weight", words::WEIGHT, words::KILOGRAMS, range(&WEIGHTS, 1_000.0)).with_text(weight))
}

fn questions(of: Questionnaire, lang: Lang) -> Vec<Question> {
    let say = |texts: &[Text]| texts.iter().map(|text| text.say(lang).to_owned()).collect();
    match of {
        Questionnaire::BasicChecklist => BasicItem::all()
            .map(|item| Question {
                text: questionnaire::basic(item, lang).to_owned(),
                answers: say(questionnaire::YES_NO),
            })
            .collect(),
        Questionnaire::OldOld => OldOldItem::all()
            .map(|item| Question {
                text: questionnaire::old_old(item, lang).to_owned(),
                answers: say(questionnaire::answers(item)),
            })
            .collect(),
    }
}

/// Answers as they would be typed.
fn typed(answers: &Answers) -> String {
    let digit = |answer: Option<u8>| answer.and_then(|answer| char::from_digit(u32::from(answer), 10)).unwrap_or('-');
    match answers {
        Answers::BasicChecklist(answers) => BasicItem::all()
            .map(|item| match answers.said(item) {
                Some(YesNo::Yes) => '1',
                Some(YesNo::No) => '2',
                None => '-',
            })
            .collect(),
        Answers::OldOld(answers) => OldOldItem::all().map(|item| digit(answers.get(item))).collect(),
    }
}

fn sheet(values: &Values, of: Questionnaire, old: Option<&Sheet>, view: &View) -> Result<Sheet, SaveFault> {
    let known = old.filter(|old| old.person.patient.is_some());
    let person = match known {
        Some(old) => old.person.clone(),
        None => read_person(values, old.and_then(|old| old.person.area.clone()), view)?,
    };
    Ok(Sheet {
        person,
        on: values.date("on").ok_or_else(|| SaveFault::missing("on", view))?,
        answers: answers(values, of),
        list: old.map(|old| old.list.clone()).unwrap_or_default(),
        note: values.text("note"),
    })
}

fn answers(values: &Values, of: Questionnaire) -> Answers {
    let typed = values.text("answers");
    let digits = typed.chars().map(|c| c.to_digit(10).and_then(|digit| u8::try_from(digit).ok()));
    match of {
        Questionnaire::BasicChecklist => {
            let mut answers = BasicAnswers::default();
            for (item, digit) in BasicItem::all().zip(digits) {
                let said = match digit {
                    Some(1) => Some(YesNo::Yes),
                    Some(2) => Some(YesNo::No),
                    _ => None,
                };
                answers.set(item, said);
            }
            answers.height = tenths(values, "height").map(Millimetres);
            answers.weight = tenths(values, "weight").map(|hundreds| Grams(hundreds * 100));
            Answers::BasicChecklist(answers)
        }
        Questionnaire::OldOld => {
            let mut answers = OldOldAnswers::default();
            for (item, digit) in OldOldItem::all().zip(digits) {
                // The field takes no other digits than the item has.
                let _ = answers.set(item, digit);
            }
            Answers::OldOld(answers)
        }
    }
}

/// A number with one decimal as tenths of its unit.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the field's range is within u32")]
fn tenths(values: &Values, field: &str) -> Option<u32> {
    values.number(field).map(|number| (number * 10.0).round() as u32)
}

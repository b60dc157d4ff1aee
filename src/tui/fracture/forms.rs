//! The forms of secondary fracture prevention: the fracture, and each step of its course.

use crate::api::prevention::{FractureAct, FractureDetail, PreventionChange};
use crate::api::{Answer, Change, Request};
use crate::domain::code::{Code, CodeList};
use crate::domain::fracture::{
    Bone, Coordination, FallAssessment, FallRisk, FollowUp, Fracture, Keeping, MedicationCheck, Support,
};
use crate::domain::referral::{Means, Party};
use crate::domain::screening::Progress;
use crate::tui::app::{Cx, Target, View};
use crate::tui::form::{Field, Form, SaveFault, Values, listed, variants};
use crate::tui::screening::fields::{end, note, occurred, person, read_end, read_person, text, when};
use crate::words::{Text, prevention_screen as words};

/// Records a fracture.
pub fn begin(view: &View) -> Form {
    let form = person(Form::new("fracture.new", words::NEW_FRACTURE), None, view);
    fracture_fields(form, None, view)
        .save(|values, view| {
            let fracture = fracture(values, None, view)?;
            Ok(Request::Change(Change::Prevention(PreventionChange::Begin(Box::new(fracture)))))
        })
        .done(|answer, cx| {
            cx.inform(words::SAVED);
            if let Answer::Done(done) = answer
                && let Ok(id) = done.id.parse()
            {
                cx.show(Target::FractureCase(id));
            }
        })
}

/// Puts right what is known of the fracture.
pub fn amend(case: &FractureDetail, view: &View) -> Form {
    let old = case.case.fracture.clone();
    step(
        "amend",
        words::AMEND_FRACTURE,
        case,
        |form| {
            let form = if case.case.patient().is_none() { person(form, Some(&old.person), view) } else { form };
            fracture_fields(form, Some(&old), view)
        },
        {
            let old = old.clone();
            move |values, view| Ok(FractureAct::Amend(Box::new(fracture(values, Some(&old), view)?)))
        },
    )
}

/// Says which patient it is; the likeliest is filled in only if there is exactly one.
pub fn link(case: &FractureDetail, _view: &View) -> Form {
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
            Ok(FractureAct::Link { patient })
        },
    )
}

/// What was agreed with a treating doctor.
pub fn coordinate(case: &FractureDetail, view: &View) -> Form {
    let doctor = case.case.fracture.treated_by.name.clone();
    step(
        "coordinate",
        words::COORDINATE_FORM,
        case,
        |form| {
            form.field(when(view))
                .field(Field::text("with", words::WITH).required().with_text(doctor))
                .field(Field::one("means", words::MEANS, variants(&Means::ALL, view.lang())).required())
                .field(text())
        },
        |values, view| {
            Ok(FractureAct::Coordinate(Coordination {
                on: occurred(values, view)?,
                with: Party::named(&values.text("with")),
                means: values.one("means").ok_or_else(|| SaveFault::missing("means", view))?,
                text: values.text("text"),
            }))
        },
    )
}

/// Whether the medicine is kept up.
pub fn medication(case: &FractureDetail, view: &View) -> Form {
    step(
        "medication",
        words::MEDICATION_FORM,
        case,
        |form| {
            form.field(when(view))
                .field(Field::one("keeping", words::KEEPING, variants(&Keeping::ALL, view.lang())).required())
                .field(Field::long("text", words::TEXT).at_most(4_000))
        },
        |values, view| {
            Ok(FractureAct::CheckMedication(MedicationCheck {
                on: occurred(values, view)?,
                keeping: values.one("keeping").ok_or_else(|| SaveFault::missing("keeping", view))?,
                text: values.text("text"),
            }))
        },
    )
}

/// The risk of another fall.
pub fn fall_risk(case: &FractureDetail, view: &View) -> Form {
    let me = view.me();
    let member = Field::staff("member", words::MEMBER).required().with_record(&me.id, me.name.written.clone());
    step(
        "fall-risk",
        words::FALL_RISK_FORM,
        case,
        |form| {
            form.field(when(view))
                .field(member)
                .field(Field::one("risk", words::RISK, variants(&FallRisk::ALL, view.lang())).required())
                .field(Field::long("findings", words::FINDINGS).required().at_most(4_000))
        },
        |values, view| {
            Ok(FractureAct::AssessFallRisk(FallAssessment {
                on: occurred(values, view)?,
                member: values.id("member").ok_or_else(|| SaveFault::missing("member", view))?,
                risk: values.one("risk").ok_or_else(|| SaveFault::missing("risk", view))?,
                findings: values.text("findings"),
            }))
        },
    )
}

/// A professional supported the person.
pub fn support(case: &FractureDetail, view: &View) -> Form {
    let mine = view.me().profession.clone();
    let profession = Field::one("profession", words::PROFESSION, listed(CodeList::Professions, view)).required();
    step(
        "support",
        words::SUPPORT_FORM,
        case,
        |form| {
            form.field(when(view))
                .field(profession.with_code(&mine.0))
                .field(Field::text("by", words::BY).required().with_text(view.me().name.written.clone()))
                .field(text())
        },
        |values, view| {
            Ok(FractureAct::Support(Support {
                on: occurred(values, view)?,
                profession: values.one::<Code>("profession").ok_or_else(|| SaveFault::missing("profession", view))?,
                by: Party::named(&values.text("by")),
                text: values.text("text"),
            }))
        },
    )
}

/// How the person fares.
pub fn follow_up(case: &FractureDetail, view: &View) -> Form {
    step(
        "follow-up",
        words::FOLLOW_UP_FORM,
        case,
        |form| {
            form.field(when(view))
                .field(Field::one("progress", words::PROGRESS, variants(&Progress::ALL, view.lang())).required())
                .field(Field::yes_no("again", words::AGAIN, view).with_code("no"))
                .field(text())
                .field(Field::date("next", words::NEXT_LOOK))
        },
        |values, view| {
            Ok(FractureAct::FollowUp(FollowUp {
                on: occurred(values, view)?,
                progress: values.one("progress").ok_or_else(|| SaveFault::missing("progress", view))?,
                fractured_again: values.code("again") == Some("yes"),
                text: values.text("text"),
                next: values.date("next"),
            }))
        },
    )
}

/// What came of it in the end.
pub fn finish(case: &FractureDetail, view: &View) -> Form {
    step(
        "end",
        words::END_FORM,
        case,
        |form| end(form, view),
        |values, view| {
            let (outcome, text) = read_end(values, view)?;
            Ok(FractureAct::End { outcome, text })
        },
    )
}

/// The form of a step; `fields` adds its fields, `make` builds the step.
fn step(
    name: &str,
    heading: Text,
    case: &FractureDetail,
    fields: impl FnOnce(Form) -> Form,
    make: impl Fn(&Values, &View) -> Result<FractureAct, SaveFault> + 'static,
) -> Form {
    let (fracture, seen) = (case.case.id, case.case.version);
    let form = Form::new(format!("fracture.{name}/{fracture}"), heading);
    fields(form.about(format!("{fracture} {}", case.row.name.written)))
        .save(move |values, view| {
            let step = make(values, view)?;
            let change = PreventionChange::FractureStep { fracture, seen: values.seen(seen), step };
            Ok(Request::Change(Change::Prevention(change)))
        })
        .done(|_: &Answer, cx: &mut Cx| cx.inform(words::SAVED))
}

fn fracture_fields(form: Form, old: Option<&Fracture>, view: &View) -> Form {
    let mut bone = Field::one("bone", words::BONE, variants(&Bone::ALL, view.lang())).required();
    let chosen = old.and_then(|old| serde_json::to_value(old.bone).ok());
    if let Some(code) = chosen.as_ref().and_then(serde_json::Value::as_str) {
        bone = bone.with_code(code);
    }
    let mut on = Field::date("on", words::FRACTURED_ON).required();
    if let Some(old) = old {
        on = on.with_date(old.on);
    }
    let treated = old.map(|old| old.treated_by.name.clone()).unwrap_or_default();
    form.field(bone)
        .field(on)
        .field(Field::text("treated_by", words::TREATED_BY).with_text(treated))
        .field(note().with_text(old.map(|old| old.note.clone()).unwrap_or_default()))
}

fn fracture(values: &Values, old: Option<&Fracture>, view: &View) -> Result<Fracture, SaveFault> {
    let known = old.filter(|old| old.person.patient.is_some());
    let person = match known {
        Some(old) => old.person.clone(),
        None => read_person(values, old.and_then(|old| old.person.area.clone()), view)?,
    };
    let name = values.text("treated_by");
    let kept = old.map(|old| &old.treated_by).filter(|party| party.name == name).cloned();
    Ok(Fracture {
        person,
        bone: values.one("bone").ok_or_else(|| SaveFault::missing("bone", view))?,
        on: values.date("on").ok_or_else(|| SaveFault::missing("on", view))?,
        treated_by: kept.unwrap_or_else(|| Party::named(&name)),
        list: old.map(|old| old.list.clone()).unwrap_or_default(),
        note: values.text("note"),
    })
}

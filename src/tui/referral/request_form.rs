//! The forms of a new referral and a new introduction, and of putting them right.

use super::form::{code_of, occurred, party, some_party};
use crate::api::referral::{IntroductionAct, ReferralChange, ReferralDetail, ReferralStep};
use crate::api::{Answer, Change, Request};
use crate::domain::code::{Code, CodeList};
use crate::domain::id::{ConsultationId, PatientId, ReferralId, SiteId};
use crate::domain::introduction::{Order, Purpose};
use crate::domain::referral::{Dispatch, Party, Request as Asked, Requester};
use crate::domain::staff::SupportTeam;
use crate::domain::timeline::Occurred;
use crate::tui::app::{Cx, Target, View};
use crate::tui::form::{Field, Form, SaveFault, Values, listed, variants};
use crate::words::referral_screen as words;

/// What is known before the form opens: of a consultation, of another referral, or nothing.
#[derive(Clone, Debug, Default)]
pub struct Seed {
    /// The patient, with the name on the screen.
    pub patient: Option<(PatientId, String)>,
    /// The consultation that it comes from.
    pub consultation: Option<ConsultationId>,
    /// The referral that it comes from.
    pub referral: Option<ReferralId>,
    /// The team, if only one comes into question.
    pub team: Option<SupportTeam>,
    /// The requester's profession.
    pub profession: Option<Code>,
    /// The requester's place among the resources, with its name.
    pub site: Option<(SiteId, String)>,
    /// The requester's organisation, where the resources do not hold it.
    pub organisation: String,
    /// The requester's name.
    pub name: String,
    /// Where the requester is reached.
    pub phone: String,
    /// Why.
    pub reason: String,
    /// The family physician.
    pub physician: String,
}

/// A new referral, filled with what is known.
pub fn referral(seed: &Seed, view: &View) -> Form {
    let mut patient = Field::person("patient", words::PATIENT_LABEL).required();
    if let Some((id, name)) = &seed.patient {
        patient = patient.with_record(id, name.clone());
    }
    let mut team = Field::one("team", words::TEAM_LABEL, variants(&SupportTeam::ALL, view.lang())).required();
    if let Some(of) = seed.team.or(view.me().team) {
        team = team.with_code(&code_of(&of));
    }
    let (consultation, from_referral) = (seed.consultation, seed.referral);
    // Called as the action that opens it, so that a draft finds where it came from.
    let name = consultation.map_or_else(|| "referral.new".to_owned(), |from| format!("queue.refer/{from}"));
    let form = Form::new(name, words::NEW_REFERRAL).field(team).field(patient);
    request_fields(form, seed, None, view)
        .save(move |values, view| {
            let team = values.one("team").ok_or_else(|| SaveFault::missing("team", view))?;
            let patient = values.id("patient").ok_or_else(|| SaveFault::missing("patient", view))?;
            let asked = request(values, view, Known { team, patient, consultation, from_referral })?;
            Ok(Request::Change(Change::Referral(ReferralChange::Request(Box::new(asked)))))
        })
        .done(|answer, cx| {
            cx.inform(words::REFERRED);
            if let Answer::Done(done) = answer
                && let Ok(id) = done.id.parse()
            {
                cx.show(Target::Referral(id));
            }
        })
}

/// Puts a request right; team and patient stay.
pub fn amend(case: &ReferralDetail, view: &View) -> Form {
    let old = &case.referral.request;
    let seed = Seed {
        profession: Some(old.requester.profession.clone()),
        site: old.requester.organisation.site.map(|site| (site, old.requester.organisation.name.clone())),
        organisation: if old.requester.organisation.site.is_some() {
            String::new()
        } else {
            old.requester.organisation.name.clone()
        },
        name: old.requester.name.clone(),
        phone: old.requester.phone.clone(),
        reason: old.reason.clone(),
        ..Seed::default()
    };
    let known = Known {
        team: old.team,
        patient: old.patient,
        consultation: old.consultation,
        from_referral: old.from_referral,
    };
    super::form::step(
        &super::form::Of { name: super::form::AMEND, heading: words::AMEND_REFERRAL, again: amend },
        case,
        view,
        |form| request_fields(form, &seed, Some(old), view),
        move |values, view| Ok(ReferralStep::Amend(Box::new(request(values, view, known)?))),
    )
}

#[derive(Clone, Copy)]
struct Known {
    team: SupportTeam,
    patient: PatientId,
    consultation: Option<ConsultationId>,
    from_referral: Option<ReferralId>,
}

fn request_fields(form: Form, seed: &Seed, old: Option<&Asked>, view: &View) -> Form {
    let mut profession = Field::one("profession", words::PROFESSION, listed(CodeList::Professions, view)).required();
    if let Some(code) = &seed.profession {
        profession = profession.with_code(&code.0);
    }
    let mut organisation = Field::place("organisation", words::ORGANISATION);
    if let Some((site, name)) = &seed.site {
        organisation = organisation.with_record(site, name.clone());
    }
    let dispatch = old.and_then(|old| old.dispatch.as_ref());
    let wished = |values: &Values| values.yes("dispatch") == Some(true);
    let mut dispatch_to = Field::place("dispatch_to", words::DISPATCH_TO).shown_if(wished);
    if let Some(site) = dispatch.and_then(|dispatch| Some((dispatch.to.site?, &dispatch.to.name))) {
        dispatch_to = dispatch_to.with_record(&site.0, site.1.clone());
    }
    let dispatch_name = dispatch.filter(|dispatch| dispatch.to.site.is_none()).map(|dispatch| dispatch.to.name.clone());
    form.field(asked_at(old.map(|old| old.asked), view))
        .field(profession)
        .field(organisation)
        .field(Field::text("organisation_text", words::ORGANISATION_TEXT).with_text(seed.organisation.clone()))
        .field(Field::text("name", words::REQUESTER_NAME).with_text(seed.name.clone()))
        .field(Field::text("phone", words::PHONE).with_text(seed.phone.clone()))
        .field(Field::long("reason", words::REQUEST_REASON).required().at_most(4_000).with_text(seed.reason.clone()))
        .field(
            Field::long("aim", words::AIM).at_most(4_000).with_text(old.map(|old| old.aim.clone()).unwrap_or_default()),
        )
        .field(Field::yes_no("dispatch", words::DISPATCH, view).with_code(if dispatch.is_some() {
            "yes"
        } else {
            "no"
        }))
        .field(dispatch_to)
        .field(
            Field::text("dispatch_text", words::TO_NAME).shown_if(wished).with_text(dispatch_name.unwrap_or_default()),
        )
        .field(
            Field::text("dispatch_wish", words::DISPATCH_WISH)
                .shown_if(wished)
                .with_text(dispatch.map(|dispatch| dispatch.wish.clone()).unwrap_or_default()),
        )
}

/// When it was asked for: as it was said before, else now.
fn asked_at(old: Option<Occurred>, view: &View) -> Field {
    let field = Field::moment("on", words::ASKED_AT).required();
    match old {
        Some(Occurred::At(at)) => field.with_text(at.format("%Y-%m-%d %-H:%M").to_string()),
        Some(Occurred::Day(day)) => field.with_text(day.format("%Y-%m-%d 0:00").to_string()),
        None => field.with_now(view),
    }
}

fn request(values: &Values, view: &View, known: Known) -> Result<Asked, SaveFault> {
    let wanted = values.yes("dispatch") == Some(true);
    let dispatch = if wanted {
        let to = some_party(values, "dispatch_to", "dispatch_text", view)?;
        Some(Dispatch { to, wish: values.text("dispatch_wish") })
    } else {
        None
    };
    let organisation = party(values, "organisation", "organisation_text");
    let name = values.text("name");
    if organisation.is_empty() && name.is_empty() {
        return Err(SaveFault::missing("name", view));
    }
    Ok(Asked {
        team: known.team,
        patient: known.patient,
        consultation: known.consultation,
        from_referral: known.from_referral,
        asked: occurred(values, view)?,
        requester: Requester {
            profession: values.one("profession").ok_or_else(|| SaveFault::missing("profession", view))?,
            organisation,
            name,
            phone: values.text("phone"),
        },
        reason: values.text("reason"),
        aim: values.text("aim"),
        dispatch,
    })
}

/// A new introduction, filled with what is known.
pub fn introduction(seed: &Seed, view: &View) -> Form {
    let mut patient = Field::person("patient", words::PATIENT_LABEL).required();
    if let Some((id, name)) = &seed.patient {
        patient = patient.with_record(id, name.clone());
    }
    let (consultation, from) = (seed.consultation, seed.referral);
    let name = match (consultation, from) {
        (Some(from), _) => format!("queue.introduce/{from}"),
        (None, Some(from)) => format!("referral.introduce/{from}"),
        (None, None) => "referral.introduce".to_owned(),
    };
    let form = Form::new(name, words::NEW_INTRODUCTION).field(patient);
    order_fields(form, seed, None, view)
        .save(move |values, view| {
            let patient = values.id("patient").ok_or_else(|| SaveFault::missing("patient", view))?;
            let order = order(values, view, patient, consultation, from)?;
            Ok(Request::Change(Change::Referral(ReferralChange::Introduce(Box::new(order)))))
        })
        .done(introduced)
}

fn introduced(answer: &Answer, cx: &mut Cx) {
    cx.inform(words::INTRODUCED);
    if let Answer::Done(done) = answer
        && let Ok(id) = done.id.parse()
    {
        cx.show(Target::Introduction(id));
    }
}

/// Puts an introduction right; the patient stays.
pub fn amend_introduction(case: &super::form::Case, view: &View) -> Form {
    let old = case.0.order.clone();
    let seed = Seed { reason: old.reason.clone(), physician: old.physician.name.clone(), ..Seed::default() };
    let kept = old.clone();
    super::form::act(
        &super::form::Of { name: super::form::AMEND, heading: words::AMEND_INTRODUCTION, again: amend_introduction },
        case,
        view,
        |form| order_fields(form, &seed, Some(&old), view),
        move |values, view| {
            let order = order(values, view, kept.patient, kept.consultation, kept.referral)?;
            Ok(IntroductionAct::Amend(Box::new(order)))
        },
    )
}

fn order_fields(form: Form, seed: &Seed, old: Option<&Order>, view: &View) -> Form {
    let mut purpose = Field::one("purpose", words::PURPOSE, variants(&Purpose::ALL, view.lang())).required();
    let mut hospital = Field::place("hospital", words::HOSPITAL);
    let mut written = String::new();
    if let Some(old) = old {
        purpose = purpose.with_code(&code_of(&old.purpose));
        match old.to.site {
            Some(site) => hospital = hospital.with_record(&site, old.to.name.clone()),
            None => written.clone_from(&old.to.name),
        }
    }
    form.field(purpose)
        .field(asked_at(old.map(|old| old.asked), view))
        .field(hospital)
        .field(Field::text("hospital_text", words::HOSPITAL_TEXT).with_text(written))
        .field(
            Field::text("department", words::DEPARTMENT)
                .with_text(old.map(|old| old.department.clone()).unwrap_or_default()),
        )
        .field(Field::long("reason", words::ORDER_REASON).required().at_most(4_000).with_text(seed.reason.clone()))
        .field(Field::text("physician", words::FAMILY_PHYSICIAN).with_text(seed.physician.clone()))
}

fn order(
    values: &Values,
    view: &View,
    patient: PatientId,
    consultation: Option<ConsultationId>,
    referral: Option<ReferralId>,
) -> Result<Order, SaveFault> {
    Ok(Order {
        patient,
        purpose: values.one("purpose").ok_or_else(|| SaveFault::missing("purpose", view))?,
        to: some_party(values, "hospital", "hospital_text", view)?,
        department: values.text("department"),
        reason: values.text("reason"),
        physician: Party::named(&values.text("physician")),
        asked: occurred(values, view)?,
        consultation,
        referral,
    })
}

/// The fields of an introduction that asking a profession opens; shown while `opens` says so.
pub fn opened_order(values: &Values, view: &View, patient: PatientId) -> Result<Order, SaveFault> {
    Ok(Order {
        patient,
        purpose: values.one("purpose").ok_or_else(|| SaveFault::missing("purpose", view))?,
        to: some_party(values, "to", "to_name", view)?,
        department: values.text("department"),
        reason: values.text("what"),
        physician: Party::default(),
        asked: occurred(values, view)?,
        consultation: None,
        referral: None,
    })
}

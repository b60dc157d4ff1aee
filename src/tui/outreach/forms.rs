//! The forms of an outreach: proposed, and each step of its course.

use crate::api::outreach::{OutreachAct, OutreachAnswer, OutreachChange, OutreachDetail, OutreachRead};
use crate::api::{Answer, Change, Request};
use crate::domain::outreach::{
    Basis, Findings, FollowUpDone, FollowUpPlan, Ground, Met, OutreachDecision, OutreachOutcome, OutreachRisk,
    OutreachVisit, Proposal, RiskClass,
};
use crate::domain::referral::Party;
use crate::domain::time::Minutes;
use crate::tui::advice::forms::{Seed, physician, read_physician};
use crate::tui::app::{Target, View};
use crate::tui::form::contact::{occurred, when};
use crate::tui::form::{Choice, Field, Form, SaveFault, Values, variants};
use crate::words::{Text, outreach_screen as words};

/// The most characters of a text of several lines.
const LONGEST: usize = 4_000;

/// The longest that a visit takes, in minutes.
const MOST_MINUTES: u32 = 600;

/// The code of the choice of consent, beside the grounds.
const CONSENT: &str = "consent";

/// Proposes outreach from a consultation.
pub fn propose(seed: &Seed, view: &View) -> Form {
    let consultation = seed.consultation;
    Form::new(format!("queue.outreach/{consultation}"), words::PROPOSE_FORM)
        .about(seed.about.clone())
        .field(long("reason", words::WHY).required())
        .field(when(view))
        .save(move |values, view| {
            let proposal =
                Proposal { consultation, patient: None, on: occurred(values, view)?, reason: values.text("reason") };
            Ok(Request::Change(Change::Outreach(OutreachChange::Propose(Box::new(proposal)))))
        })
        .done(|answer, cx| {
            cx.inform(words::PROPOSED);
            if let Answer::Done(done) = answer
                && let Ok(id) = done.id.parse()
            {
                cx.show(Target::Outreach(id));
            }
        })
}

fn long(name: &'static str, label: Text) -> Field {
    Field::long(name, label).at_most(LONGEST)
}

/// What a form of a step is: what it is called, what stands over it, and the function that opens it.
struct Of {
    name: &'static str,
    heading: Text,
    again: fn(&OutreachDetail, &View) -> Form,
}

/// The form of a step; `fields` adds its fields, `make` builds the step.
fn step(
    of: &Of,
    case: &OutreachDetail,
    view: &View,
    fields: impl FnOnce(Form) -> Form,
    make: impl Fn(&Values, &View) -> Result<OutreachAct, SaveFault> + 'static,
) -> Form {
    let (outreach, seen, again) = (case.outreach.id, case.outreach.version, of.again);
    let form = Form::new(format!("outreach.{}/{outreach}", of.name), of.heading);
    fields(form.about(format!("{outreach} {} {}", case.row.number, case.row.person).trim_end()))
        .save(move |values, view| {
            let step = make(values, view)?;
            Ok(Request::Change(Change::Outreach(OutreachChange::Step { outreach, seen, step })))
        })
        .done(|_, cx| cx.inform(words::SAVED))
        .acts_on(seen, Request::Outreach(OutreachRead::Outreach { outreach }), move |answer, view| {
            let Answer::Outreach(answer) = answer else { return None };
            let OutreachAnswer::Outreach(case) = answer.as_ref() else { return None };
            Some(again(case, view))
        })
        .latest(super::doc::latest(case, view))
}

/// It is decided that somebody goes: by consent, or by the ground for acting without it.
pub fn decide(case: &OutreachDetail, view: &View) -> Form {
    let me = view.me();
    let by = Field::staff("by", words::DECIDED_BY).required().with_record(&me.id, me.name.written.clone());
    step(
        &Of { name: "decide", heading: words::DECIDE_FORM, again: decide },
        case,
        view,
        |form| basis_fields(form, view).field(by).field(long("text", words::NOTE)).field(when(view)),
        |values, view| {
            Ok(OutreachAct::Decide(Box::new(OutreachDecision {
                on: occurred(values, view)?,
                by: values.id("by").ok_or_else(|| SaveFault::missing("by", view))?,
                basis: Some(read_basis(values, view)?),
                text: values.text("text"),
            })))
        },
    )
}

/// It is acted on something else from now on.
pub fn basis(case: &OutreachDetail, view: &View) -> Form {
    step(
        &Of { name: "basis", heading: words::BASIS_FORM, again: basis },
        case,
        view,
        |form| basis_fields(form, view).field(when(view)),
        |values, view| Ok(OutreachAct::ChangeBasis { basis: read_basis(values, view)?, on: occurred(values, view)? }),
    )
}

fn basis_fields(form: Form, view: &View) -> Form {
    let mut choices = vec![Choice::new(CONSENT, view.say(words::CONSENT))];
    choices.extend(variants(&Ground::ALL, view.lang()));
    form.field(Field::one("basis", words::BASIS_LABEL, choices).required().help(words::BASIS_HELP))
        .field(long("basis_text", words::BASIS_TEXT).required())
}

fn read_basis(values: &Values, view: &View) -> Result<Basis, SaveFault> {
    let text = values.text("basis_text");
    if values.code("basis") == Some(CONSENT) {
        return Ok(Basis::Consent { text });
    }
    let ground = values.one("basis").ok_or_else(|| SaveFault::missing("basis", view))?;
    Ok(Basis::Ground { ground, text })
}

/// Somebody went, whether or not the door was opened.
pub fn visit(case: &OutreachDetail, view: &View) -> Form {
    let finding = |name, label| Field::text(name, label).at_most(LONGEST);
    step(
        &Of { name: "visit", heading: words::VISIT_FORM, again: visit },
        case,
        view,
        |form| {
            form.field(when(view))
                .field(physician(words::PHYSICIAN, case.row.area.as_ref(), view))
                .field(
                    Field::text("companions", words::COMPANIONS)
                        .required()
                        .help(words::COMPANIONS_HELP)
                        .with_text(case.support_centre.clone()),
                )
                .field(Field::one("met", words::MET, variants(&Met::ALL, view.lang())).required())
                .field(Field::whole("minutes", words::TIME_SPENT, words::MINUTES, MOST_MINUTES).required())
                .field(long("text", words::HOW_IT_WENT).required())
                .field(finding("daily_living", words::DAILY_LIVING))
                .field(finding("cognition", words::COGNITION))
                .field(finding("illness", words::ILLNESS))
                .field(finding("hygiene", words::HYGIENE))
                .field(finding("contact", words::CONTACT))
                .field(finding("utilities", words::UTILITIES))
                .field(Field::one("risk", words::RISK, variants(&RiskClass::ALL, view.lang())))
                .field(long("risk_reason", words::RISK_REASON).required().shown_if(|values| values.has("risk")))
        },
        |values, view| {
            let risk = values.one("risk").map(|class| OutreachRisk { class, reason: values.text("risk_reason") });
            Ok(OutreachAct::Visit(Box::new(OutreachVisit {
                on: occurred(values, view)?,
                physician: read_physician(values, view)?,
                companions: Party::named(&values.text("companions")),
                met: values.one("met").ok_or_else(|| SaveFault::missing("met", view))?,
                minutes: Minutes(values.whole("minutes").ok_or_else(|| SaveFault::missing("minutes", view))?),
                findings: Findings {
                    daily_living: values.text("daily_living"),
                    cognition: values.text("cognition"),
                    illness: values.text("illness"),
                    hygiene: values.text("hygiene"),
                    contact: values.text("contact"),
                    utilities: values.text("utilities"),
                },
                risk,
                text: values.text("text"),
            })))
        },
    )
}

/// Something is to follow.
pub fn plan(case: &OutreachDetail, view: &View) -> Form {
    let me = view.me();
    let member = Field::staff("member", words::MEMBER).required().with_record(&me.id, me.name.written.clone());
    step(
        &Of { name: "plan", heading: words::PLAN_FORM, again: plan },
        case,
        view,
        |form| {
            form.field(long("what", words::WHAT).required())
                .field(Field::date("due", words::DUE_ON).required())
                .field(member)
                .field(Field::text("with", words::WITH))
        },
        |values, view| {
            Ok(OutreachAct::PlanFollowUp(FollowUpPlan {
                what: values.text("what"),
                member: values.id("member").ok_or_else(|| SaveFault::missing("member", view))?,
                with: values.text("with"),
                due: values.date("due").ok_or_else(|| SaveFault::missing("due", view))?,
            }))
        },
    )
}

/// What was to follow was done: the next that is due, unless another is chosen.
pub fn follow_up(case: &OutreachDetail, view: &View) -> Form {
    let waiting = case.outreach.waiting();
    let choices = waiting.iter().map(|it| {
        let line = it.plan.what.lines().next().unwrap_or_default();
        Choice::new(it.number.to_string(), words::follow_up(it.number, line, it.plan.due))
    });
    let mut which = Field::one("number", words::WHICH, choices.collect()).required();
    if let Some(first) = waiting.first() {
        which = which.with_code(&first.number.to_string());
    }
    step(
        &Of { name: "follow-up", heading: words::FOLLOW_UP_FORM, again: follow_up },
        case,
        view,
        |form| form.field(which).field(long("text", words::TEXT).required()).field(when(view)),
        |values, view| {
            let number = values.code("number").and_then(|code| code.parse().ok());
            Ok(OutreachAct::FollowUp(FollowUpDone {
                number: number.ok_or_else(|| SaveFault::missing("number", view))?,
                on: occurred(values, view)?,
                text: values.text("text"),
            }))
        },
    )
}

/// It is closed.
pub fn finish(case: &OutreachDetail, view: &View) -> Form {
    step(
        &Of { name: "close", heading: words::CLOSE_FORM, again: finish },
        case,
        view,
        |form| {
            form.field(Field::one("outcome", words::OUTCOME, variants(&OutreachOutcome::ALL, view.lang())).required())
                .field(long("text", words::TEXT).required())
        },
        |values, view| {
            Ok(OutreachAct::Close {
                outcome: values.one("outcome").ok_or_else(|| SaveFault::missing("outcome", view))?,
                text: values.text("text"),
            })
        },
    )
}

/// It is decided that nobody goes.
pub fn not_take_up(case: &OutreachDetail, view: &View) -> Form {
    step(
        &Of { name: "set-aside", heading: words::NOT_TAKE_UP_FORM, again: not_take_up },
        case,
        view,
        |form| form.field(long("reason", words::REASON).required()),
        |values, _| Ok(OutreachAct::NotTakeUp { reason: values.text("reason") }),
    )
}

/// It is given up on the way.
pub fn cancel(case: &OutreachDetail, view: &View) -> Form {
    step(
        &Of { name: "cancel", heading: words::CANCEL_FORM, again: cancel },
        case,
        view,
        |form| form.field(long("reason", words::REASON).required()),
        |values, _| Ok(OutreachAct::Cancel { reason: values.text("reason") }),
    )
}

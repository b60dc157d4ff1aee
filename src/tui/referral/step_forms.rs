//! The forms of the steps of a referral.

use super::form::{by_means, means, occurred, reason, some_party, step, when};
use super::request_form::opened_order;
use crate::api::referral::{Opens, ReferralDetail, ReferralStep, party_line};
use crate::domain::code::CodeList;
use crate::domain::introduction::Purpose;
use crate::domain::referral::{
    Acknowledgement, Advice, Advised, Asking, Consent, ConsentAnswer, ConsentStanding, FollowUp, Link, Outcome, Party,
    Report, Request, Requester, Scale, Score, Scoring, Visit,
};
use crate::domain::staff::SupportTeam;
use crate::domain::time::Minutes;
use crate::tui::app::View;
use crate::tui::form::{Choice, Field, Form, SaveFault, Values, listed, variants};
use crate::words::{referral as case_words, referral_screen as words};

/// Who of the team gets it, with what each has; without room it takes a yes.
pub fn assign(case: &ReferralDetail, view: &View) -> Form {
    let choices = case.loads.iter().map(|load| {
        let staff = view.session.welcome.everybody.iter().find(|staff| staff.id == load.member);
        let full = if load.is_full() { format!(" {}", view.say(words::FULL)) } else { String::new() };
        Choice {
            code: load.member.to_string(),
            label: format!("{} {}{full}", view.staff_name(load.member), case_words::load(load, view.lang())),
            reading: staff.map(|staff| staff.name.kana.clone()).unwrap_or_default(),
        }
    });
    let full: Vec<String> =
        case.loads.iter().filter(|load| load.is_full()).map(|load| load.member.to_string()).collect();
    let mut member = Field::one("member", words::MEMBER, choices.collect()).required();
    if let Some(me) = case.loads.iter().find(|load| load.member == view.me().id && case.referral.member.is_none()) {
        member = member.with_code(&me.member.to_string());
    }
    step(
        "assign",
        words::ASSIGN_MEMBER,
        case,
        view,
        |form| {
            form.field(member).field(
                Field::yes_no("though_full", words::THOUGH_FULL, view)
                    .help(words::THOUGH_FULL_HELP)
                    .with_code("no")
                    .shown_if(move |values| values.code("member").is_some_and(|code| full.iter().any(|id| id == code))),
            )
        },
        |values, view| {
            let member = values.code("member").and_then(|code| code.parse().ok());
            Ok(ReferralStep::Assign {
                member: member.ok_or_else(|| SaveFault::missing("member", view))?,
                though_full: values.yes("though_full") == Some(true),
            })
        },
    )
}

/// The member who is most likely meant: the one who has it, else the caller.
fn member_field(name: &'static str, label: crate::words::Text, case: &ReferralDetail, view: &View) -> Field {
    let id = case.referral.member.unwrap_or(view.me().id);
    Field::staff(name, label).with_record(&id, view.staff_name(id)).required()
}

fn minutes_field() -> Field {
    Field::whole("minutes", words::MINUTES, words::MINUTES_UNIT, 1_440)
}

fn minutes(values: &Values) -> Minutes {
    Minutes(values.whole("minutes").unwrap_or(0))
}

/// A visit or another contact.
pub fn visit(case: &ReferralDetail, view: &View) -> Form {
    step(
        "visit",
        words::RECORD_VISIT,
        case,
        view,
        |form| {
            form.field(when(view))
                .field(member_field("member", words::WHO_WENT, case, view))
                .field(Field::text("place", words::PLACE).help(words::PLACE_HELP))
                .field(Field::long("findings", words::FINDINGS).required().at_most(4_000))
                .field(minutes_field())
        },
        |values, view| {
            Ok(ReferralStep::Visit(Visit {
                on: occurred(values, view)?,
                member: values.id("member").ok_or_else(|| SaveFault::missing("member", view))?,
                place: values.text("place"),
                findings: values.text("findings"),
                minutes: minutes(values),
            }))
        },
    )
}

/// A score.
pub fn score(case: &ReferralDetail, view: &View) -> Form {
    let scale = |scale: Scale| Choice::new(super::form::code_of(&scale), scale.name());
    let usual = match case.row.team {
        SupportTeam::Nutrition => Scale::MnaSf,
        SupportTeam::OralHygiene => Scale::Ohat,
        SupportTeam::Rehabilitation => Scale::Barthel,
    };
    step(
        "score",
        words::RECORD_SCORE,
        case,
        view,
        |form| {
            form.field(Field::date("on", words::DAY).with_date(view.now.date_naive()).required())
                .field(member_field("member", words::RATER, case, view))
                .field(
                    Field::one("scale", words::SCALE, Scale::ALL.into_iter().map(scale).collect())
                        .with_code(&super::form::code_of(&usual))
                        .required(),
                )
                .field(Field::whole("total", words::TOTAL, words::POINTS_UNIT, 100).required())
                .field(Field::text("note", words::NOTE))
        },
        |values, view| {
            let total = values.whole("total").and_then(|total| u16::try_from(total).ok());
            Ok(ReferralStep::Score(Scoring {
                on: values.date("on").ok_or_else(|| SaveFault::missing("on", view))?,
                member: values.id("member").ok_or_else(|| SaveFault::missing("member", view))?,
                score: Score {
                    scale: values.one("scale").ok_or_else(|| SaveFault::missing("scale", view))?,
                    total: total.ok_or_else(|| SaveFault::missing("total", view))?,
                },
                note: values.text("note"),
            }))
        },
    )
}

/// Advice.
pub fn advise(case: &ReferralDetail, view: &View) -> Form {
    let to = variants(&[Advised::Patient, Advised::CareTeam], view.lang());
    step(
        "advise",
        words::RECORD_ADVICE,
        case,
        view,
        |form| {
            form.field(when(view))
                .field(Field::one("to", words::TO_WHOM, to).required())
                .field(Field::long("text", words::TEXT).required().at_most(4_000))
        },
        |values, view| {
            Ok(ReferralStep::Advise(Advice {
                on: occurred(values, view)?,
                to: values.one("to").ok_or_else(|| SaveFault::missing("to", view))?,
                text: values.text("text"),
            }))
        },
    )
}

/// The end of the assessment.
pub fn finish(case: &ReferralDetail, view: &View) -> Form {
    step(
        "finish",
        words::FINISH_ASSESSMENT,
        case,
        view,
        |form| form.field(Field::long("summary", words::SUMMARY).required().at_most(4_000)),
        |values, _| Ok(ReferralStep::FinishAssessment { summary: values.text("summary") }),
    )
}

/// The requester as one line: who a report goes to, unless somebody says otherwise.
fn requester(case: &ReferralDetail) -> String {
    let requester = &case.referral.request.requester;
    party_line(&requester.organisation, &requester.name)
}

/// The report to the requester.
pub fn report(case: &ReferralDetail, view: &View) -> Form {
    step(
        "report",
        words::RECORD_REPORT,
        case,
        view,
        |form| {
            form.field(when(view))
                .field(means(view))
                .field(Field::text("to", words::TO_WHOM).required().with_text(requester(case)))
                .field(Field::long("text", words::TEXT).required().at_most(4_000))
        },
        |values, view| {
            Ok(ReferralStep::Report(Report {
                on: occurred(values, view)?,
                means: by_means(values, view)?,
                to: Party::named(&values.text("to")),
                text: values.text("text"),
            }))
        },
    )
}

/// The requester's word that the report arrived.
pub fn acknowledge(case: &ReferralDetail, view: &View) -> Form {
    step(
        "acknowledge",
        words::RECORD_ACKNOWLEDGEMENT,
        case,
        view,
        |form| {
            form.field(when(view))
                .field(Field::text("by", words::TO_WHOM).required().with_text(requester(case)))
                .field(Field::long("text", words::TEXT).at_most(4_000))
        },
        |values, view| {
            Ok(ReferralStep::Acknowledge(Acknowledgement {
                on: occurred(values, view)?,
                by: Party::named(&values.text("by")),
                text: values.text("text"),
            }))
        },
    )
}

/// The physician's word: asked, given, refused, taken back.
pub fn consent(case: &ReferralDetail, view: &View) -> Form {
    let given = case.referral.consent() == ConsentStanding::Given;
    let answers = if given {
        vec![("given", words::ANSWER_GIVEN), ("withdrawn", words::ANSWER_WITHDRAWN)]
    } else {
        vec![("given", words::ANSWER_GIVEN), ("refused", words::ANSWER_REFUSED), ("asked", words::ANSWER_ASKED)]
    };
    let choices = answers.into_iter().map(|(code, label)| Choice::new(code, view.say(label))).collect();
    let physician = case.referral.consents().next().map(|(said, _)| said.physician.name.clone()).unwrap_or_default();
    let no = |values: &Values| matches!(values.code("answer"), Some("refused" | "withdrawn"));
    let yes = |values: &Values| values.code("answer") == Some("given");
    step(
        "consent",
        words::RECORD_CONSENT,
        case,
        view,
        |form| {
            form.field(Field::one("answer", words::ANSWER, choices).required())
                .field(Field::text("physician", words::PHYSICIAN).required().with_text(physician))
                .field(when(view))
                .field(means(view))
                .field(
                    Field::staff("taken_by", words::TAKEN_BY)
                        .with_record(&view.me().id, view.me().name.written.clone())
                        .required(),
                )
                .field(Field::text("conditions", words::CONDITIONS).shown_if(yes))
                .field(reason(words::REASON).shown_if(no))
        },
        |values, view| {
            let reason = values.text("reason");
            let answer = match values.code("answer") {
                Some("asked") => ConsentAnswer::Asked,
                Some("given") => ConsentAnswer::Given { conditions: values.text("conditions") },
                Some("refused") => ConsentAnswer::Refused { reason },
                Some("withdrawn") => ConsentAnswer::Withdrawn { reason },
                _ => return Err(SaveFault::missing("answer", view)),
            };
            Ok(ReferralStep::Consent(Consent {
                answer,
                physician: Party::named(&values.text("physician")),
                on: occurred(values, view)?,
                means: by_means(values, view)?,
                taken_by: values.id("taken_by").ok_or_else(|| SaveFault::missing("taken_by", view))?,
            }))
        },
    )
}

/// The link to support.
pub fn link(case: &ReferralDetail, view: &View) -> Form {
    step(
        "link",
        words::LINK_SUPPORT,
        case,
        view,
        |form| {
            form.field(when(view))
                .field(Field::text("what", words::SUPPORT).required())
                .field(Field::place("to", words::TO_PLACE))
                .field(Field::text("to_name", words::TO_NAME))
        },
        |values, view| {
            Ok(ReferralStep::Link(Link {
                on: occurred(values, view)?,
                what: values.text("what"),
                to: some_party(values, "to", "to_name", view)?,
            }))
        },
    )
}

const NOTHING: &str = "nothing";
const REFERRAL: &str = "referral";
const INTRODUCTION: &str = "introduction";

/// A profession asked to act, with the case that this opens.
pub fn ask(case: &ReferralDetail, view: &View) -> Form {
    let request = case.referral.request.clone();
    let opens =
        [(NOTHING, words::OPEN_NOTHING), (REFERRAL, words::OPEN_REFERRAL), (INTRODUCTION, words::OPEN_INTRODUCTION)];
    let choices = opens.into_iter().map(|(code, label)| Choice::new(code, view.say(label))).collect();
    let is = |code: &'static str| move |values: &Values| values.code("opens") == Some(code);
    step(
        "ask",
        words::ASK_PROFESSION,
        case,
        view,
        |form| {
            form.field(when(view))
                .field(Field::one("profession", words::ASK_WHOM, listed(CodeList::Professions, view)).required())
                .field(Field::place("to", words::TO_PLACE))
                .field(Field::text("to_name", words::TO_NAME))
                .field(Field::long("what", words::ASK_WHAT).required().at_most(4_000))
                .field(Field::one("opens", words::OPENS, choices).help(words::OPENS_HELP).with_code(NOTHING))
                .field(
                    Field::one("team", words::TEAM_LABEL, variants(&SupportTeam::ALL, view.lang()))
                        .required()
                        .shown_if(is(REFERRAL)),
                )
                .field(
                    Field::one("purpose", words::PURPOSE, variants(&Purpose::ALL, view.lang()))
                        .required()
                        .shown_if(is(INTRODUCTION)),
                )
                .field(Field::text("department", words::DEPARTMENT).shown_if(is(INTRODUCTION)))
        },
        move |values, view| {
            let asking = Asking {
                on: occurred(values, view)?,
                profession: values.one("profession").ok_or_else(|| SaveFault::missing("profession", view))?,
                to: some_party(values, "to", "to_name", view)?,
                what: values.text("what"),
                opened: None,
            };
            let opens = match values.code("opens") {
                Some(REFERRAL) => Some(Opens::Referral(Box::new(onward(&request, values, view)?))),
                Some(INTRODUCTION) => Some(Opens::Introduction(Box::new(opened_order(values, view, request.patient)?))),
                _ => None,
            };
            Ok(ReferralStep::Ask { asking, opens })
        },
    )
}

/// The request to another team that comes from this one: asked by whoever is at the screen.
fn onward(from: &Request, values: &Values, view: &View) -> Result<Request, SaveFault> {
    let me = view.me();
    Ok(Request {
        team: values.one("team").ok_or_else(|| SaveFault::missing("team", view))?,
        asked: occurred(values, view)?,
        requester: Requester {
            profession: me.profession.clone(),
            organisation: Party::named(&view.session.welcome.settings.centre_name),
            name: me.name.written.clone(),
            phone: String::new(),
        },
        reason: values.text("what"),
        aim: String::new(),
        dispatch: None,
        ..from.clone()
    })
}

/// What came of it.
pub fn follow_up(case: &ReferralDetail, view: &View) -> Form {
    step(
        "follow_up",
        words::RECORD_FOLLOW_UP,
        case,
        view,
        |form| {
            form.field(when(view))
                .field(Field::long("text", words::TEXT).required().at_most(4_000))
                .field(Field::date("next", words::NEXT_LOOK))
                .field(minutes_field())
        },
        |values, view| {
            Ok(ReferralStep::FollowUp(FollowUp {
                on: occurred(values, view)?,
                text: values.text("text"),
                next: values.date("next"),
                minutes: minutes(values),
            }))
        },
    )
}

/// The end. A person who died or moved away is offered first.
pub fn close(case: &ReferralDetail, view: &View) -> Form {
    let it = &case.referral;
    let possible: Vec<Outcome> =
        Outcome::ALL.into_iter().filter(|outcome| it.close(*outcome, String::new()).is_ok()).collect();
    let mut outcome = Field::one("outcome", words::OUTCOME, variants(&possible, view.lang())).required();
    let usual = match &case.row.patient.standing {
        crate::domain::patient::Standing::Died { .. } => Some(Outcome::PatientDied),
        crate::domain::patient::Standing::MovedAway { .. } => Some(Outcome::PatientMoved),
        crate::domain::patient::Standing::Living => None,
    };
    if let Some(usual) = usual {
        outcome = outcome.with_code(&super::form::code_of(&usual));
    }
    step(
        "close",
        words::CLOSE_REFERRAL,
        case,
        view,
        |form| form.field(outcome).field(Field::long("text", words::TEXT).at_most(4_000)),
        |values, view| {
            Ok(ReferralStep::Close {
                outcome: values.one("outcome").ok_or_else(|| SaveFault::missing("outcome", view))?,
                text: values.text("text"),
            })
        },
    )
}

/// More is asked of the requester.
pub fn send_back(case: &ReferralDetail, view: &View) -> Form {
    step(
        "send_back",
        words::SEND_BACK_FORM,
        case,
        view,
        |form| form.field(Field::long("question", words::QUESTION).required().at_most(4_000)),
        |values, _| Ok(ReferralStep::SendBack { question: values.text("question") }),
    )
}

/// What the requester gave.
pub fn resubmit(case: &ReferralDetail, view: &View) -> Form {
    step(
        "resubmit",
        words::RESUBMIT_FORM,
        case,
        view,
        |form| form.field(Field::long("information", words::INFORMATION).required().at_most(4_000)),
        |values, _| Ok(ReferralStep::Resubmit { information: values.text("information") }),
    )
}

/// The team says no.
pub fn decline(case: &ReferralDetail, view: &View) -> Form {
    step(
        "decline",
        words::DECLINE_REFERRAL,
        case,
        view,
        |form| form.field(reason(words::REASON)),
        |values, _| Ok(ReferralStep::Decline { reason: values.text("reason") }),
    )
}

/// It is not wanted any more.
pub fn cancel(case: &ReferralDetail, view: &View) -> Form {
    step(
        "cancel",
        words::CANCEL_FORM,
        case,
        view,
        |form| form.field(reason(words::REASON)),
        |values, _| Ok(ReferralStep::Cancel { reason: values.text("reason") }),
    )
}

/// It waits.
pub fn hold(case: &ReferralDetail, view: &View) -> Form {
    step(
        "hold",
        words::PUT_ON_HOLD,
        case,
        view,
        |form| form.field(reason(words::REASON)).field(Field::date("until", words::UNTIL).required()),
        |values, view| {
            Ok(ReferralStep::Hold {
                reason: values.text("reason"),
                until: values.date("until").ok_or_else(|| SaveFault::missing("until", view))?,
            })
        },
    )
}

//! The forms of an issue: drawn, amended, taken up, acted on, met about, evaluated, closed, opened again.

use chrono::NaiveDate;

use crate::api::region::{Extraction, IssueAct, IssueDetail, RegionAnswer, RegionChange, RegionRead};
use crate::api::{Answer, Change, Request};
use crate::domain::area::AreaCode;
use crate::domain::code::{Code, CodeList};
use crate::domain::consultation::Asker;
use crate::domain::id::ConsultationId;
use crate::domain::month::Month;
use crate::domain::regional_issue::rise::{Facet, Series};
use crate::domain::regional_issue::{Closing, IssueOutcome, Matter, Measure, Meeting, Rule};
use crate::tui::app::{Target, View};
use crate::tui::care_team::areas;
use crate::tui::form::{Field, Form, SaveFault, Values, listed, variants};
use crate::tui::referral::form::code_of;
use crate::words::{Text, region_screen as words};

/// The most characters of a description, a measure, a judgement, a reason.
const LONGEST: usize = 4_000;

/// What is known before an issue is drawn.
#[derive(Clone, Debug, Default)]
pub struct Seed {
    /// A title for it.
    pub title: String,
    /// What is counted.
    pub series: Option<Series>,
    /// The last month of the candidate.
    pub month: Option<Month>,
    /// Consultations behind it.
    pub cases: Vec<ConsultationId>,
}

/// Draws an issue; its draft is kept under this name.
pub fn draw(name: impl Into<String>, seed: &Seed, view: &View) -> Form {
    let me = view.me();
    let matter = Matter {
        title: seed.title.clone(),
        description: String::new(),
        owner: me.id,
        series: seed.series.clone(),
        review: None,
    };
    let month = seed.month.map(|month| month.to_string()).unwrap_or_default();
    let cases = seed.cases.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    matter_fields(Form::new(name, words::NEW_ISSUE), &matter, view)
        .field(Field::text("month", words::MONTH).help(words::MONTH_HELP).with_text(month))
        .field(Field::text("cases", words::CASE_NUMBERS).help(words::CASE_NUMBERS_HELP).with_text(cases))
        .save(|values, view| {
            let month = match values.some_text("month") {
                Some(text) => {
                    let month = text.trim().parse();
                    Some(month.map_err(|_| SaveFault::field("month", view.say(words::BAD_MONTH)))?)
                }
                None => None,
            };
            let extraction =
                Extraction { matter: matter_of(values, view)?, month, cases: cases_of(values, view)?, found: None };
            Ok(Request::Change(Change::Region(RegionChange::Extract(Box::new(extraction)))))
        })
        .done(|answer, cx| {
            cx.inform(words::DRAWN);
            if let Answer::Done(done) = answer
                && let Ok(id) = done.id.parse()
            {
                cx.show(Target::RegionalIssue(id));
            }
        })
}

/// Title, owner, description, what is counted, when it is looked at again.
fn matter_fields(form: Form, matter: &Matter, view: &View) -> Form {
    let facets = matter.series.iter().flat_map(|series| [Some(&series.of), series.with.as_ref()]).flatten();
    let (mut area, mut topic, mut tag, mut asker) = (
        Field::one("area", words::AREA, areas(view)).help(words::COUNTED_HELP),
        Field::one("topic", words::TOPIC, listed(CodeList::Topics, view)),
        Field::one("tag", words::TAG, listed(CodeList::Tags, view)),
        Field::one("asker", words::ASKER, variants(Asker::ALL, view.lang())),
    );
    for facet in facets {
        match facet {
            Facet::Area(code) => area = area.with_code(&code.0),
            Facet::Topic(code) => topic = topic.with_code(&code.0),
            Facet::Tag(code) => tag = tag.with_code(&code.0),
            Facet::Asker(who) => asker = asker.with_code(&code_of(who)),
        }
    }
    let mut review = Field::date("review", words::REVIEW);
    if let Some(day) = matter.review {
        review = review.with_date(day);
    }
    let owner = Field::staff("owner", words::OWNER).required();
    form.field(Field::text("title", words::ISSUE_TITLE).required().with_text(matter.title.clone()))
        .field(owner.with_record(&matter.owner, view.name_or_id(matter.owner)))
        .field(Field::long("description", words::DESCRIPTION).at_most(LONGEST).with_text(matter.description.clone()))
        .field(area)
        .field(topic)
        .field(tag)
        .field(asker)
        .field(review)
}

fn matter_of(values: &Values, view: &View) -> Result<Matter, SaveFault> {
    let code = |field| values.code(field).map(|code| Code(code.to_owned()));
    let facets = [
        values.code("area").map(|code| Facet::Area(AreaCode(code.to_owned()))),
        code("topic").map(Facet::Topic),
        code("tag").map(Facet::Tag),
        values.one("asker").map(Facet::Asker),
    ];
    let mut facets = facets.into_iter().flatten();
    let series = facets.next().map(|of| Series { of, with: facets.next() });
    if facets.next().is_some() {
        return Err(SaveFault::field("area", view.say(words::TWO_AT_MOST)));
    }
    Ok(Matter {
        title: values.text("title"),
        description: values.text("description"),
        owner: values.id("owner").ok_or_else(|| SaveFault::missing("owner", view))?,
        series,
        review: values.date("review"),
    })
}

fn cases_of(values: &Values, view: &View) -> Result<Vec<ConsultationId>, SaveFault> {
    let text = values.text("cases");
    let parts = text.split([' ', '　', ',', '、']).filter(|part| !part.is_empty());
    let read = parts.map(|part| part.parse().map_err(|_| SaveFault::field("cases", view.say(words::BAD_CASES))));
    read.collect()
}

/// What a form of a step is: what it is called, what stands over it, and the function that opens it on a newer record.
struct Of {
    name: &'static str,
    heading: Text,
    again: fn(&IssueDetail, &View) -> Form,
}

/// The form of a step; `fields` adds its fields, `make` builds the step.
fn step(
    of: &Of,
    case: &IssueDetail,
    view: &View,
    fields: impl FnOnce(Form) -> Form,
    make: impl Fn(&Values, &View) -> Result<IssueAct, SaveFault> + 'static,
) -> Form {
    let (issue, seen) = (case.issue.id, case.issue.version);
    let again = of.again;
    let form = Form::new(format!("region.{}/{issue}", of.name), of.heading);
    let form = fields(form.about(super::doc::name_of(case)))
        .save(move |values, view| {
            let step = make(values, view)?;
            Ok(Request::Change(Change::Region(RegionChange::Step { issue, seen, step })))
        })
        .done(|_, cx| cx.inform(words::SAVED));
    let read = Request::Region(RegionRead::Issue { issue });
    let again = move |answer: &Answer, view: &View| {
        let Answer::Region(answer) = answer else { return None };
        let RegionAnswer::Issue(case) = answer.as_ref() else { return None };
        Some(again(case, view))
    };
    match of.name {
        AMEND => form.amends(seen, read, again),
        _ => form.acts_on(seen, read, again).latest(super::doc::latest(case, view)),
    }
}

/// The name of the form that puts the issue itself right.
const AMEND: &str = "amend";

/// Title, owner, description, what is counted, when it is looked at again.
pub fn amend(case: &IssueDetail, view: &View) -> Form {
    step(
        &Of { name: AMEND, heading: words::AMEND_ISSUE, again: amend },
        case,
        view,
        |form| matter_fields(form, &case.issue.matter, view),
        |values, view| Ok(IssueAct::Amend(Box::new(matter_of(values, view)?))),
    )
}

/// It is taken up.
pub fn consider(case: &IssueDetail, view: &View) -> Form {
    step(
        &Of { name: "consider", heading: words::CONSIDER_ISSUE, again: consider },
        case,
        view,
        |form| form.field(long("text", words::LOOK_INTO)),
        |values, _| Ok(IssueAct::Consider { text: values.text("text") }),
    )
}

/// A measure is taken.
pub fn act(case: &IssueDetail, view: &View) -> Form {
    step(
        &Of { name: "act", heading: words::RECORD_MEASURE, again: act },
        case,
        view,
        |form| {
            form.field(long("text", words::MEASURE)).field(Field::text("who", words::WHO).required()).field(day(
                "on",
                words::FROM_DAY,
                view,
            ))
        },
        |values, view| {
            let (on, who, text) = (on(values, view)?, values.text("who"), values.text("text"));
            Ok(IssueAct::Act(Measure { on, who, text }))
        },
    )
}

/// A meeting was held.
pub fn meet(case: &IssueDetail, view: &View) -> Form {
    step(
        &Of { name: "meet", heading: words::RECORD_MEETING, again: meet },
        case,
        view,
        |form| {
            form.field(Field::text("activity", words::ACTIVITY))
                .field(day("on", words::ON, view))
                .field(long("text", words::MEETING))
        },
        |values, view| {
            let (on, activity, text) = (on(values, view)?, values.text("activity"), values.text("text"));
            Ok(IssueAct::Meet(Meeting { on, text, activity }))
        },
    )
}

/// A rule was adopted.
pub fn adopt(case: &IssueDetail, view: &View) -> Form {
    step(
        &Of { name: "adopt", heading: words::RECORD_RULE, again: adopt },
        case,
        view,
        |form| form.field(long("text", words::RULE)).field(day("on", words::FROM_DAY, view)),
        |values, view| Ok(IssueAct::AdoptRule(Rule { on: on(values, view)?, text: values.text("text") })),
    )
}

/// It is looked at what the measures came to; the counts are taken by the server.
pub fn evaluate(case: &IssueDetail, view: &View) -> Form {
    step(
        &Of { name: "evaluate", heading: words::EVALUATE_ISSUE, again: evaluate },
        case,
        view,
        |form| form.field(long("text", words::JUDGEMENT)).field(day("on", words::ON, view)),
        |values, view| Ok(IssueAct::Evaluate { on: on(values, view)?, text: values.text("text") }),
    )
}

/// It is closed.
pub fn close(case: &IssueDetail, view: &View) -> Form {
    step(
        &Of { name: "close", heading: words::CLOSE_ISSUE, again: close },
        case,
        view,
        |form| {
            let outcomes = variants(&IssueOutcome::ALL, view.lang());
            form.field(Field::one("outcome", words::OUTCOME, outcomes).required()).field(long("reason", words::REASON))
        },
        |values, view| {
            let outcome = values.one("outcome").ok_or_else(|| SaveFault::missing("outcome", view))?;
            Ok(IssueAct::Close(Closing { outcome, reason: values.text("reason") }))
        },
    )
}

/// It is opened again.
pub fn reopen(case: &IssueDetail, view: &View) -> Form {
    step(
        &Of { name: "reopen", heading: words::REOPEN_ISSUE, again: reopen },
        case,
        view,
        |form| form.field(long("reason", words::REASON)),
        |values, _| Ok(IssueAct::Reopen { reason: values.text("reason") }),
    )
}

/// More consultations are put to it.
pub fn add_cases(case: &IssueDetail, view: &View) -> Form {
    step(
        &Of { name: "add-cases", heading: words::ADD_TO_ISSUE, again: add_cases },
        case,
        view,
        |form| form.field(Field::text("cases", words::CASE_NUMBERS).help(words::CASE_NUMBERS_HELP).required()),
        |values, view| Ok(IssueAct::AddCases(cases_of(values, view)?)),
    )
}

/// A consultation is taken off; which one stands in a field, so that what was half typed is about the same.
pub fn remove_case(case: &IssueDetail, which: Option<ConsultationId>, view: &View) -> Form {
    let id = which.map(|id| id.to_string()).unwrap_or_default();
    step(
        &Of {
            name: "remove-case",
            heading: words::REMOVE_FROM_ISSUE,
            again: |case, view| remove_case(case, None, view),
        },
        case,
        view,
        |form| {
            form.field(Field::text("case", words::CASE).required().with_text(id)).field(long("reason", words::REASON))
        },
        |values, view| {
            let case = values.text("case").trim().parse();
            let case = case.map_err(|_| SaveFault::field("case", view.say(words::BAD_CASES)))?;
            Ok(IssueAct::RemoveCase { case, reason: values.text("reason") })
        },
    )
}

fn long(name: &'static str, label: Text) -> Field {
    Field::long(name, label).required().at_most(LONGEST)
}

fn day(name: &'static str, label: Text, view: &View) -> Field {
    Field::date(name, label).required().with_today(view)
}

fn on(values: &Values, view: &View) -> Result<NaiveDate, SaveFault> {
    values.date("on").ok_or_else(|| SaveFault::missing("on", view))
}

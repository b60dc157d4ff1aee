//! The forms of agreements and enrolments.

use chrono::Datelike;

use crate::api::ict::{AgreementRow, AgreementStep, EnrolmentRow, EnrolmentStep, IctChange};
use crate::api::{Answer, Change, Request};
use crate::domain::code::CodeList;
use crate::domain::enrolment::{Encouragement, IctEnrolment, MonthUse, Terms};
use crate::domain::month::Month;
use crate::domain::referral::Means;
use crate::tui::app::{Target, View};
use crate::tui::form::{Choice, Field, Form, SaveFault, Values, listed, variants};
use crate::tui::referral::form::{by_means, code_of, occurred};
use crate::words::{Text, enrolment as month_words, enrolment_screen as words};

type Case = (IctEnrolment, EnrolmentRow);

/// How many months back a use is noted at the most in the form.
const MONTHS: u32 = 24;

/// The most times that one month can hold.
const MOST_TIMES: u32 = 99_999;

/// The most people who can use the record at one place.
const MOST_USERS: u32 = 9_999;

/// An organisation enrols.
pub fn enrol(view: &View) -> Form {
    Form::new("enrolment.new", words::ENROL)
        .field(Field::place("site", words::SITE).required())
        .field(Field::one("association", words::ASSOCIATION, listed(CodeList::Associations, view)).required())
        .field(Field::date("started", words::STARTED).with_date(view.now.date_naive()).required())
        .field(Field::whole("users", words::USERS_LABEL, words::PEOPLE, MOST_USERS).with_text("1").required())
        .save(|values, view| {
            Ok(Request::Change(Change::Ict(IctChange::Enrol {
                site: values.id("site").ok_or_else(|| SaveFault::missing("site", view))?,
                association: values.one("association").ok_or_else(|| SaveFault::missing("association", view))?,
                started: values.date("started").ok_or_else(|| SaveFault::missing("started", view))?,
                users: values.whole("users").ok_or_else(|| SaveFault::missing("users", view))?,
            })))
        })
        .done(|answer, cx| {
            cx.inform(words::ENROLLED);
            if let Answer::Done(done) = answer
                && let Ok(id) = done.id.parse()
            {
                cx.show(Target::Enrolment(id));
            }
        })
}

/// The form of a step of an enrolment.
fn step(
    name: &str,
    heading: Text,
    (record, row): &Case,
    fields: impl FnOnce(Form) -> Form,
    make: impl Fn(&Values, &View) -> Result<EnrolmentStep, SaveFault> + 'static,
) -> Form {
    let (enrolment, seen) = (record.id, record.version);
    fields(Form::new(format!("enrolment.{name}/{enrolment}"), heading).about(row.name.clone()))
        .save(move |values, view| {
            let step = make(values, view)?;
            Ok(Request::Change(Change::Ict(IctChange::Step { enrolment, seen: values.seen(seen), step })))
        })
        .done(|_, cx| cx.inform(words::SAVED))
}

/// The use of a month: the present one, unless somebody says otherwise.
pub fn note_use(case: &Case, view: &View) -> Form {
    let this = Month::of(view.now.date_naive());
    let first = Month::of(case.0.enrolling.started);
    let months = (0..MONTHS).map(|back| this.before(back)).take_while(|month| *month >= first);
    let choices = months
        .map(|month| Choice::new(month.to_string(), month_words::month(month, view.now.year(), view.lang())))
        .collect();
    step(
        "use",
        words::NOTE_USE_FORM,
        case,
        |form| {
            form.field(Field::one("month", words::MONTH, choices).required().with_code(&this.to_string()))
                .field(Field::whole("times", words::TIMES, words::TIMES_UNIT, MOST_TIMES).required())
                .field(Field::date("last", words::LAST_USED).help(words::LAST_USED_HELP))
        },
        |values, view| {
            Ok(EnrolmentStep::NoteUse(MonthUse {
                month: values.one("month").ok_or_else(|| SaveFault::missing("month", view))?,
                times: values.whole("times").ok_or_else(|| SaveFault::missing("times", view))?,
                last: values.date("last"),
            }))
        },
    )
}

/// A contact to encourage the organisation.
pub fn encourage(case: &Case, view: &View) -> Form {
    let means = Field::one("means", words::MEANS, variants(&Means::ALL, view.lang())).required();
    let means = means.with_code(&code_of(&Means::Phone));
    step(
        "encourage",
        words::ENCOURAGE_FORM,
        case,
        |form| {
            form.field(Field::long("text", words::CONTACT_TEXT).required().at_most(4_000))
                .field(means)
                .field(Field::moment("on", words::WHEN).with_now(view).required())
                .field(Field::date("next", words::NEXT).help(words::NEXT_HELP))
        },
        |values, view| {
            Ok(EnrolmentStep::Encourage(Encouragement {
                on: occurred(values, view)?,
                means: by_means(values, view)?,
                text: values.text("text"),
                next: values.date("next"),
            }))
        },
    )
}

/// How many people use the record there.
pub fn users(case: &Case, _view: &View) -> Form {
    let now = case.0.users.to_string();
    step(
        "users",
        words::USERS_FORM,
        case,
        |form| {
            let users = Field::whole("users", words::USERS_LABEL, words::PEOPLE, MOST_USERS);
            form.field(users.with_text(now).required())
        },
        |values, view| {
            let users = values.whole("users").ok_or_else(|| SaveFault::missing("users", view))?;
            Ok(EnrolmentStep::CountUsers { users })
        },
    )
}

/// The organisation takes part no more.
pub fn end(case: &Case, view: &View) -> Form {
    let today = view.now.date_naive();
    step(
        "end",
        words::END_ENROLMENT,
        case,
        |form| {
            form.field(Field::date("on", words::ENDED_ON).with_date(today).required())
                .field(Field::text("reason", words::REASON).required())
        },
        |values, view| {
            let on = values.date("on").ok_or_else(|| SaveFault::missing("on", view))?;
            Ok(EnrolmentStep::End { on, reason: values.text("reason") })
        },
    )
}

/// An association signs an agreement.
pub fn sign(view: &View) -> Form {
    Form::new("agreement.new", words::SIGN)
        .field(Field::one("association", words::ASSOCIATION, listed(CodeList::Associations, view)).required())
        .field(Field::date("signed_on", words::SIGNED_ON).with_date(view.now.date_naive()).required())
        .field(Field::date("until", words::UNTIL).help(words::UNTIL_HELP))
        .field(Field::long("text", words::TERMS).at_most(4_000))
        .save(|values, view| {
            let association = values.one("association").ok_or_else(|| SaveFault::missing("association", view))?;
            let signed_on = values.date("signed_on").ok_or_else(|| SaveFault::missing("signed_on", view))?;
            let terms = Terms { association, signed_on, until: values.date("until"), text: values.text("text") };
            Ok(Request::Change(Change::Ict(IctChange::Sign(terms))))
        })
        .done(|_, cx| cx.inform(words::SIGNED))
}

/// The form of a step of an agreement.
fn revise(
    name: &str,
    heading: Text,
    row: &AgreementRow,
    fields: impl FnOnce(Form) -> Form,
    make: impl Fn(&Values, &View) -> Result<AgreementStep, SaveFault> + 'static,
) -> Form {
    let (agreement, seen) = (row.agreement.id, row.agreement.version);
    fields(Form::new(format!("agreement.{name}/{agreement}"), heading).about(agreement.to_string()))
        .save(move |values, view| {
            let step = make(values, view)?;
            Ok(Request::Change(Change::Ict(IctChange::Agreement { agreement, seen: values.seen(seen), step })))
        })
        .done(|_, cx| cx.inform(words::SAVED))
}

/// The terms are put right; the association stays.
pub fn amend(row: &AgreementRow) -> Form {
    let old = row.agreement.terms.clone();
    let association = old.association.clone();
    revise(
        "amend",
        words::AMEND_FORM,
        row,
        |form| {
            let mut until = Field::date("until", words::UNTIL).help(words::UNTIL_HELP);
            if let Some(day) = old.until {
                until = until.with_date(day);
            }
            form.field(Field::date("signed_on", words::SIGNED_ON).with_date(old.signed_on).required())
                .field(until)
                .field(Field::long("text", words::TERMS).at_most(4_000).with_text(old.text))
        },
        move |values, view| {
            let signed_on = values.date("signed_on").ok_or_else(|| SaveFault::missing("signed_on", view))?;
            let (until, text) = (values.date("until"), values.text("text"));
            Ok(AgreementStep::Amend(Terms { association: association.clone(), signed_on, until, text }))
        },
    )
}

/// It holds longer.
pub fn renew(row: &AgreementRow) -> Form {
    revise(
        "renew",
        words::RENEW_FORM,
        row,
        |form| form.field(Field::date("until", words::UNTIL).help(words::UNTIL_HELP)),
        |values, _| Ok(AgreementStep::Renew { until: values.date("until") }),
    )
}

/// It is ended.
pub fn end_agreement(row: &AgreementRow) -> Form {
    revise(
        "end",
        words::END_AGREEMENT,
        row,
        |form| {
            form.field(Field::date("on", words::ENDED_ON).required())
                .field(Field::long("reason", words::REASON).required().at_most(4_000))
        },
        |values, view| {
            let on = values.date("on").ok_or_else(|| SaveFault::missing("on", view))?;
            Ok(AgreementStep::End { on, reason: values.text("reason") })
        },
    )
}

/// The form that a draft of this name was typed into, about this enrolment.
pub fn of_enrolment(name: &str, case: &Case, view: &View) -> Option<Form> {
    let (verb, id) = name.strip_prefix("enrolment.")?.split_once('/')?;
    if id.parse() != Ok(case.0.id) {
        return None;
    }
    Some(match verb {
        "use" => note_use(case, view),
        "encourage" => encourage(case, view),
        "users" => users(case, view),
        "end" => end(case, view),
        _ => return None,
    })
}

/// The form that a draft of this name was typed into, about this agreement.
pub fn of_agreement(name: &str, row: &AgreementRow) -> Option<Form> {
    let (verb, id) = name.strip_prefix("agreement.")?.split_once('/')?;
    if id.parse() != Ok(row.agreement.id) {
        return None;
    }
    Some(match verb {
        "amend" => amend(row),
        "renew" => renew(row),
        "end" => end_agreement(row),
        _ => return None,
    })
}

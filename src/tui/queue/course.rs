//! The short forms of a consultation's course: hold, outcome, opening again, who has it, whom it is about.

use super::draw::about;
use super::{act, detail_in, doc, read};
use crate::api::queue::{QueueAct, QueueDetail};
use crate::domain::consultation::{Outcome, Resolution, Wait, WaitReason};
use crate::tui::app::View;
use crate::tui::form::{Field, Form, SaveFault, Values, variants};
use crate::words::Text;
use crate::words::queue::screen::{form, label, saved};

type Makes = fn(&Values, &View) -> Result<QueueAct, SaveFault>;

/// What a short form is: what it is called, what it does, what is said once it is done, and the function that opens it.
#[derive(Clone, Copy)]
struct Short {
    verb: &'static str,
    heading: Text,
    makes: Makes,
    said: Text,
    again: fn(&QueueDetail, &View) -> Form,
}

/// A form about this consultation.
fn about_it(short: Short, detail: &QueueDetail, view: &View, fields: Vec<Field>) -> Form {
    let Short { verb, heading, makes, said, again } = short;
    let (id, version) = (detail.consultation.id, detail.consultation.version);
    let mut form = Form::new(format!("queue.{verb}/{id}"), heading).about(format!(
        "{} {}",
        detail.row.number,
        about(&detail.row, view)
    ));
    for field in fields {
        form = form.field(field);
    }
    form.save(move |values, view| makes(values, view).map(|made| act(id, version, made)))
        .acts_on(version, read(id), move |answer, view| Some(again(detail_in(answer)?, view)))
        .latest(doc::latest(detail, view))
        .done(move |_, cx| cx.inform(said))
}

pub(super) fn hold(detail: &QueueDetail, view: &View) -> Form {
    let fields = vec![
        Field::one("reason", label::WAIT_REASON, variants(WaitReason::ALL, view.lang())).required(),
        Field::date("until", label::UNTIL).required(),
        Field::text("text", label::NOTE),
    ];
    let makes: Makes = |values, view| {
        let reason = values.one("reason").ok_or_else(|| SaveFault::missing("reason", view))?;
        let until = values.date("until").ok_or_else(|| SaveFault::missing("until", view))?;
        Ok(QueueAct::PutOnHold(Wait { reason, text: values.text("text"), until }))
    };
    let short = Short { verb: "hold", heading: form::HOLD, makes, said: saved::HELD, again: hold };
    about_it(short, detail, view, fields)
}

pub(super) fn resolve(detail: &QueueDetail, view: &View) -> Form {
    let fields = vec![
        Field::one("outcome", label::OUTCOME, variants(Outcome::ALL, view.lang())).required(),
        Field::long("text", label::NOTE),
    ];
    let makes: Makes = |values, view| {
        let outcome = values.one("outcome").ok_or_else(|| SaveFault::missing("outcome", view))?;
        Ok(QueueAct::Resolve(Resolution { outcome, text: values.text("text") }))
    };
    let short = Short { verb: "resolve", heading: form::RESOLVE, makes, said: saved::RESOLVED, again: resolve };
    about_it(short, detail, view, fields)
}

pub(super) fn reopen(detail: &QueueDetail, view: &View) -> Form {
    let makes: Makes = |values, _| Ok(QueueAct::Reopen { reason: values.text("reason") });
    let short = Short { verb: "reopen", heading: form::REOPEN, makes, said: saved::REOPENED, again: reopen };
    about_it(short, detail, view, vec![reason()])
}

pub(super) fn assign(detail: &QueueDetail, view: &View) -> Form {
    let fields = vec![Field::staff("to", label::TO).required()];
    let makes: Makes = |values, view| {
        let to = values.id("to").ok_or_else(|| SaveFault::missing("to", view))?;
        Ok(QueueAct::Assign { to })
    };
    let short = Short { verb: "assign", heading: form::ASSIGN, makes, said: saved::ASSIGNED, again: assign };
    about_it(short, detail, view, fields)
}

pub(super) fn take_over(detail: &QueueDetail, view: &View) -> Form {
    let me = view.me();
    let to = Field::staff("to", label::TO).required().with_record(&me.id, me.name.written.clone());
    let makes: Makes = |values, _| Ok(QueueAct::TakeOver { to: values.id("to"), reason: values.text("reason") });
    let short = Short { verb: "take-over", heading: form::TAKE_OVER, makes, said: saved::TAKEN_OVER, again: take_over };
    about_it(short, detail, view, vec![reason(), to])
}

pub(super) fn link(detail: &QueueDetail, view: &View) -> Form {
    let fields = vec![Field::person("patient", label::PATIENT).required()];
    let makes: Makes = |values, view| {
        let patient = values.id("patient").ok_or_else(|| SaveFault::missing("patient", view))?;
        Ok(QueueAct::Link { patient })
    };
    let short = Short { verb: "link", heading: form::LINK, makes, said: saved::LINKED, again: link };
    about_it(short, detail, view, fields)
}

pub(super) fn unlink(detail: &QueueDetail, view: &View) -> Form {
    let makes: Makes = |values, _| Ok(QueueAct::Unlink { reason: values.text("reason") });
    let short = Short { verb: "unlink", heading: form::UNLINK, makes, said: saved::UNLINKED, again: unlink };
    about_it(short, detail, view, vec![reason()])
}

fn reason() -> Field {
    Field::text("reason", label::REASON).required().at_most(1_000)
}

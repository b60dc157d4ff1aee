//! The short forms of a consultation's course: hold, outcome, opening again, who has it, whom it is about.

use super::act_on;
use super::draw::about;
use crate::api::queue::{QueueAct, QueueDetail};
use crate::domain::consultation::{Outcome, Resolution, Wait, WaitReason};
use crate::tui::app::View;
use crate::tui::form::{Field, Form, SaveFault, Values, variants};
use crate::words::Text;
use crate::words::queue::screen::{form, label, saved};

type Makes = fn(&Values, &View) -> Result<QueueAct, SaveFault>;

/// A form about this consultation that does what `makes` says.
fn about_it(
    verb: &str,
    heading: Text,
    detail: &QueueDetail,
    view: &View,
    fields: Vec<Field>,
    makes: Makes,
    said: Text,
) -> Form {
    let detail = detail.clone();
    let mut form = Form::new(format!("queue.{verb}/{}", detail.consultation.id), heading).about(format!(
        "{} {}",
        detail.row.number,
        about(&detail.row, view)
    ));
    for field in fields {
        form = form.field(field);
    }
    form.save(move |values, view| {
        makes(values, view).map(|made| act_on(&detail, values.seen(detail.consultation.version), made))
    })
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
    about_it("hold", form::HOLD, detail, view, fields, makes, saved::HELD)
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
    about_it("resolve", form::RESOLVE, detail, view, fields, makes, saved::RESOLVED)
}

pub(super) fn reopen(detail: &QueueDetail, view: &View) -> Form {
    let makes: Makes = |values, _| Ok(QueueAct::Reopen { reason: values.text("reason") });
    about_it("reopen", form::REOPEN, detail, view, vec![reason()], makes, saved::REOPENED)
}

pub(super) fn assign(detail: &QueueDetail, view: &View) -> Form {
    let fields = vec![Field::staff("to", label::TO).required()];
    let makes: Makes = |values, view| {
        let to = values.id("to").ok_or_else(|| SaveFault::missing("to", view))?;
        Ok(QueueAct::Assign { to })
    };
    about_it("assign", form::ASSIGN, detail, view, fields, makes, saved::ASSIGNED)
}

pub(super) fn take_over(detail: &QueueDetail, view: &View) -> Form {
    let me = view.me();
    let to = Field::staff("to", label::TO).required().with_record(&me.id, me.name.written.clone());
    let makes: Makes = |values, _| Ok(QueueAct::TakeOver { to: values.id("to"), reason: values.text("reason") });
    about_it("take-over", form::TAKE_OVER, detail, view, vec![reason(), to], makes, saved::TAKEN_OVER)
}

pub(super) fn link(detail: &QueueDetail, view: &View) -> Form {
    let fields = vec![Field::person("patient", label::PATIENT).required()];
    let makes: Makes = |values, view| {
        let patient = values.id("patient").ok_or_else(|| SaveFault::missing("patient", view))?;
        Ok(QueueAct::Link { patient })
    };
    about_it("link", form::LINK, detail, view, fields, makes, saved::LINKED)
}

pub(super) fn unlink(detail: &QueueDetail, view: &View) -> Form {
    let makes: Makes = |values, _| Ok(QueueAct::Unlink { reason: values.text("reason") });
    about_it("unlink", form::UNLINK, detail, view, vec![reason()], makes, saved::UNLINKED)
}

fn reason() -> Field {
    Field::text("reason", label::REASON).required().at_most(1_000)
}

//! The forms for steps: one is recorded, a call is returned, one that was written down wrongly is corrected.

use super::draw::about;
use super::reception::typed;
use super::{act, detail_in, doc, read};
use crate::api::Answer;
use crate::api::queue::{QueueAct, QueueDetail};
use crate::domain::consultation::{Asker, Channel, Counterpart, StepContents, StepNumber};
use crate::domain::time::Minutes;
use crate::tui::app::View;
use crate::tui::form::{Field, Form, SaveFault, Values, charge, variants};
use crate::words::Text;
use crate::words::queue::screen::{form, help, label, saved};

/// The longest that one step can have taken, in minutes.
const MOST_MINUTES: u32 = 24 * 60;

/// Whoever asks, as the counterpart of a step.
fn asker(detail: &QueueDetail) -> Counterpart {
    let asked_by = &detail.consultation.intake.asked_by;
    Counterpart {
        who: asked_by.who,
        name: asked_by.name.clone(),
        organisation: detail.row.organisation.clone(),
        site: asked_by.site,
        phone: asked_by.phone.clone(),
    }
}

/// The form in which a step is recorded.
pub(super) fn answer(detail: &QueueDetail, view: &View) -> Form {
    let again = |answer: &Answer, view: &View| Some(self::answer(detail_in(answer)?, view));
    record(detail, form::STEP, Channel::Phone, &asker(detail), view, again)
}

/// The form in which a call is returned: the counterpart is whoever did not answer last.
pub(super) fn call_back(detail: &QueueDetail, view: &View) -> Option<Form> {
    let missed = detail.consultation.step(*detail.calls_back.first()?)?;
    let (channel, with) = (missed.contents.channel, &missed.contents.with);
    // Once somebody else has returned the call, what was said in this one is a step like any other.
    let again = |answer: &Answer, view: &View| {
        let detail = detail_in(answer)?;
        Some(call_back(detail, view).unwrap_or_else(|| self::answer(detail, view)))
    };
    Some(record(detail, form::CALL_BACK, channel, with, view, again))
}

fn record(
    detail: &QueueDetail,
    heading: Text,
    channel: Channel,
    with: &Counterpart,
    view: &View,
    again: fn(&Answer, &View) -> Option<Form>,
) -> Form {
    let (id, version) = (detail.consultation.id, detail.consultation.version);
    let form = Form::new(format!("queue.step/{id}"), heading)
        .about(format!("{} {}", detail.row.number, about(&detail.row, view)))
        .field(Field::moment("at", label::AT).required().with_now(view));
    let known = with.clone();
    let form = fields(form, channel, with, false, view)
        .field(Field::whole("minutes", label::MINUTES, label::MINUTES_UNIT, MOST_MINUTES))
        .field(Field::long("text", label::STEP_TEXT));
    let intake = detail.consultation.intake.clone();
    let start = view.session.welcome.settings.usual_step_charge(&intake, view.now, channel);
    let usual = move |values: &Values, view: &View| {
        let (at, by) = (values.moment("at").unwrap_or(view.now), values.one("channel").unwrap_or(channel));
        view.session.welcome.settings.usual_step_charge(&intake, at, by)
    };
    charge::usual_fields(form, start, usual, view)
        .save(move |values, view| Ok(act(id, version, QueueAct::Answer(Box::new(contents(values, &known, view)?)))))
        .acts_on(version, read(id), again)
        .latest(doc::latest(detail, view))
        .done(|_, cx| cx.inform(saved::STEP))
}

/// The form in which a step is corrected, filled with what was written down; none if there is no such step.
pub(super) fn correct(detail: &QueueDetail, number: StepNumber, view: &View) -> Option<Form> {
    let step = detail.consultation.step(number)?;
    let old = &step.contents;
    let happened = |values: &Values| values.yes("withdraw") != Some(true);
    let (id, version) = (detail.consultation.id, detail.consultation.version);
    let form = Form::new(format!("queue.correct/{id}/{}", number.0), form::CORRECT)
        .about(format!("{} {}", detail.row.number, doc::step_line(step, view)))
        .field(Field::text("reason", label::REASON).required())
        .field(Field::yes_no("withdraw", label::WITHDRAW, view).help(help::WITHDRAW))
        .field(Field::moment("at", label::AT).required().with_text(typed(old.at, view)).shown_if(happened));
    let known = old.with.clone();
    let minutes = if old.minutes.0 == 0 { String::new() } else { old.minutes.0.to_string() };
    let form = fields(form, old.channel, &old.with, old.nobody_answered, view)
        .field(
            Field::whole("minutes", label::MINUTES, label::MINUTES_UNIT, MOST_MINUTES)
                .with_text(minutes)
                .shown_if(happened),
        )
        .field(Field::long("text", label::STEP_TEXT).with_text(old.text.clone()).shown_if(happened));
    let form = charge::fields(form, &old.charge, view)
        .save(move |values, view| {
            let reason = values.text("reason");
            if values.yes("withdraw") == Some(true) {
                return Ok(act(id, version, QueueAct::WithdrawStep { step: number, reason }));
            }
            let contents = Box::new(contents(values, &known, view)?);
            Ok(act(id, version, QueueAct::CorrectStep { step: number, reason, contents }))
        })
        .acts_on(version, read(id), move |answer, view| correct(detail_in(answer)?, number, view))
        .latest(doc::latest(detail, view))
        .done(|_, cx| cx.inform(saved::CORRECTED));
    Some(form)
}

/// The fields of how and with whom.
fn fields(form: Form, channel: Channel, with: &Counterpart, missed: bool, view: &View) -> Form {
    let lang = view.lang();
    let code = |value: serde_json::Result<serde_json::Value>| match value {
        Ok(serde_json::Value::String(code)) => code,
        _ => String::new(),
    };
    let happened = |values: &Values| values.yes("withdraw") != Some(true);
    let mut site = Field::place("with.site", label::SITE);
    if let Some(id) = with.site {
        site = site.with_record(&id, with.organisation.clone());
    }
    form.field(
        Field::one("channel", label::CHANNEL, variants(&Channel::spoken(), lang))
            .required()
            .with_code(&code(serde_json::to_value(channel)))
            .shown_if(happened),
    )
    .field(
        Field::one("with", label::WITH, variants(Asker::ALL, lang))
            .required()
            .with_code(&code(serde_json::to_value(with.who)))
            .shown_if(happened),
    )
    .field(Field::text("with.name", label::WITH_NAME).with_text(with.name.clone()).shown_if(happened))
    .field(site.shown_if(happened))
    .field(
        Field::yes_no("nobody_answered", label::NOBODY_ANSWERED, view)
            .required()
            .help(help::NOBODY_ANSWERED)
            .with_code(if missed { "yes" } else { "no" })
            .shown_if(happened),
    )
}

/// What the form holds. The organisation and the phone stay what they were while the counterpart does.
fn contents(values: &Values, known: &Counterpart, view: &View) -> Result<StepContents, SaveFault> {
    let missing = |field: &'static str| SaveFault::missing(field, view);
    let who = values.one("with").ok_or_else(|| missing("with"))?;
    let (name, site) = (values.text("with.name"), values.id("with.site"));
    let same = who == known.who && name == known.name && site == known.site;
    let organisation = match (values.picked("with.site"), same) {
        (_, true) => known.organisation.clone(),
        (Some(place), false) => place.label.clone(),
        (None, false) => String::new(),
    };
    let nobody_answered = values.yes("nobody_answered") == Some(true);
    let text = values.text("text");
    if text.is_empty() && !nobody_answered {
        return Err(missing("text"));
    }
    Ok(StepContents {
        at: values.moment("at").ok_or_else(|| missing("at"))?,
        channel: values.one("channel").ok_or_else(|| missing("channel"))?,
        with: Counterpart {
            who,
            name,
            organisation,
            site,
            phone: if same { known.phone.clone() } else { String::new() },
        },
        text,
        minutes: Minutes(values.whole("minutes").unwrap_or(0)),
        nobody_answered,
        charge: charge::charge(values),
    })
}

//! The form of an entry: new, amended or corrected; and the form that moves one to the right patient.

use super::entry_fields::{add, content, occurred, time_field};
use crate::api::timeline::{TimelineAnswer, TimelineChange, TimelineRead};
use crate::api::{Answer, Change, Request};
use crate::domain::id::{EntryId, PatientId};
use crate::domain::timeline::{Entry, EntryRef, ItemKind, Statement};
use crate::tui::app::View;
use crate::tui::form::{Field, Form, SaveFault};
use crate::words::{Say, timeline as kinds, timeline_screen as words};

/// What becomes of the form.
pub enum Writing {
    /// A new entry; a reply names the question.
    New {
        /// Whose.
        patient: PatientId,
        /// The question that is selected.
        question: Option<EntryId>,
    },
    /// The writer's own entry is amended.
    Amend(Box<Entry>),
    /// A correction beside the entry.
    Correct(Box<Entry>),
}

impl Writing {
    const fn before(&self) -> Option<&Entry> {
        match self {
            Self::New { .. } => None,
            Self::Amend(entry) | Self::Correct(entry) => Some(entry),
        }
    }

    /// The name of the draft.
    fn draft(&self, kind: ItemKind) -> String {
        match self {
            Self::New { patient, question: Some(question) } if kind == ItemKind::Reply => {
                format!("timeline.reply/{patient}/{question}")
            }
            Self::New { patient, .. } => format!("timeline.{}/{patient}", super::entry_fields::code_of(&kind)),
            Self::Amend(entry) => format!("timeline.amend/{}", entry.id),
            Self::Correct(entry) => format!("timeline.correct/{}", entry.id),
        }
    }
}

/// The form of one entry.
pub fn form(kind: ItemKind, writing: Writing, about: &str, view: &View) -> Form {
    let before = writing.before().map(|entry| entry.statement.clone());
    let heading = match writing {
        Writing::New { .. } => words::NEW_ENTRY,
        Writing::Amend(_) => words::AMEND_ENTRY,
        Writing::Correct(_) => words::CORRECT_ENTRY,
    };
    let mut form = Form::new(writing.draft(kind), heading).about(format!("{}  {about}", kind.say(view.lang())));
    if matches!(writing, Writing::Correct(_)) {
        form = form.field(Field::text("reason", words::WHAT_WAS_WRONG).required());
    }
    let (day, time) = match &before {
        Some(statement) => (statement.occurred.date(), kinds::time(statement.occurred)),
        None => (view.now.date_naive(), String::new()),
    };
    form = form
        .field(Field::date("day", words::DAY).with_date(day).required())
        .field(time_field("time", words::TIME).with_text(time));
    form = add(form, kind, before.as_ref().map(|statement| &statement.content), view);
    let (label, required) = match kind {
        ItemKind::Note => (words::TEXT, true),
        ItemKind::Question => (words::ASKS, true),
        ItemKind::Reply => (words::REPLIES, true),
        ItemKind::Conference => (words::DECIDED, true),
        ItemKind::Acp => (words::EPISODE, false),
        _ => (words::TEXT, false),
    };
    let (text, source) =
        before.as_ref().map(|statement| (statement.text.clone(), statement.source.clone())).unwrap_or_default();
    let mut field = Field::long("text", label).at_most(4_000).with_text(text);
    if required {
        field = field.required();
    }
    form = form.field(field).field(Field::text("source", words::SOURCE).with_text(source));
    if !matches!(writing, Writing::Amend(_)) {
        form = form.field(
            Field::yes_no("confirmed", words::CONFIRM_NOW, view).help(words::CONFIRM_HELP).with_code("no").required(),
        );
    }
    let amended = if let Writing::Amend(entry) = &writing { Some((entry.id, entry.version)) } else { None };
    let form = form.save(move |values, view| {
        let question = if let Writing::New { question, .. } = &writing { *question } else { None };
        let statement = Box::new(Statement {
            occurred: occurred(values, "day", "time").ok_or_else(|| SaveFault::missing("day", view))?,
            content: content(kind, values, question, before.as_ref().map(|statement| &statement.content), view)?,
            text: values.text("text"),
            source: values.text("source"),
        });
        let confirmed = values.yes("confirmed").unwrap_or_default();
        Ok(Request::Change(Change::Timeline(match &writing {
            Writing::New { patient, .. } => TimelineChange::Write { patient: *patient, statement, confirmed },
            Writing::Amend(entry) => TimelineChange::Amend { entry: entry.id, seen: entry.version, statement },
            Writing::Correct(entry) => {
                TimelineChange::Correct { entry: entry.id, reason: values.text("reason"), statement, confirmed }
            }
        })))
    });
    let form = match amended {
        // Only its writer amends an entry, but perhaps at two screens.
        Some((entry, version)) => {
            let about = about.to_owned();
            form.amends(version, read(entry), move |answer, view| {
                let entry = entry_in(answer)?.clone();
                Some(self::form(entry.kind(), Writing::Amend(Box::new(entry)), &about, view))
            })
        }
        None => form,
    };
    form.done(|_, cx| cx.inform(words::SAVED))
}

/// The request for one entry.
pub fn read(entry: EntryRef) -> Request {
    Request::Timeline(TimelineRead::Entry { entry })
}

/// The entry in the answer to it.
pub fn entry_in(answer: &Answer) -> Option<&Entry> {
    match answer {
        Answer::Timeline(answer) => match answer.as_ref() {
            TimelineAnswer::Entry(entry) => Some(entry),
            _ => None,
        },
        _ => None,
    }
}

/// The form that moves an entry to the right patient.
pub fn move_form(entry: EntryRef, about: &str) -> Form {
    Form::new(format!("timeline.move/{entry}"), words::MOVE_ENTRY)
        .about(format!("{entry}  {about}"))
        .field(Field::person("to", words::RIGHT_PATIENT).required())
        .field(Field::text("reason", words::REASON).required())
        .save(move |values, view| {
            let to = values.id("to").ok_or_else(|| SaveFault::missing("to", view))?;
            let reason = values.text("reason");
            Ok(Request::Change(Change::Timeline(TimelineChange::Move { entry, to, reason })))
        })
        .done(|_, cx| cx.inform(words::SAVED))
}

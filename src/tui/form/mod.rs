//! The form engine: a list of described fields with validation, candidates, drafts and one way to save.
//!
//! ```text
//! let form = Form::new("queue.step/c45", words::STEP)
//!     .field(Field::moment("at", words::AT).required().with_now(&cx))
//!     .field(Field::one("how", words::HOW, variants(&How::ALL, cx.lang())).required())
//!     .field(Field::person("patient", words::PATIENT))
//!     .field(Field::long("text", words::TEXT).required())
//!     .save(move |values, _view| Ok(Request::Change(Change::Queue(QueueChange::Step { … values.moment("at") … }))))
//!     .done(|answer, cx| cx.inform(words::STEP_SAVED));
//! cx.push(form);
//! ```
//!
//! Fields are called as the request calls them, so that `Problem::Field` finds its field. `save` is only called when every
//! field can be read and all required ones are filled; should a value still be missing it gives
//! `Err(SaveFault::missing("at", view))`.
//!
//! # A form about a record that others may change
//!
//! It says on which version it was opened, how the record is read anew, and how the form is opened on what was read:
//!
//! ```text
//! pub fn amend(case: &QueueDetail, view: &View) -> Form {
//!     let (id, version) = (case.consultation.id, case.consultation.version);
//!     fields(Form::new(format!("queue.amend/{id}"), words::AMEND), case, view)
//!         .save(move |values, view| Ok(act(id, version, QueueAct::Amend(intake(values, view)?))))
//!         .amends(version, detail(id), |answer, view| Some(amend(detail_in(answer)?, view)))
//! }
//! ```
//!
//! That is all. When somebody else changes the record, or a save comes back with `Problem::Conflict`, the form becomes the
//! one that is opened on the newer record, `save` and the version that it names included, and what is typed is put into it
//! field by field: what others changed where nothing was typed is taken and marked; where both changed a field, theirs
//! stands beside what is typed, the two can be swapped, and only the next save decides. Nothing is overwritten unseen. So
//! nothing but the answer that `again` is given may find its way into the newer form: no copy of the older record in `save`,
//! no place in a list as a code. [`acts_on`](Form::acts_on) is for forms that add something to the record, such as the steps
//! of a course; with [`latest`](Form::latest) they say what the others did. A field that starts with the time of day
//! ([`with_now`](Field::with_now), [`with_today`](Field::with_today)) is nobody's change. Forms that only append, such as
//! notes, need none of it.
//!
//! # Drafts
//!
//! What is typed is kept under the form's name, with what it was opened on. The name is that of the action that opens the
//! form, and the record if it is about one: `queue.step/c45`. That is how a draft is taken up: the record is shown, the action
//! is done, and what was typed is put into the form that opens, put together with what others changed since. Where the action
//! alone does not open the form, the pane says how: see [`open_draft`](crate::tui::pane::Pane::open_draft).

mod answers;
mod basis;
pub mod charge;
mod check;
mod choice;
pub mod contact;
mod draft;
mod draw;
mod field;
mod layer;
mod merge;
mod offer;
mod read;
mod search;
mod typing;
mod value;
#[cfg(test)]
mod tests;

pub use answers::Question;
pub use choice::{Choice, listed, variants, yes_no};
pub use field::{Check, Field};
pub use offer::{Offered, Offers};
pub use read::Range;
pub use search::Record;
pub use value::{Picked, Value, Values};

use crate::api::{Answer, Request};
use crate::domain::id::Version;
use crate::tui::app::{Cx, Latest, View};
use crate::words::{Text, forms as words};
use basis::Basis;
use check::PreSave;
use draft::{Beginning, Fields};
use std::time::{Duration, Instant};

/// So long after the first key that is in no draft yet, the draft goes to the server: also of one who never pauses no more
/// than a second of typing is lost with the line.
const KEEP_AFTER: Duration = Duration::from_millis(900);

/// Why a form cannot be saved, found while the request was built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaveFault {
    /// The field that is at fault, if one is.
    pub field: Option<&'static str>,
    pub sentence: String,
}

impl SaveFault {
    pub fn field(field: &'static str, sentence: impl Into<String>) -> Self {
        Self { field: Some(field), sentence: sentence.into() }
    }

    pub fn whole(sentence: impl Into<String>) -> Self {
        Self { field: None, sentence: sentence.into() }
    }

    /// A field that should have been filled.
    pub fn missing(field: &'static str, view: &View) -> Self {
        Self::field(field, view.say(words::MISSING))
    }
}

type Save = Box<dyn Fn(&Values, &View) -> Result<Request, SaveFault>>;
type Done = Box<dyn FnMut(&Answer, &mut Cx)>;

/// A form on top of the panes.
pub struct Form {
    name: String,
    title: String,
    heading: Option<Text>,
    fields: Vec<Field>,
    focus: usize,
    /// The first row of the fields on the screen.
    top: usize,
    save: Option<Save>,
    done: Option<Done>,
    pre_save: Option<PreSave>,
    saving: Latest,
    /// What is wrong with the whole.
    fault: Option<String>,
    /// The version that a conflict named.
    told: Option<Version>,
    /// The record that it is about, if others may change it meanwhile.
    basis: Option<Basis>,
    /// What the fields held when the form was opened on the version that it names now.
    before: Fields,
    /// What they held when it was first opened; none until it is on the screen.
    beginning: Option<Beginning>,
    /// When the content last changed and is not yet kept as a draft.
    unsaved_since: Option<Instant>,
    touched: bool,
    /// A draft was kept while a save is under way.
    kept_behind: bool,
    from_draft: bool,
}

impl Form {
    /// A form whose draft is kept under this name: `queue.receive`, or `queue.step/c45` if it is about a record.
    pub fn new(name: impl Into<String>, heading: Text) -> Self {
        Self {
            name: name.into(),
            title: String::new(),
            heading: Some(heading),
            fields: Vec::new(),
            focus: 0,
            top: 0,
            save: None,
            done: None,
            pre_save: None,
            saving: Latest::default(),
            fault: None,
            told: None,
            basis: None,
            before: Fields::new(),
            beginning: None,
            unsaved_since: None,
            touched: false,
            kept_behind: false,
            from_draft: false,
        }
    }

    /// Says behind the heading what it is about: `R8-0415 鈴木 一郎`.
    pub fn about(mut self, what: impl Into<String>) -> Self {
        self.title = what.into();
        self
    }

    /// Adds a field.
    pub fn field(mut self, field: Field) -> Self {
        self.fields.push(field);
        self
    }

    /// Builds the request that saves the form.
    pub fn save(mut self, save: impl Fn(&Values, &View) -> Result<Request, SaveFault> + 'static) -> Self {
        self.save = Some(Box::new(save));
        self
    }

    /// Called once it is saved; the form is closed by then.
    pub fn done(mut self, done: impl FnMut(&Answer, &mut Cx) + 'static) -> Self {
        self.done = Some(Box::new(done));
        self
    }

    /// Asks the server before saving, such as for a possible double. `request` says what to ask, if anything;
    /// `says` makes sentences of the answer. If there are any the form shows them, and the next save goes through.
    pub fn before_save(
        mut self,
        request: impl Fn(&Values, &View) -> Option<Request> + 'static,
        says: impl Fn(&Answer, &View) -> Vec<String> + 'static,
    ) -> Self {
        self.pre_save = Some(PreSave::new(Box::new(request), Box::new(says)));
        self
    }

    /// The name of the draft.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The values of the fields that are shown and can be read.
    pub fn values(&self, view: &View) -> Values {
        let mut values = Values::default();
        values.tell(self.told);
        for field in &self.fields {
            let shown = field.shown_if.as_ref().is_none_or(|shown| shown(&values));
            if let (true, Ok(Some(value))) = (shown, field.value(view)) {
                values.set(field.name, value);
            }
        }
        values
    }

    fn is_shown(&self, at: usize, values: &Values) -> bool {
        self.fields.get(at).is_some_and(|field| field.shown_if.as_ref().is_none_or(|shown| shown(values)))
    }

    /// Reads every field and notes what is wrong. Gives the values, or the first field at fault.
    fn validate(&mut self, view: &View) -> Result<Values, usize> {
        let values = self.values(view);
        let mut first = None;
        for at in 0..self.fields.len() {
            let shown = self.is_shown(at, &values);
            let field = &mut self.fields[at];
            field.fault = if shown { fault(field, &values, view) } else { None };
            if field.fault.is_some() {
                first = first.or(Some(at));
            }
        }
        first.map_or(Ok(values), Err)
    }

    /// Moves the focus to the next field that is shown, or the one before.
    fn go(&mut self, down: bool, view: &View) -> bool {
        let values = self.values(view);
        let mut at = self.focus;
        loop {
            let next = if down { Some(at + 1).filter(|next| *next < self.fields.len()) } else { at.checked_sub(1) };
            let Some(next) = next else { return false };
            at = next;
            if self.is_shown(at, &values) {
                break;
            }
        }
        if self.fields[self.focus].leave() {
            self.unsaved_since.get_or_insert(view.instant);
        }
        let left = &mut self.fields[self.focus];
        // An empty field is complained about at saving, not while passing.
        left.fault = if left.value(view).is_err() { fault(left, &values, view) } else { None };
        self.focus = at;
        true
    }

    /// The field that has the focus now is told what those before it say.
    fn look_ahead(&mut self, cx: &mut Cx) {
        let values = self.values(cx);
        if let Some(field) = self.fields.get_mut(self.focus) {
            field.entered(&values, cx);
        }
    }

    fn changed(&mut self, cx: &Cx) {
        self.touched = true;
        self.fault = None;
        self.unsaved_since.get_or_insert(cx.instant);
        if let Some(pre_save) = &mut self.pre_save {
            pre_save.forget();
        }
        if self.fields.iter().any(Field::follows) {
            let values = self.values(cx);
            for field in &mut self.fields {
                field.follow(&values, cx);
            }
        }
    }

    fn keep_draft(&mut self, cx: &mut Cx) {
        if self.unsaved_since.take().is_some() {
            let draft = self.draft(cx);
            cx.save_draft(draft);
            self.kept_behind = self.saving.is_waiting();
        }
    }
}

fn fault(field: &Field, values: &Values, view: &View) -> Option<String> {
    match field.value(view) {
        Err(sentence) => Some(sentence),
        Ok(None) => field.required.then(|| view.say(words::MISSING).to_owned()),
        Ok(Some(value)) => field.check.as_ref().and_then(|check| check(&value, values, view)),
    }
}

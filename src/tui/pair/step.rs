//! The form of one step of a pair, and how it is opened again where others changed the pair meanwhile.

use crate::api::pair::{PairAct, PairChange, PairDetail, PairRead, PairsAnswer};
use crate::api::{Answer, Change, Request};
use crate::tui::app::View;
use crate::tui::form::{Form, SaveFault, Values};
use crate::words::{Text, pair_screen as words};

/// The name of the form that puts right what a pair began with: its fields are the pair's.
pub const AMEND: &str = "amend";

/// What a form of a step is: its name, what stands over it, and the function that opens it.
pub struct Of {
    pub name: &'static str,
    pub heading: Text,
    pub again: fn(&PairDetail, &View) -> Form,
}

/// The form of a step; `fields` adds its fields, `make` builds the step.
pub fn step(
    of: &Of,
    case: &PairDetail,
    view: &View,
    fields: impl FnOnce(Form) -> Form,
    make: impl Fn(&Values, &View) -> Result<PairAct, SaveFault> + 'static,
) -> Form {
    let (pair, seen, again) = (case.pair.id, case.pair.version, of.again);
    let about = format!("{pair} {}", case.row.patient.name.written);
    let form = fields(Form::new(format!("pair.{}/{pair}", of.name), of.heading).about(about))
        .save(move |values, view| {
            let step = make(values, view)?;
            Ok(Request::Change(Change::Pair(PairChange::Step { pair, seen, step })))
        })
        .done(|_, cx| cx.inform(words::SAVED));
    let again = move |answer: &Answer, view: &View| {
        let Answer::Pair(answer) = answer else { return None };
        let PairsAnswer::Pair(case) = answer.as_ref() else { return None };
        (case.pair.id == pair).then(|| again(case, view))
    };
    let read = Request::Pair(PairRead::Pair { pair });
    if of.name == AMEND {
        form.amends(seen, read, again)
    } else {
        form.acts_on(seen, read, again).latest(super::doc::latest(case, view))
    }
}

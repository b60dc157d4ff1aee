//! The two fields of what work is charged to, as every form of a contact or a step has them.

use std::rc::Rc;

use super::{Field, Form, Values, listed};
use crate::domain::code::{Code, CodeList};
use crate::domain::funding::Charge;
use crate::tui::app::View;
use crate::words::funding::{FUNDING_LINE, PROGRAMME_ITEM};

const ITEM: &str = "programme_item";
const LINE: &str = "funding_line";

/// Adds the fields, filled with this charge.
pub fn fields(form: Form, charge: &Charge, view: &View) -> Form {
    let filled = |field: Field, code: &Option<Code>| match code {
        Some(code) => field.with_code(&code.0),
        None => field,
    };
    let [item, line] = both(view);
    form.field(filled(item, &charge.programme_item)).field(filled(line, &charge.funding_line))
}

/// Adds the fields, filled with what is usual by what the form holds until somebody chooses otherwise; `start` is what is
/// usual by what it holds when it opens.
pub fn usual_fields(
    form: Form,
    start: Charge,
    usual: impl Fn(&Values, &View) -> Charge + 'static,
    view: &View,
) -> Form {
    let usual = Rc::new(usual);
    let for_line = Rc::clone(&usual);
    let name = |code: Option<Code>| code.map(|code| code.0);
    let [item, line] = both(view);
    form.field(item.usual(name(start.programme_item), move |values, view| name(usual(values, view).programme_item)))
        .field(line.usual(name(start.funding_line), move |values, view| name(for_line(values, view).funding_line)))
}

/// What the fields hold.
pub fn charge(values: &Values) -> Charge {
    Charge { programme_item: values.one(ITEM), funding_line: values.one(LINE) }
}

fn both(view: &View) -> [Field; 2] {
    [
        Field::one(ITEM, PROGRAMME_ITEM, listed(CodeList::ProgrammeItems, view)),
        Field::one(LINE, FUNDING_LINE, listed(CodeList::FundingLines, view)),
    ]
}

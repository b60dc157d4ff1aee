//! The pane's part of the action table.

use super::row::{Line, series};
use super::{RegionPane, Showing, doc, forms};
use crate::api::Problem;
use crate::api::region::{CasesOf, IssueDetail};
use crate::domain::month::Month;
use crate::domain::regional_issue::IssueStep;
use crate::domain::staff::Role;
use crate::tui::action::{Action, Acts};
use crate::tui::app::{Cx, Target, View};
use crate::tui::form::Form;
use crate::words::region_screen as words;
use crate::words::{Say, Text};

/// Who draws issues and works on them.
pub const WRITES: &[Role] = &[Role::Coordinator, Role::Manager];

/// An action that opens the form of a step of the selected issue.
macro_rules! step {
    ($name:literal, $words:ident, $step:ident, $form:path) => {
        Action::new($name, words::$words, |this: &mut Self, cx: &mut Cx| this.with_form($form, cx))
            .unless(|this: &Self, view: &View| this.why_no_step(IssueStep::$step, view))
    };
}

impl Acts for RegionPane {
    const ACTIONS: &'static [Action<Self>] = &[
        Action::new("region.cases", words::CASES, Self::go_to_cases).hinted().unless(Self::why_no_cases),
        Action::new("region.back", words::BACK, Self::back).hinted().unless(|this, view| {
            (this.showing == Showing::List && !this.method_shown).then(|| say(words::IN_LIST, view))
        }),
        Action::new("region.draw", words::DRAW, Self::draw_issue)
            .hinted()
            .unless(|this, view| no_right(view).or_else(|| this.why_no_source(view))),
        step!("region.consider", CONSIDER, Consider, forms::consider),
        step!("region.act", ACT, Act, forms::act).hinted(),
        step!("region.evaluate", EVALUATE, Evaluate, forms::evaluate).hinted(),
        Action::new("region.method", words::METHOD, Self::toggle_method).hinted(),
        Action::new("region.map", words::MAP, Self::toggle_map).hinted(),
        Action::new("region.earlier", words::EARLIER, |this: &mut Self, cx: &mut Cx| this.turn(false, cx))
            .unless(Self::why_no_months),
        Action::new("region.later", words::LATER, |this: &mut Self, cx: &mut Cx| this.turn(true, cx)).unless(
            |this, view| {
                let next = this.month_after(view);
                this.why_no_months(view).or_else(|| next.is_none().then(|| say(words::NOTHING_LATER, view)))
            },
        ),
        Action::new("region.left", words::LEFT, |this: &mut Self, cx: &mut Cx| this.across(false, cx))
            .unless(Self::why_no_map),
        Action::new("region.right", words::RIGHT, |this: &mut Self, cx: &mut Cx| this.across(true, cx))
            .unless(Self::why_no_map),
        step!("region.meet", MEET, Meet, forms::meet),
        step!("region.adopt", ADOPT, AdoptRule, forms::adopt),
        step!("region.close", CLOSE, Close, forms::close),
        step!("region.reopen", REOPEN, Reopen, forms::reopen),
        step!("region.amend", AMEND, Amend, forms::amend),
        step!("region.add-cases", ADD_CASES, AddCases, forms::add_cases),
        Action::new("region.remove-case", words::REMOVE_CASE, |this: &mut Self, cx: &mut Cx| {
            let which = this.chosen_case();
            this.with_form(|case, view| forms::remove_case(case, which, view), cx);
        })
        .unless(|this, view| {
            let why = this.why_no_step(IssueStep::RemoveCase, view);
            why.or_else(|| this.chosen_case().is_none().then(|| say(words::NEED_CASE, view)))
        }),
        Action::new("region.mine", words::MINE, |this: &mut Self, cx: &mut Cx| {
            this.filter.mine = !this.filter.mine;
            this.ask_list(cx);
        }),
        Action::new("region.closed", words::CLOSED, |this: &mut Self, cx: &mut Cx| {
            this.filter.open = if this.filter.open == Some(true) { None } else { Some(true) };
            this.ask_list(cx);
        }),
        Action::new("region.find", words::FIND, Self::find),
    ];
}

impl RegionPane {
    fn with_form(&mut self, form: impl FnOnce(&IssueDetail, &View) -> Form, cx: &mut Cx) {
        if let Some(case) = self.issue() {
            let form = form(case, &cx.view());
            cx.push(form);
        }
    }

    /// From a line or a place of the map to the consultations behind it; from one of these to the queue.
    fn go_to_cases(&mut self, cx: &mut Cx) {
        if matches!(self.showing, Showing::Cases { .. }) {
            if let Some(case) = self.cases.selected_id() {
                cx.show(Target::Consultation(*case));
            }
            return;
        }
        let behind = match self.showing {
            Showing::Map => self.counted().map(|of| {
                let name = series(&of, &cx.view());
                (CasesOf::Count { series: of, month: self.month }, name)
            }),
            _ => self.list.selected().map(|line| match line {
                Line::Issue(row) => (CasesOf::Issue(row.id), format!("{} {}", row.id, row.title)),
                Line::Candidate(row) => {
                    let name = series(&row.rise.series, &cx.view());
                    (CasesOf::Count { series: row.rise.series.clone(), month: self.month }, name)
                }
            }),
        };
        if let Some((of, name)) = behind {
            self.showing = Showing::Cases { from_map: self.showing == Showing::Map };
            self.behind = Some((of, name));
            self.cases.clear();
            self.ask_cases(cx);
        }
    }

    fn back(&mut self, cx: &mut Cx) {
        if self.method_shown {
            self.method_shown = false;
        } else {
            self.showing = match self.showing {
                Showing::Cases { from_map: true } => Showing::Map,
                _ => Showing::List,
            };
        }
        self.ask_detail(cx);
        self.redraw(true, &cx.view());
    }

    /// From a candidate with its words as a title, from a place of the map, from a consultation behind either.
    fn draw_issue(&mut self, cx: &mut Cx) {
        let view = cx.view();
        let count = self.count.as_ref().filter(|count| Some(&count.series) == self.counted().as_ref());
        let title = count.map(|count| doc::title(count, &view)).unwrap_or_default();
        let rises = count.is_some_and(|count| count.rise.is_some());
        let cases: Vec<_> = self.chosen_case().into_iter().collect();
        let seed = forms::Seed {
            title,
            series: self.counted(),
            month: count.filter(|_| rises && cases.is_empty()).map(|count| count.month),
            cases,
        };
        cx.push(forms::draw("region.draw", &seed, &view));
    }

    fn toggle_method(&mut self, cx: &mut Cx) {
        self.method_shown = !self.method_shown;
        self.redraw(true, &cx.view());
    }

    fn toggle_map(&mut self, cx: &mut Cx) {
        self.method_shown = false;
        self.showing = if self.showing == Showing::Map { Showing::List } else { Showing::Map };
        if self.showing == Showing::Map {
            self.ask_map(cx);
        }
        self.ask_detail(cx);
        self.redraw(true, &cx.view());
    }

    fn across(&mut self, right: bool, cx: &mut Cx) {
        if let Some(map) = &mut self.map {
            map.across(right);
        }
        self.ask_detail(cx);
        self.redraw(true, &cx.view());
    }

    /// The month after the one that is looked at, if it is over.
    fn month_after(&self, view: &View) -> Option<Month> {
        let last = Month::of(view.now.date_naive()).before(1);
        Some(self.month_shown(view).after(1)).filter(|next| *next <= last)
    }

    fn turn(&mut self, later: bool, cx: &mut Cx) {
        let shown = self.month_shown(cx);
        let to = if later { self.month_after(cx) } else { Some(shown.before(1)) };
        let last = Month::of(cx.now.date_naive()).before(1);
        self.month = to.filter(|month| *month != last);
        self.ask_list(cx);
        if self.showing == Showing::Map {
            self.ask_map(cx);
        }
        self.ask_detail(cx);
    }

    fn find(&mut self, cx: &mut Cx) {
        // The form leaves what it was filled with here and comes back by the same action.
        let sought = self.sought.borrow_mut().take();
        if let Some(text) = sought {
            self.filter.text = text;
            self.showing = Showing::List;
            self.ask_list(cx);
            return;
        }
        let form = super::find_form(&self.filter, std::rc::Rc::clone(&self.sought));
        cx.push(form);
    }

    fn why_no_cases(&self, view: &View) -> Option<String> {
        let none = match self.showing {
            Showing::List => self.list.selected().is_none(),
            Showing::Map => self.counted().is_none(),
            Showing::Cases { .. } => self.cases.selected().is_none(),
        };
        none.then(|| say(words::NEED_LINE, view))
    }

    /// An issue is drawn from a candidate that rises, or from a consultation.
    fn why_no_source(&self, view: &View) -> Option<String> {
        let rises = match self.showing {
            Showing::List => matches!(self.list.selected(), Some(Line::Candidate(_))),
            Showing::Map => self
                .count
                .as_ref()
                .is_some_and(|count| count.rise.is_some() && Some(&count.series) == self.counted().as_ref()),
            Showing::Cases { .. } => self.chosen_case().is_some(),
        };
        (!rises).then(|| say(words::NEED_SOURCE, view))
    }

    fn why_no_months(&self, view: &View) -> Option<String> {
        matches!(self.showing, Showing::Cases { .. }).then(|| say(words::NO_MONTHS_HERE, view))
    }

    fn why_no_map(&self, view: &View) -> Option<String> {
        (self.showing != Showing::Map).then(|| say(words::NOT_IN_MAP, view))
    }

    fn why_no_step(&self, step: IssueStep, view: &View) -> Option<String> {
        no_right(view).or_else(|| {
            let Some(case) = self.issue() else { return Some(say(words::NEED_ISSUE, view)) };
            case.issue.may(step).err().map(|why| why.say(view.lang()).into_owned())
        })
    }
}

/// Why the caller does not work on issues.
pub fn no_right(view: &View) -> Option<String> {
    let may = WRITES.iter().any(|role| view.i_am(*role));
    (!may).then(|| Problem::NotAllowed.say(view.lang()).into_owned())
}

fn say(text: Text, view: &View) -> String {
    view.say(text).to_owned()
}

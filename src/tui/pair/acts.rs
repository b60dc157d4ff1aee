//! The pane's part of the action table.

use super::candidates::Ranking;
use super::{PairPane, course_forms, filter_form, forms};
use crate::api::pair::{PairDetail, PairOrder, PairRead};
use crate::api::{Problem, Request};
use crate::domain::pair::PairStep;
use crate::domain::patient::Place;
use crate::domain::staff::Role;
use crate::tui::action::{Action, Acts};
use crate::tui::app::{Cx, Target, View};
use crate::tui::form::Form;
use crate::words::pair_screen as words;
use crate::words::{Say, Text};

const ARRANGES: &[Role] = &[Role::Coordinator, Role::Manager];

/// An action that opens the form of a step of the selected pair.
macro_rules! step {
    ($name:literal, $words:ident, $step:ident, $form:path) => {
        Action::new($name, words::$words, |this: &mut Self, cx: &mut Cx| this.with_form($form, cx))
            .unless(|this: &Self, view: &View| this.why_no_step(PairStep::$step, view))
    };
}

impl Acts for PairPane {
    const ACTIONS: &'static [Action<Self>] = &[
        Action::new("pair.next", words::NEXT, Self::next).hinted().unless(Self::why_no_next),
        Action::new("pair.new", words::NEW, Self::suggest).hinted().unless(|_, view| no_right(view)),
        Action::new("pair.candidates", words::CANDIDATES, Self::toggle_candidates)
            .hinted()
            .unless(Self::why_no_candidates),
        Action::new("pair.ask", words::ASK, Self::ask)
            .hinted()
            .unless(|this: &Self, view: &View| this.why_no_step(PairStep::Ask, view)),
        step!("pair.answer", ANSWER, Answer, forms::answer).hinted(),
        Action::new("pair.timeline", words::PATIENT, Self::open_timeline).hinted().unless(Self::why_no_pair),
        Action::new("pair.resource", words::RESOURCE, Self::open_resource).unless(Self::why_no_candidate),
        Action::new("pair.filter", words::FILTER, Self::set_filter).hinted().unless(Self::why_no_list),
        Action::new("pair.overdue", words::OVERDUE, Self::toggle_overdue).unless(Self::why_no_list),
        Action::new("pair.mine", words::MINE, Self::toggle_mine).unless(Self::why_no_list),
        Action::new("pair.ended", words::ENDED, Self::toggle_ended).unless(Self::why_no_list),
        Action::new("pair.order", words::ORDER, Self::next_order).unless(Self::why_no_list),
        Action::new("pair.show-all", words::CLEAR_FILTER, |this: &mut Self, cx: &mut Cx| {
            this.refilter(Self::usual_filter(), cx);
        })
        .unless(Self::why_no_filter),
        step!("pair.inform", INFORM, Inform, forms::inform),
        step!("pair.activate", ACTIVATE, Activate, course_forms::activate),
        step!("pair.review", REVIEW, Review, course_forms::review),
        step!("pair.rearrange", REARRANGE, Rearrange, course_forms::rearrange),
        step!("pair.replace", REPLACE, Replace, course_forms::replace),
        step!("pair.take-back", TAKE_BACK, TakeBack, course_forms::take_back),
        step!("pair.end", END, End, course_forms::end),
        step!("pair.call-off", CALL_OFF, CallOff, course_forms::call_off),
        step!("pair.amend", AMEND, Amend, forms::amend),
        step!("pair.hand", HAND, Hand, course_forms::hand),
    ];
}

impl PairPane {
    fn with_form(&mut self, form: impl FnOnce(&PairDetail, &View) -> Form, cx: &mut Cx) {
        if let Some(case) = self.pair() {
            let form = form(case, &cx.view());
            cx.push(form);
        }
    }

    /// The step that comes next. Whoever is to be asked is chosen among the candidates first.
    fn next(&mut self, cx: &mut Cx) {
        let Some(step) = self.pair().and_then(|case| case.pair.next()).map(|next| next.step) else { return };
        match step {
            PairStep::Ask if self.ranking.is_none() => self.toggle_candidates(cx),
            PairStep::Ask => self.ask(cx),
            PairStep::Inform => self.with_form(forms::inform, cx),
            PairStep::Answer => self.with_form(forms::answer, cx),
            PairStep::Activate => self.with_form(course_forms::activate, cx),
            _ => self.with_form(course_forms::review, cx),
        }
    }

    fn suggest(&mut self, cx: &mut Cx) {
        let read = PairRead::Suggested { patient: None, consultation: None, site: None };
        self.suggesting.ask_first(Request::Pair(read), cx);
    }

    fn toggle_candidates(&mut self, cx: &mut Cx) {
        if self.ranking.take().is_none()
            && let Some(pair) = self.list.selected_id().copied()
        {
            let mut ranking = Ranking::of(pair);
            ranking.list.ask(|window| Ranking::read(pair, window), cx);
            self.ranking = Some(ranking);
        }
        self.redraw_detail(true, &cx.view());
    }

    /// The candidate that is selected, if it can be asked.
    fn candidate(&self) -> Option<Place> {
        let row = self.ranking.as_ref()?.list.selected()?;
        row.ranked.excluded.is_none().then(|| Place { site: Some(row.ranked.site), name: row.name.clone() })
    }

    fn ask(&mut self, cx: &mut Cx) {
        let candidate = self.candidate();
        if self.ranking.is_some() && candidate.is_none() {
            cx.tell(crate::tui::app::Message::refused(cx.say(words::CANNOT_BE_ASKED)));
            return;
        }
        if let Some(case) = self.pair() {
            let form = forms::ask(case, candidate.as_ref(), &cx.view());
            self.ranking = None;
            cx.push(form);
        }
        self.redraw_detail(false, &cx.view());
    }

    fn open_timeline(&mut self, cx: &mut Cx) {
        if let Some(case) = self.pair() {
            cx.show(Target::Patient(case.row.patient.id));
        }
    }

    fn open_resource(&mut self, cx: &mut Cx) {
        if let Some(row) = self.ranking.as_ref().and_then(|ranking| ranking.list.selected()) {
            cx.show(Target::Site(row.ranked.site));
        }
    }

    fn set_filter(&mut self, cx: &mut Cx) {
        // The form leaves what it was filled with here and comes back by the same action.
        if let Some(filter) = self.chosen.take() {
            self.refilter(filter, cx);
        } else {
            let form = filter_form::form(&self.filter, self.chosen.clone(), &cx.view());
            cx.push(form);
        }
    }

    fn toggle_overdue(&mut self, cx: &mut Cx) {
        let mut filter = self.filter.clone();
        filter.overdue = !filter.overdue;
        self.refilter(filter, cx);
    }

    fn toggle_mine(&mut self, cx: &mut Cx) {
        let mut filter = self.filter.clone();
        filter.mine = !filter.mine;
        self.refilter(filter, cx);
    }

    fn toggle_ended(&mut self, cx: &mut Cx) {
        let mut filter = self.filter.clone();
        filter.open = if filter.open == Some(true) { None } else { Some(true) };
        self.refilter(filter, cx);
    }

    fn next_order(&mut self, cx: &mut Cx) {
        self.order = match self.order {
            PairOrder::Due => PairOrder::Newest,
            PairOrder::Newest => PairOrder::Longest,
            PairOrder::Longest => PairOrder::Due,
        };
        let filter = self.filter.clone();
        self.refilter(filter, cx);
    }

    fn why_no_list(&self, view: &View) -> Option<String> {
        self.ranking.as_ref().map(|_| say(words::IN_CANDIDATES, view))
    }

    fn why_no_filter(&self, view: &View) -> Option<String> {
        let unfiltered = self.filter == Self::usual_filter();
        self.why_no_list(view).or_else(|| unfiltered.then(|| say(words::NO_FILTER, view)))
    }

    fn why_no_pair(&self, view: &View) -> Option<String> {
        self.pair().is_none().then(|| say(words::NEED_PAIR, view))
    }

    fn why_no_candidates(&self, view: &View) -> Option<String> {
        if self.ranking.is_some() {
            return None;
        }
        let Some(case) = self.pair() else { return Some(say(words::NEED_PAIR, view)) };
        let sought = case.pair.state.is_before_active() && case.pair.sought().is_some();
        (!sought).then(|| say(words::NOBODY_SOUGHT, view))
    }

    fn why_no_candidate(&self, view: &View) -> Option<String> {
        let selected = self.ranking.as_ref().and_then(|ranking| ranking.list.selected());
        selected.is_none().then(|| say(words::NEED_CANDIDATE, view))
    }

    fn why_no_next(&self, view: &View) -> Option<String> {
        no_right(view).or_else(|| self.why_no_pair(view)).or_else(|| {
            let ended = self.pair().is_some_and(|case| case.pair.next().is_none());
            ended.then(|| say(words::HAS_ENDED, view))
        })
    }

    fn why_no_step(&self, step: PairStep, view: &View) -> Option<String> {
        no_right(view).or_else(|| {
            let Some(case) = self.pair() else { return Some(say(words::NEED_PAIR, view)) };
            case.pair.may(step).err().map(|why| {
                let problem = crate::api::pair::PairProblem::Rule(why);
                crate::words::pair::refusal(&problem, view.lang(), |id| view.name_or_id(id))
            })
        })
    }
}

/// Why the reader may not arrange pairs.
pub fn no_right(view: &View) -> Option<String> {
    let may = ARRANGES.iter().any(|role| view.i_am(*role));
    (!may).then(|| Problem::NotAllowed.say(view.lang()).into_owned())
}

fn say(text: Text, view: &View) -> String {
    view.say(text).to_owned()
}

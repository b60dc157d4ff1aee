//! What the list shows only: conditions by a few letters of their words, each put on or taken off.

use std::cell::RefCell;
use std::rc::Rc;

use crate::api::queue::QueueFilter;
use crate::domain::area::AreaCode;
use crate::domain::consultation::{State, Urgency};
use crate::tui::action::{Action, Acts, Place};
use crate::tui::app::{Cx, View};
use crate::tui::filter::Filter;
use crate::tui::layer::picker::{Find, Local, Picker};
use crate::tui::surface::Pen;
use crate::words::Text;
use crate::words::actions as common;
use crate::words::queue::screen::{self as words, label};

use super::draw::area_name;

/// The conditions on the list. Without any it shows all that something is still to be done about.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Narrowing {
    chosen: QueueFilter,
    finished: bool,
}

/// One condition.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Condition {
    Mine,
    Overdue,
    CallBack,
    Finished,
    State(State),
    Urgency(Urgency),
    Area(AreaCode),
    Text(String),
}

fn toggle<T: PartialEq + Clone>(list: &mut Vec<T>, value: &T) {
    match list.iter().position(|known| known == value) {
        Some(at) => {
            list.remove(at);
        }
        None => list.push(value.clone()),
    }
}

impl Narrowing {
    /// What the server is asked for.
    pub fn filter(&self) -> QueueFilter {
        let mut filter = self.chosen.clone();
        if filter.states.is_empty() && !self.finished {
            filter.states = QueueFilter::open().states;
        }
        filter
    }

    /// Only what holds these words, finished ones included.
    pub fn only(text: &str) -> Self {
        Self { chosen: QueueFilter { text: text.to_owned(), ..QueueFilter::default() }, finished: true }
    }

    /// Whether nothing narrows the list.
    pub fn is_plain(&self) -> bool {
        self.chosen == QueueFilter::default()
    }

    /// Puts a condition on or takes it off.
    pub fn toggle(&mut self, condition: &Condition) {
        let chosen = &mut self.chosen;
        match condition {
            Condition::Mine => chosen.mine = !chosen.mine,
            Condition::Overdue => chosen.overdue = !chosen.overdue,
            Condition::CallBack => chosen.call_back = !chosen.call_back,
            Condition::Finished => self.finished = !self.finished,
            Condition::State(state) => toggle(&mut chosen.states, state),
            Condition::Urgency(urgency) => toggle(&mut chosen.urgencies, urgency),
            Condition::Area(area) => toggle(&mut chosen.areas, area),
            Condition::Text(text) if chosen.text == *text => chosen.text.clear(),
            Condition::Text(text) => chosen.text.clone_from(text),
        }
    }

    fn holds(&self, condition: &Condition) -> bool {
        let chosen = &self.chosen;
        match condition {
            Condition::Mine => chosen.mine,
            Condition::Overdue => chosen.overdue,
            Condition::CallBack => chosen.call_back,
            Condition::Finished => self.finished,
            Condition::State(state) => chosen.states.contains(state),
            Condition::Urgency(urgency) => chosen.urgencies.contains(urgency),
            Condition::Area(area) => chosen.areas.contains(area),
            Condition::Text(text) => chosen.text == *text,
        }
    }

    /// What the line above the list says of it.
    pub fn words(&self, view: &View) -> String {
        let mut all = Vec::new();
        let chosen = &self.chosen;
        let flags = [
            (chosen.mine, Condition::Mine),
            (chosen.overdue, Condition::Overdue),
            (chosen.call_back, Condition::CallBack),
            (self.finished, Condition::Finished),
        ];
        all.extend(flags.into_iter().filter(|(on, _)| *on).map(|(_, condition)| condition));
        all.extend(chosen.states.iter().copied().map(Condition::State));
        all.extend(chosen.urgencies.iter().copied().map(Condition::Urgency));
        all.extend(chosen.areas.iter().cloned().map(Condition::Area));
        let mut all: Vec<String> = all.iter().map(|condition| short(condition, view)).collect();
        if !chosen.text.is_empty() {
            all.push(chosen.text.clone());
        }
        if all.is_empty() { view.say(words::NOT_NARROWED).to_owned() } else { all.join(" ") }
    }
}

fn short(condition: &Condition, view: &View) -> String {
    match condition {
        Condition::Mine => view.say(words::MINE.short).to_owned(),
        Condition::Overdue => view.say(words::OVERDUE_ONLY.short).to_owned(),
        Condition::CallBack => view.say(words::CALLS.short).to_owned(),
        Condition::Finished => view.say(words::WITH_FINISHED).to_owned(),
        Condition::State(state) => view.words(state).into_owned(),
        Condition::Urgency(urgency) => view.words(urgency).into_owned(),
        Condition::Area(area) => area_name(area, view),
        Condition::Text(text) => format!("「{text}」"),
    }
}

/// A condition with the words by which it is offered.
struct Offer {
    condition: Condition,
    kind: &'static str,
    words: String,
}

/// The layer in which conditions are chosen.
pub type Narrow = Picker<Conditions>;

/// All conditions there are, and the ones that are on.
pub struct Conditions {
    narrowing: Rc<RefCell<Narrowing>>,
    offers: Local<Offer>,
}

impl Narrow {
    pub(super) fn of(narrowing: Rc<RefCell<Narrowing>>, view: &View) -> Self {
        let flags = [Condition::Mine, Condition::Overdue, Condition::CallBack, Condition::Finished];
        let flags = flags.into_iter().map(|condition| ("", condition));
        let states = State::ALL.iter().map(|state| (view.say(words::PLACE), Condition::State(*state)));
        let urgencies = Urgency::ALL.iter().map(|urgency| (view.say(label::URGENCY), Condition::Urgency(*urgency)));
        let areas = view.session.welcome.settings.city.areas.iter();
        let areas = areas.map(|area| (view.say(label::AREA), Condition::Area(area.code.clone())));
        let offers = flags.chain(states).chain(urgencies).chain(areas).map(|(kind, condition)| {
            let words = short(&condition, view);
            let kana = match &condition {
                Condition::Area(code) => {
                    let area = view.session.welcome.settings.city.area(code);
                    area.map(|area| area.kana.clone()).unwrap_or_default()
                }
                _ => String::new(),
            };
            let filter = Filter::of(&[&words, &kana]);
            (Offer { condition, kind, words }, filter)
        });
        let offers = Local::of(offers.collect());
        let total = offers.total();
        Self::new(Conditions { narrowing, offers }, total)
    }

    fn toggle(&mut self, cx: &mut Cx) {
        let condition = match self.find.offers.get(self.selected()) {
            Some(offer) => offer.condition.clone(),
            None if self.typed_text().is_empty() => return,
            None => Condition::Text(self.typed_text().to_owned()),
        };
        self.find.narrowing.borrow_mut().toggle(&condition);
        self.start_over(cx);
        cx.run("global.refresh");
    }

    fn clear(&mut self, cx: &mut Cx) {
        *self.find.narrowing.borrow_mut() = Narrowing::default();
        cx.run("global.refresh");
    }
}

impl Acts for Narrow {
    const ACTIONS: &'static [Action<Self>] = &[
        Action::new("narrow.toggle", words::NARROW_TOGGLE, Self::toggle).hinted(),
        Action::new("narrow.clear", words::NARROW_CLEAR, Self::clear).hinted(),
        Action::new("narrow.close", common::CLOSE, |_, cx| cx.close()).hinted(),
    ];
}

impl Find for Conditions {
    const PLACE: Place = Place { words: words::PLACE_NARROW, contexts: &["narrow", "list", "edit"], typing: true };
    const ROWS: u16 = 12;

    fn prompt(&self) -> Text {
        words::NARROW.short
    }

    fn narrow(&mut self, typed: &str, _cx: &mut Cx) -> Option<usize> {
        // One row more: what is typed, as words that the consultation holds.
        Some(self.offers.narrow(typed) + usize::from(!typed.is_empty()))
    }

    fn paint(&self, at: usize, typed: &str, pen: &mut Pen, view: &View) {
        let theme = view.theme();
        if let Some(offer) = self.offers.get(at) {
            let sign = if self.narrowing.borrow().holds(&offer.condition) { "[x]" } else { "[ ]" };
            pen.gap(1).style(theme.plain).put(sign).gap(1).style(theme.faint).column(8, offer.kind);
            pen.style(theme.plain).put(&offer.words);
        } else {
            let text = short(&Condition::Text(typed.to_owned()), view);
            pen.gap(1).style(theme.plain).put("[ ]").gap(10).put(&text);
        }
    }
}

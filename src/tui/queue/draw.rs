//! The pane on the screen: the numbers above the list, its rows, and the detail.

use super::QueuePane;
use crate::api::queue::QueueRow;
use crate::domain::calendar::WorkingTime;
use crate::domain::code::{Code, CodeList};
use crate::domain::consultation::State;
use crate::domain::event::Kind;
use crate::tui::app::View;
use crate::tui::pane::Pane;
use crate::tui::surface::{Pen, Surface};
use crate::tui::widget::Split;
use crate::words::queue::screen as words;
use crate::words::{Lang, Say};

/// From this width on a row has room for who asks and for its tags.
pub(in crate::tui) const FULL_ROW: u16 = 76;

/// Cells for who has it: a family name of three characters.
const HOLDER: u16 = 6;

/// How pressing something is, told by a sign and by words before any colour.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pressing {
    Over,
    Today,
    Later,
    Never,
}

impl QueuePane {
    pub(super) fn draw_pane(&mut self, on: &mut Surface, view: &View) {
        self.draw_line_above(on, view);
        let (width, height) = (on.width(), on.height().saturating_sub(1));
        let mut below = on.rows(1, height);
        let record = self.record();
        if self.opened {
            let mut all = Split::whole(width, height);
            view.company.head(record, &mut all, &mut below, view);
            self.whole.draw(&mut below.at(all.detail), view);
            return;
        }
        let mut split = Split::of(width, height);
        let empty = if self.narrowing.borrow().is_plain() { words::EMPTY } else { words::EMPTY_NARROWED };
        let full = split.list.width >= FULL_ROW;
        self.list.draw(&mut below.at(split.list), view, empty, |row, pen, view| draw_row(row, pen, view, full));
        if let Some(rule) = split.rule {
            below.rule(rule, view.theme().faint);
        }
        view.company.head(record, &mut split, &mut below, view);
        let (detail, side) = if split.side.is_some() { (&mut self.main, true) } else { (&mut self.whole, false) };
        if self.list.total() > 0 {
            detail.draw(&mut below.at(split.detail), view);
        }
        if let (true, Some(part)) = (side && self.list.total() > 0, split.side) {
            self.side.draw(&mut below.at(part), view);
        }
    }

    fn draw_line_above(&self, on: &mut Surface, view: &View) {
        let theme = view.theme();
        let mut pen = on.pen(0);
        pen.style(theme.plain).put(&words::counts(&self.counts, view.lang())).gap(2);
        let narrowing = self.narrowing.borrow().words(view);
        let order = view.words(&self.order);
        let right = format!("{}{narrowing} {}{order}", view.say(words::NARROWED_BY), view.say(words::ORDER_BY));
        pen.right(&right);
    }
}

/// The word for when it is due, and how pressing it is, as of this minute.
fn due(row: &QueueRow, view: &View) -> (String, Pressing) {
    let lang = view.lang();
    if !row.state.is_open() {
        return (row.state.say(lang).into_owned(), Pressing::Never);
    }
    if row.reminders_ended {
        return (view.say(words::REMINDERS_ENDED).to_owned(), Pressing::Never);
    }
    let Some(due) = row.due else { return (String::new(), Pressing::Never) };
    let time = WorkingTime::new(&view.session.welcome.settings.hours);
    let (now, today) = (view.now, view.now.date_naive());
    let pressing = match () {
        () if due < now => Pressing::Over,
        () if due.date_naive() == today => Pressing::Today,
        () => Pressing::Later,
    };
    let word = match row.waits_until.filter(|until| *until > today) {
        Some(until) => words::on_hold(until, lang),
        None => words::due(due, now, time.minutes_between(now, due), time.day_minutes(), lang),
    };
    (word, pressing)
}

/// A consultation as a row of a list; `full` where there is room for who asks and for its tags.
pub(in crate::tui) fn draw_row(row: &QueueRow, pen: &mut Pen, view: &View, full: bool) {
    let theme = view.theme();
    let (word, pressing) = due(row, view);
    let (sign, style) = match pressing {
        Pressing::Over => ("!", theme.alarm),
        Pressing::Today => ("!", theme.warning),
        Pressing::Later => ("-", theme.plain),
        Pressing::Never => (" ", theme.faint),
    };
    let id = row.id.to_string();
    let company = view.company.sign(Kind::Consultation, &id, view);
    pen.style(style).put(sign).style(theme.warning).put(company).style(style).column(10, &word);
    pen.style(theme.plain).column(8, &row.number.to_string());
    let area = row.area.as_ref().map(|area| area_name(area, view)).unwrap_or_default();
    let holder = holder(row, view);
    if full {
        pen.column(8, &area).column(8, &view.words(&row.asker));
        pen.style(theme.strong).column(17, &about(row, view));
        let room = pen.left().saturating_sub(HOLDER + 1);
        let typing = view.company.typing(Kind::Consultation, &id, view);
        let tags = typing.unwrap_or_else(|| tags(row, view));
        pen.style(theme.plain).column(room, &tags).column(HOLDER, &holder);
    } else {
        pen.style(theme.strong).column(15, &about(row, view)).style(theme.plain).column(8, &area);
        let room = pen.left();
        pen.column(room, &holder);
    }
}

/// The person with age and sex, as in 山田 花子 86女.
pub(super) fn about(row: &QueueRow, view: &View) -> String {
    let Some(about) = &row.about else { return view.say(words::NOBODY).to_owned() };
    let name = if about.name.written.is_empty() { &about.name.kana } else { &about.name.written };
    let age = words::age_sex(about.age, &view.words(&about.sex));
    format!("{name} {age}").trim().to_owned()
}

/// Who has it: the family name, or the state of what nobody has; a call to return stands before it.
fn holder(row: &QueueRow, view: &View) -> String {
    if row.calls_back > 0 {
        return view.say(words::CALL_BACK_SIGN).to_owned();
    }
    match row.claimed_by {
        Some(holder) => {
            let name = view.staff_name(holder);
            name.split([' ', '\u{3000}']).next().unwrap_or(name).to_owned()
        }
        None if row.state == State::Received => String::new(),
        None => view.words(&row.state).into_owned(),
    }
}

/// Signs first, then topics, else what was said.
fn tags(row: &QueueRow, view: &View) -> String {
    let (list, codes) = if row.tags.is_empty() { (CodeList::Topics, &row.topics) } else { (CodeList::Tags, &row.tags) };
    if codes.is_empty() { row.line.clone() } else { code_words(list, codes, " ", view) }
}

/// The words of codes, one after the other.
pub(super) fn code_words(list: CodeList, codes: &[Code], between: &str, view: &View) -> String {
    let lists = &view.session.welcome.settings.codes;
    let word = |code: &Code| match lists.find(list, code) {
        Some(entry) => in_lang(view, &entry.ja, &entry.en),
        None => code.0.clone(),
    };
    codes.iter().map(word).collect::<Vec<_>>().join(between)
}

/// The name of an area in the language of the session.
pub(super) fn area_name(code: &crate::domain::area::AreaCode, view: &View) -> String {
    let city = &view.session.welcome.settings.city;
    city.area(code).map_or_else(|| code.0.clone(), |area| in_lang(view, &area.name, &area.en))
}

/// One of the two in the language of the session; Japanese where the English one is missing.
fn in_lang(view: &View, ja: &str, en: &str) -> String {
    if view.lang() == Lang::En && !en.is_empty() { en.to_owned() } else { ja.to_owned() }
}

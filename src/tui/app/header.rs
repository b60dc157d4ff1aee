//! The top line: the tabs with their keys, and on the right who sits here, the time and what is new.

use super::{App, Standing, View};
use crate::api::access_log::AccessLogState;
use crate::tui::surface::{Surface, width};
use crate::words::{Lang, access_log, screen as words};
use chrono::{Datelike, Timelike};

/// What of the left half is left out where the line is too short for all of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Left {
    /// The name of the program and all tabs.
    Whole,
    /// All tabs.
    Tabs,
    /// The tab in front, and the keys of the others.
    Keys,
}

/// A tab as it stands in the line.
struct Label {
    key: String,
    name: &'static str,
    front: bool,
}

impl Label {
    /// Its name, if there is room for it.
    const fn shown(&self, left: Left) -> &'static str {
        match left {
            Left::Keys if !self.front => "",
            _ => self.name,
        }
    }
}

impl App {
    /// `renkei  1相談 2経過 …    佐藤 保健師  11/24(火) 10:32  新2`
    pub(super) fn header(&self, on: &mut Surface, view: &View) {
        let theme = view.theme();
        let signs = on.signs();
        let columns = usize::from(on.width());
        let labels = self.labels(view);
        let (state, badge) = match self.standing {
            Standing::Open if view.session.welcome.access_log == AccessLogState::Failing => {
                (Some(format!("! {}", view.say(access_log::FAILING))), None)
            }
            Standing::Open => {
                (None, self.panes[self.front].badge(view).filter(|_| !self.is_locked() && self.is_mine(self.front)))
            }
            Standing::ReadOnly => (Some(format!("! {}", view.say(words::READ_ONLY))), None),
            Standing::Lost => (Some(format!("! {}", view.say(words::LOST))), None),
        };
        let rights = right_sides(state.as_deref(), badge.as_deref(), view);
        let taken = |left: Left| {
            let name = if left == Left::Whole { NAME.len() + 2 } else { 0 };
            let tabs = labels.iter().map(|label| width(&label.key, signs) + width(label.shown(left), signs) + 1);
            name + tabs.sum::<usize>()
        };
        // The time of day is worth more than the names of tabs that are not in front.
        let right = |left: Left| rights.iter().find(|text| taken(left) + width(text, signs) < columns);
        let with_time = |left: &Left| right(*left).is_some_and(|text| rights.last() != Some(text));
        let left = [Left::Whole, Left::Tabs].into_iter().find(with_time).unwrap_or(Left::Keys);
        let mut pen = on.pen(0);
        if left == Left::Whole {
            pen.style(theme.strong).put(NAME).gap(2);
        }
        for label in &labels {
            let style = if label.front { theme.selected } else { theme.plain };
            pen.style(style).put(&label.key).put(label.shown(left));
            pen.style(theme.plain).gap(1);
        }
        pen.style(theme.plain).right(right(left).or(rights.last()).map_or("", String::as_str));
    }

    /// The tabs in the order of the panes; the one in front by the name of its pane in front.
    fn labels(&self, view: &View) -> Vec<Label> {
        let front = self.panes[self.front].tab();
        let mut labels: Vec<Label> = Vec::new();
        for (at, pane) in self.panes.iter().enumerate() {
            let tab = pane.tab();
            if self.panes[..at].iter().any(|before| before.tab() == tab) {
                continue;
            }
            let shown = if tab == front { &self.panes[self.front] } else { pane };
            let key = view.keymap.shortest(&format!("global.{tab}")).unwrap_or_default();
            labels.push(Label { key, name: view.say(shown.title()), front: tab == front });
        }
        labels
    }
}

const NAME: &str = "renkei";

fn time_text(view: &View) -> String {
    let now = view.now;
    let weekday = words::weekday(now.weekday(), view.lang());
    format!("{}/{}({weekday}) {:02}:{:02}", now.month(), now.day(), now.hour(), now.minute())
}

/// What stands on the right of the header, the fullest first: who sits here is left out last of all, since a terminal
/// is shared.
fn right_sides(state: Option<&str>, badge: Option<&str>, view: &View) -> Vec<String> {
    let (name, profession) = who(view);
    let (full, time) = (format!("{name} {profession}"), time_text(view));
    let clock = format!("{:02}:{:02}", view.now.hour(), view.now.minute());
    let ways: [[Option<&str>; 4]; 6] = [
        [state, Some(&full), Some(&time), badge],
        [state, Some(name), Some(&time), badge],
        [state, Some(name), Some(&time), None],
        [state, Some(name), Some(&clock), badge],
        [state, Some(name), Some(&clock), None],
        [state, Some(name), None, None],
    ];
    ways.into_iter().map(|parts| parts.into_iter().flatten().collect::<Vec<_>>().join("  ")).collect()
}

/// The family name and the profession.
fn who<'a>(view: &View<'a>) -> (&'a str, &'a str) {
    let me = view.me();
    let codes = &view.session.welcome.settings.codes;
    let profession = codes.find(crate::domain::code::CodeList::Professions, &me.profession);
    let profession = profession.map_or("", |entry| match view.lang() {
        Lang::Ja => entry.ja.as_str(),
        Lang::En => entry.en.as_str(),
    });
    let family = me.name.written.split([' ', '　']).next().unwrap_or_default();
    (family, profession)
}

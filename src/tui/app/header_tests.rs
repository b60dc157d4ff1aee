//! The tabs of the header and the keys that lead to them, on panes that show nothing.

use crate::api::{Answer, Problem};
use crate::tui::action::{Action, Acts, Place, Spec, spec};
use crate::tui::app::{Cx, Ticket, View};
use crate::tui::pane::Pane;
use crate::tui::surface::Surface;
use crate::tui::testing::{Desk, Setup};
use crate::words::Text;
use crate::words::actions::{ActionWords, HELP};

/// A pane that shows its name.
struct Blank {
    name: Text,
    contexts: &'static [&'static str],
    tab: &'static str,
}

impl Acts for Blank {
    const ACTIONS: &'static [Action<Self>] = &[];
}

impl Pane for Blank {
    fn title(&self) -> Text {
        self.name
    }

    fn place(&self) -> Place {
        Place { words: self.name, contexts: self.contexts, typing: false }
    }

    fn tab(&self) -> &'static str {
        self.tab
    }

    fn enter(&mut self, _cx: &mut Cx) {}

    fn answer(&mut self, _ticket: Ticket, _outcome: Result<Answer, Problem>, _cx: &mut Cx) {}

    fn draw(&mut self, on: &mut Surface, view: &View) {
        on.pen(0).put(view.say(self.name)).put(" in front");
    }
}

const WORDS: ActionWords = HELP;
static TABS: [Spec; 3] = [spec("global.left", WORDS), spec("global.middle", WORDS), spec("global.right", WORDS)];

fn desk(width: u16) -> Desk {
    let blank = |name, contexts, tab| -> Box<dyn Pane> { Box::new(Blank { name, contexts, tab }) };
    let name = Text::new;
    let panes = vec![
        blank(name("左側の欄", "left"), &["left", "global"], "left"),
        blank(name("中央の一", "middle one"), &["middle", "global"], "middle"),
        blank(name("中央の二", "middle two"), &["second", "global"], "middle"),
        blank(name("右側", "right"), &["right", "global"], "right"),
    ];
    let mut setup = Setup::of(panes);
    setup.catalogue = setup.catalogue.specs_of(&TABS);
    setup.user_keymap = Some("[global]\nleft = \"F13\"\nmiddle = \"F14\"\nright = \"F15\"\n");
    setup.size = (width, 24);
    setup.open(|_| None)
}

fn top(desk: &Desk) -> String {
    desk.screen().lines().next().unwrap_or_default().to_owned()
}

#[test]
fn a_tab_s_key_goes_through_its_panes_and_comes_back_to_the_last() {
    let mut desk = desk(100);
    assert!(desk.press("F14").screen().contains("中央の一 in front"));
    assert!(desk.press("F14").screen().contains("中央の二 in front"));
    assert!(desk.press("F15").screen().contains("右側 in front"));
    assert!(desk.press("F14").screen().contains("中央の二 in front"));
    assert!(desk.press("F14").screen().contains("中央の一 in front"));
}

#[test]
fn a_tab_stands_once_under_the_name_of_its_pane_in_front() {
    let mut desk = desk(100);
    assert!(top(&desk).contains("F14中央の一") && !top(&desk).contains("中央の二"), "{}", top(&desk));
    desk.press("F14 F14");
    assert!(top(&desk).contains("F14中央の二") && !top(&desk).contains("中央の一"), "{}", top(&desk));
}

#[test]
fn a_short_line_keeps_the_time_and_the_tab_in_front_before_other_names() {
    assert!(top(&desk(100)).starts_with("renkei"));
    let narrow = top(&desk(40));
    assert!(narrow.starts_with("F13左側の欄 F14 F15 ") && narrow.ends_with("佐藤  10:32"), "{narrow}");
    let between = top(&desk(48));
    assert!(between.starts_with("F13左側の欄 F14中央の一 F15右側 ") && between.ends_with("佐藤  10:32"), "{between}");
}

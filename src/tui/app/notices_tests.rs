//! What notices cost: which panes ask for something because of them, when, and which frames are drawn.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use crate::api::presence::{Doing, Presence, Present};
use crate::api::search::SearchRequest;
use crate::api::{Answer, Notice, Problem, Request};
use crate::domain::event::Kind;
use crate::domain::id::{StaffId, Version};
use crate::tui::action::{Action, Acts, Place, Spec, spec};
use crate::tui::app::{Cx, Latest, Ticket, View};
use crate::tui::pane::Pane;
use crate::tui::surface::Surface;
use crate::tui::testing::{Desk, Setup, now};
use crate::words::Text;
use crate::words::actions::HELP;

/// A pane that shows one record and asks for it when it hears that it changed.
struct Single {
    context: &'static [&'static str],
    record: &'static str,
    asked: Latest,
    drawn: Rc<Cell<usize>>,
}

impl Acts for Single {
    const ACTIONS: &'static [Action<Self>] = &[];
}

impl Pane for Single {
    fn title(&self) -> Text {
        Text::new("見本", "sample")
    }

    fn place(&self) -> Place {
        Place { words: self.title(), contexts: self.context, typing: false }
    }

    fn tab(&self) -> &'static str {
        self.context[0]
    }

    fn enter(&mut self, _cx: &mut Cx) {}

    fn answer(&mut self, ticket: Ticket, _outcome: Result<Answer, Problem>, _cx: &mut Cx) {
        self.asked.takes(ticket);
    }

    fn notice(&mut self, notice: &Notice, cx: &mut Cx) {
        let concerns = matches!(notice, Notice::Changed { id, .. } if *id == self.record);
        if concerns || *notice == Notice::Reload {
            let text = self.record.to_owned();
            self.asked.ask(Request::Search(SearchRequest { text, kinds: vec![], limit: 1 }), cx);
        }
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        self.drawn.set(self.drawn.get() + 1);
        on.pen(0).put(view.company.sign(Kind::Consultation, self.record, view));
    }
}

static TABS: [Spec; 2] = [spec("global.left", HELP), spec("global.right", HELP)];

/// Two panes, the left one in front with c1, and how often that one was drawn.
fn desk() -> (Desk, Rc<Cell<usize>>) {
    let drawn = Rc::new(Cell::new(0));
    let single = |context, record, drawn| -> Box<dyn Pane> {
        Box::new(Single { context, record, asked: Latest::default(), drawn })
    };
    let left = single(&["left", "global"], "c1", Rc::clone(&drawn));
    let mut setup = Setup::of(vec![left, single(&["right", "global"], "c2", Rc::default())]);
    setup.catalogue = setup.catalogue.specs_of(&TABS);
    setup.user_keymap = Some("[global]\nleft = \"F13\"\nright = \"F14\"\n");
    let desk = setup.open(|request| matches!(request, Request::Search(_)).then(|| Ok(Answer::Search(vec![]))));
    (desk, drawn)
}

fn changed(id: &str) -> Notice {
    let (kind, id, version) = (Kind::Consultation, id.to_owned(), Version(2));
    Notice::Changed { kind, id, patient: None, version, by: StaffId(9), at: now() }
}

fn someone_at(id: &str) -> Notice {
    let who = vec![Present { staff: StaffId(9), doing: Doing::Looking, until: now() }];
    Notice::Presence(Presence { kind: Kind::Consultation, id: id.to_owned(), who })
}

/// What was asked for by the panes so far.
fn asked(desk: &Desk) -> Vec<String> {
    let asked = desk.asked.borrow();
    let texts = asked.iter().filter_map(|(_, request)| match request {
        Request::Search(search) => Some(search.text.clone()),
        _ => None,
    });
    texts.collect()
}

#[test]
fn what_concerns_nothing_on_the_screen_costs_no_frame_and_no_question() {
    let (mut desk, drawn) = desk();
    let before = drawn.get();
    desk.notice(changed("c7")).notice(changed("c2")).notice(someone_at("c7"));
    assert_eq!((drawn.get(), asked(&desk).len()), (before, 0));
    desk.notice(someone_at("c1"));
    assert_eq!(drawn.get(), before + 1);
    assert!(desk.screen().contains('+'), "{}", desk.screen());
}

#[test]
fn a_pane_hears_of_changes_when_it_comes_to_the_front() {
    let (mut desk, _) = desk();
    for id in ["c2", "c7", "c2"] {
        desk.notice(changed(id));
    }
    assert_eq!(asked(&desk), [""; 0]);
    desk.press("F14");
    assert_eq!(asked(&desk), ["c2"], "once, however often it changed");
    desk.press("F13 F14");
    assert_eq!(asked(&desk), ["c2"]);
    desk.press("F13").notice(changed("c2")).press("F14");
    assert_eq!(asked(&desk), ["c2", "c2"]);
}

#[test]
fn one_change_is_asked_for_at_once_and_many_together() {
    let (mut desk, _) = desk();
    desk.notice(changed("c7")).notice(changed("c1"));
    assert_eq!(asked(&desk), ["c1"]);
    for _ in 0..20 {
        desk.notice(changed("c1"));
    }
    assert_eq!(asked(&desk), ["c1"]);
    desk.wait(Duration::from_millis(100));
    assert_eq!(asked(&desk), ["c1", "c1"]);
    desk.wait(Duration::from_secs(1));
    assert_eq!(asked(&desk), ["c1", "c1"], "nothing was left out and nothing is told twice");
}

#[test]
fn a_pane_that_missed_very_much_reads_everything_anew() {
    let (mut desk, _) = desk();
    for number in 10..60 {
        desk.notice(changed(&format!("c{number}")));
    }
    desk.press("F14");
    assert_eq!(asked(&desk), ["c2"]);
}

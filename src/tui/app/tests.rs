//! Keys through the real loop, on a pane made for it.

use super::{Cx, Message, Target, Ticket, View};
use crate::api::search::{SearchHit, SearchKind, SearchRequest};
use crate::api::{Answer, Notice, Page, Problem, Request, Window};
use crate::domain::id::PatientId;
use crate::tui::action::{Action, ActionWords, Acts, Place};
use crate::tui::link::fake::Reply;
use crate::tui::pane::Pane;
use crate::tui::step::Step;
use crate::tui::surface::Surface;
use crate::tui::testing::{Desk, Setup};
use crate::tui::widget::{Detail, Doc, Keyed, List, Split};
use crate::words::{Lang, Text};
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

const WORDS: ActionWords =
    ActionWords::new(Text::new("印", "mark"), Text::new("印をつける", "Mark it"), "しるしをつける");
const NEVER: ActionWords =
    ActionWords::new(Text::new("無理", "never"), Text::new("できないこと", "Never"), "できないこと");
const PLACE: Place =
    Place { words: Text::new("見本", "Sample"), contexts: &["sample", "list", "detail", "global"], typing: false };
const KEYS: &str = "[sample]\nmark = [\"m\", \"z m\"]\nnever = \"z n\"\n";

#[derive(Clone, Debug)]
struct Row(SearchHit);

impl Keyed for Row {
    type Id = String;

    fn id(&self) -> String {
        self.0.id.clone()
    }
}

/// A list of a thousand made-up patients beside what is known of the selected one.
#[derive(Default)]
struct Sample {
    list: List<Row>,
    detail: Detail,
    marked: Vec<String>,
}

impl Sample {
    fn request(window: Window) -> Request {
        Request::Search(SearchRequest { text: window.offset.to_string(), kinds: vec![], limit: window.limit })
    }

    fn describe(&mut self) {
        if let Some(row) = self.list.selected() {
            self.detail.open(Doc::default().heading(row.0.name.clone()).pair("番号", row.0.id.clone()));
        }
    }
}

impl Acts for Sample {
    const ACTIONS: &'static [Action<Self>] = &[
        Action::new("sample.mark", WORDS, |this: &mut Self, cx: &mut Cx| {
            this.marked.extend(this.list.selected_id().cloned());
            cx.tell(Message::info("marked"));
        })
        .hinted(),
        Action::new("sample.never", NEVER, |_, _| {}).unless(|_, _| Some("理由があります".to_owned())),
    ];
}

impl Pane for Sample {
    fn title(&self) -> Text {
        Text::new("見本", "sample")
    }

    fn place(&self) -> Place {
        PLACE
    }

    fn enter(&mut self, cx: &mut Cx) {
        self.list.ask(Self::request, cx);
    }

    fn answer(&mut self, ticket: Ticket, outcome: Result<Answer, Problem>, _cx: &mut Cx) {
        if let (true, Ok(Answer::Search(hits))) = (self.list.takes(ticket), outcome) {
            let offset = hits.first().map_or(0, |hit| u32::try_from(hit.score).unwrap());
            self.list.fill(Page { total: 1000, offset, rows: hits.into_iter().map(Row).collect() });
            self.describe();
        }
    }

    fn notice(&mut self, _notice: &Notice, cx: &mut Cx) {
        self.list.ask(Self::request, cx);
    }

    fn show(&mut self, target: Target, _cx: &mut Cx) -> bool {
        matches!(target, Target::Patient(PatientId(_)))
    }

    fn step(&mut self, step: Step, cx: &mut Cx) {
        if self.list.step(step) {
            self.describe();
            self.list.ask_if_needed(Self::request, cx);
        }
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        let split = Split::of(on.width(), on.height()).two();
        let theme = view.theme();
        self.list.draw(&mut on.at(split.list), view, Text::new("なし", "none"), |row, pen, _| {
            pen.gap(1).column(8, &row.0.id).put(&row.0.name).style(theme.faint).right(&row.0.about);
        });
        if let Some(rule) = split.rule {
            on.rule(rule, theme.faint);
        }
        self.detail.draw(&mut on.at(split.detail), view);
    }
}

fn hit(at: u32) -> SearchHit {
    SearchHit {
        id: format!("p{at}"),
        kind: SearchKind::Patients,
        name: format!("山田 {at}番"),
        reading: String::new(),
        area: None,
        score: i64::from(at),
        about: "昭和".into(),
        phone: String::new(),
        sources: Vec::new(),
    }
}

fn server(request: &Request) -> Reply {
    match request {
        Request::Search(search) => match search.text.parse::<u32>() {
            Ok(offset) => Some(Ok(Answer::Search((offset..offset + search.limit).map(hit).collect()))),
            Err(_) => Some(Ok(Answer::Search(vec![hit(7)]))),
        },
        Request::Session(_) => {
            let welcome = Box::new(crate::tui::testing::welcome());
            Some(Ok(Answer::Session(Box::new(crate::api::session::SessionAnswer::Welcome(welcome)))))
        }
        _ => None,
    }
}

fn setup() -> Setup {
    let mut setup = Setup::of(vec![Box::new(Sample::default())]);
    setup.catalogue = setup.catalogue.actions::<Sample>().place(PLACE);
    setup.user_keymap = Some(KEYS);
    setup
}

fn desk() -> Desk {
    setup().open(server)
}

#[test]
fn the_screen_at_80_columns() {
    insta::assert_snapshot!(desk().press("j j").screen());
}

#[test]
fn the_screen_at_140_columns_in_english() {
    let mut setup = setup();
    setup.size = (140, 40);
    setup.lang = Lang::En;
    insta::assert_snapshot!(setup.open(server).press("End").screen());
}

#[test]
fn at_80_columns_in_english_keys_stand_apart_and_the_name_stays() {
    let mut setup = setup();
    setup.lang = Lang::En;
    setup.panes = crate::tui::panes::all();
    let mut desk = setup.open(server);
    insta::assert_snapshot!("english_80", desk.screen());
    insta::assert_snapshot!("english_help_80", desk.press("?").screen());
    desk.press("Esc");
    assert!(desk.send(super::Event::Lost).screen().contains("! no server  佐藤"), "{}", desk.screen());
    desk.press("2 n");
    insta::assert_snapshot!("english_which_key_80", desk.screen());
}

#[test]
fn help_says_every_key_and_why_some_do_nothing() {
    insta::assert_snapshot!(desk().press("?").screen());
}

#[test]
fn a_prefix_shows_what_can_follow() {
    let mut desk = desk();
    let screen = desk.press("z").screen();
    assert!(screen.contains("m      印") && screen.contains("n      無理"), "{screen}");
    assert!(desk.press("m").screen().contains("marked"));
    assert!(desk.press("z n").screen().contains("! 理由があります"));
    assert!(desk.press("z x").screen().contains("zx はここでは使えません"));
    assert!(!desk.press("z Esc").screen().contains("z ..."));
}

#[test]
fn the_palette_finds_by_romaji_and_runs() {
    let mut desk = desk();
    let screen = desk.press(":").type_text("sirusi").screen();
    assert!(screen.contains("印をつける"), "{screen}");
    assert!(desk.press("Enter").screen().contains("marked"));
}

#[test]
fn search_is_one_key_away_and_opens_what_it_finds() {
    let mut desk = desk();
    let screen = desk.press("/").type_text("yamada").screen();
    assert!(screen.contains("対象者 山田 7番"), "{screen}");
    let asked = desk.asked.borrow().len();
    let before = 3; // the list, the drafts and the news
    assert_eq!(asked, before + "yamada".len());
    assert!(!desk.press("Enter").screen().contains("対象者"));
}

#[test]
fn far_moves_fetch_their_window_and_a_refresh_keeps_the_selection() {
    let mut desk = desk();
    assert!(desk.press("End").screen().contains("> p999"));
    assert!(desk.press("g g").screen().contains("> p0"));
    desk.press("PgDn j j");
    let before = desk.screen();
    assert_eq!(desk.notice(Notice::Reload).screen(), before);
}

#[test]
fn a_slow_answer_says_so_and_keys_still_work() {
    let mut desk = setup().open(|_| None);
    assert!(!desk.screen().contains("待っています"));
    assert!(desk.wait(Duration::from_millis(400)).screen().contains("待っています"));
    assert!(desk.press("?").screen().contains("ここで使えるキー"));
}

#[test]
fn the_time_moves_with_the_minute() {
    let mut desk = desk();
    assert!(desk.screen().contains("11/24(火) 10:32"));
    assert!(desk.wait(Duration::from_secs(61)).screen().contains("10:33"));
}

#[test]
fn what_is_shown_is_read_again_when_the_day_changes() {
    let asked = Rc::new(Cell::new(0));
    let counted = Rc::clone(&asked);
    let mut desk = setup().open(move |request| {
        counted.set(counted.get() + u32::from(matches!(request, Request::Search(_))));
        server(request)
    });
    let before = asked.get();
    desk.wait(Duration::from_secs(61));
    assert_eq!(asked.get(), before, "a minute is no reason");
    desk.wait(Duration::from_hours(14));
    assert_eq!(asked.get(), before + 1);
    desk.wait(Duration::from_secs(61));
    assert_eq!(asked.get(), before + 1, "once a day");
}

#[test]
fn a_server_that_stops_writing_is_seen() {
    let mut desk = desk();
    assert!(desk.notice(Notice::ReadOnly).screen().contains("! 書き込み停止中"));
    assert!(!desk.notice(Notice::Writable).screen().contains("書き込み停止中"));
    assert!(desk.send(super::Event::Lost).screen().contains("! 接続なし"));
}

#[test]
fn a_server_that_came_back_as_another_version_is_said_until_it_takes_the_session_back() {
    let mut desk = desk();
    let refused = || super::Event::Refused(Problem::VersionMismatch { server: "9.9.9".into() });
    let screen = desk.send(super::Event::Lost).send(refused()).screen();
    assert!(screen.contains("! 接続なし") && screen.contains("別の版 (9.9.9)"), "{screen}");
    assert!(desk.press("j").send(refused()).screen().contains("別の版 (9.9.9)"), "a key does not take it away");
    let back = super::Event::Back(Box::new(crate::tui::testing::welcome()));
    assert!(!desk.send(back).screen().contains("9.9.9"));
}

#[test]
fn the_lock_hides_everything() {
    let mut desk = desk();
    let screen = desk.press("F12").screen();
    assert!(!screen.contains("山田"), "{screen}");
    assert!(desk.press("j Enter").screen().contains("山田"));
}

#[test]
fn q_quits() {
    assert!(desk().press("q").is_over());
}

#[test]
fn a_frame_writes_little_and_one_without_changes_nothing() {
    let mut desk = desk();
    let first = desk.written();
    desk.press("j");
    let step = desk.written();
    desk.notice(Notice::Reload);
    let nothing = desk.written();
    assert!(first < 3_000 && step < 300 && nothing == 0, "{first} {step} {nothing}");
}

#[test]
fn the_cursor_stands_where_the_next_character_goes() {
    let mut desk = desk();
    assert_eq!(desk.caret(), None);
    desk.press("/").type_text("松戸");
    let (row, column) = desk.caret().unwrap();
    let screen = desk.screen();
    let line = screen.lines().nth(row.into()).unwrap();
    assert_eq!(usize::from(column), crate::text::width(line, crate::text::Ambiguous::Narrow));
}

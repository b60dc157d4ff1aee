//! Forms about a record that others change meanwhile, and drafts that are taken up after that.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::PLACE;
use crate::api::draft::{Draft, DraftRequest};
use crate::api::patient::{PatientAnswer, PatientRead, PossibleDouble};
use crate::api::search::{SearchHit, SearchKind, SearchRequest};
use crate::api::{Answer, Notice, Problem, Request};
use crate::domain::event::Kind;
use crate::domain::id::{PatientId, StaffId, Version};
use crate::tui::action::{Action, ActionWords, Acts, Place};
use crate::tui::app::{Cx, Target, Ticket, View};
use crate::tui::form::{Choice, Field, Form};
use crate::tui::pane::Pane;
use crate::tui::surface::Surface;
use crate::tui::testing::{Desk, Setup, me, now};
use crate::words::Text;

const SUZUKI: StaffId = StaffId(9);
const AMEND: ActionWords = ActionWords::new(Text::new("直す", "amend"), Text::new("直す", "Amend"), "なおす");
const ADD: ActionWords = ActionWords::new(Text::new("足す", "add"), Text::new("足す", "Add"), "たす");

/// A record of three fields, which the server of these tests holds as a list of texts.
type Texts = BTreeMap<&'static str, String>;

#[derive(Default)]
struct Record {
    version: u32,
    fields: Texts,
    /// Every save that went through, with the version that it named.
    saved: Vec<(u32, Texts)>,
    drafts: Vec<Draft>,
    /// The record is not for the caller any more.
    gone: bool,
}

const NAMES: [&str; 3] = ["name", "phone", "channel"];

fn amend(version: u32, fields: &Texts, view: &View) -> Form {
    let text = |name: &str| fields.get(name).cloned().unwrap_or_default();
    let channels = ["電話", "来所", "FAX"].iter().map(|label| Choice::new(*label, *label)).collect();
    Form::new("record.amend/p7", Text::new("直す", "Amend"))
        .about("p7 鈴木 一郎")
        .field(Field::text("name", Text::new("名前", "Name")).with_text(text("name")))
        .field(Field::text("phone", Text::new("電話", "Phone")).with_text(text("phone")))
        .field(Field::one("channel", Text::new("方法", "Channel"), channels).with_code(&text("channel")))
        .field(Field::moment("at", Text::new("日時", "At")).with_now(view))
        .save(move |values, _| {
            let channel = values.code("channel").unwrap_or_default().to_owned();
            Ok(save(version, &[values.text("name"), values.text("phone"), channel]))
        })
        .amends(version_of(version), read(), |answer, view| {
            let (version, fields) = record_in(answer)?;
            Some(amend(version, &fields, view))
        })
}

fn add(version: u32, fields: &Texts, view: &View) -> Form {
    Form::new("record.add/p7", Text::new("足す", "Add"))
        .about("p7 鈴木 一郎")
        .field(Field::moment("at", Text::new("日時", "At")).with_now(view))
        .field(Field::text("name", Text::new("内容", "Text")).required())
        .save(move |values, _| Ok(save(version, &[values.text("name")])))
        .acts_on(version_of(version), read(), |answer, view| {
            let (version, fields) = record_in(answer)?;
            Some(add(version, &fields, view))
        })
        .latest(fields.get("phone").cloned().unwrap_or_default())
}

fn version_of(version: u32) -> Version {
    Version(version)
}

fn read() -> Request {
    Request::Patient(PatientRead::Head { patient: PatientId(7) })
}

/// A save as the protocol of these tests writes it.
fn save(version: u32, texts: &[String]) -> Request {
    let text = format!("{version}|{}", texts.join("|"));
    Request::Search(SearchRequest { text, kinds: vec![], limit: 1 })
}

/// The record as the protocol of these tests writes it: the texts of a hit.
fn record_in(answer: &Answer) -> Option<(u32, Texts)> {
    let Answer::Search(hits) = answer else { return None };
    let hit = hits.first()?;
    let fields = [("name", &hit.name), ("phone", &hit.phone), ("channel", &hit.about)];
    let version = u32::try_from(hit.score).ok()?;
    Some((version, fields.into_iter().map(|(name, text)| (name, text.clone())).collect()))
}

impl Record {
    fn answer(&mut self, request: &Request) -> Option<Result<Answer, Problem>> {
        Some(match request {
            Request::Draft(DraftRequest::Keep(draft)) => {
                self.drafts.retain(|kept| kept.form != draft.form);
                self.drafts.push(draft.clone());
                Ok(Answer::Draft(Vec::new()))
            }
            Request::Draft(DraftRequest::Discard { form }) => {
                self.drafts.retain(|kept| kept.form != *form);
                Ok(Answer::Draft(Vec::new()))
            }
            Request::Draft(DraftRequest::List) => Ok(Answer::Draft(self.drafts.clone())),
            Request::Patient(_) if self.gone => Err(Problem::NotFound { kind: Kind::Patient, id: "p7".into() }),
            Request::Patient(_) => Ok(self.read()),
            Request::Search(search) => self.save(&search.text),
            _ => return None,
        })
    }

    fn read(&self) -> Answer {
        let text = |name: &str| self.fields.get(name).cloned().unwrap_or_default();
        Answer::Search(vec![SearchHit {
            id: "p7".into(),
            kind: SearchKind::Patients,
            name: text("name"),
            reading: String::new(),
            area: None,
            score: self.version.into(),
            about: text("channel"),
            phone: text("phone"),
            sources: Vec::new(),
        }])
    }

    fn save(&mut self, text: &str) -> Result<Answer, Problem> {
        let mut parts = text.split('|');
        let seen: u32 = parts.next().unwrap().parse().unwrap();
        if seen != self.version {
            let (kind, id, by, at) = (Kind::Patient, "p7".into(), Some(SUZUKI), None);
            return Err(Problem::Conflict { kind, id, seen: Version(seen), now: Version(self.version), by, at });
        }
        let texts: Texts = NAMES.into_iter().zip(parts.map(str::to_owned)).collect();
        self.saved.push((seen, texts.clone()));
        self.fields.extend(texts);
        self.version += 1;
        // The answer to a change that these forms take.
        Ok(Answer::Patient(Box::new(PatientAnswer::Doubles(Vec::<PossibleDouble>::new()))))
    }

    /// Suzuki changes it.
    fn change(&mut self, name: &'static str, text: &str) {
        self.fields.insert(name, text.into());
        self.version += 1;
    }
}

/// A pane with one record, which it asks for when it is shown.
struct Shelf {
    record: Rc<RefCell<Record>>,
    shown: bool,
}

impl Acts for Shelf {
    const ACTIONS: &'static [Action<Self>] = &[
        Action::new("record.amend", AMEND, |this: &mut Self, cx: &mut Cx| {
            let form = amend(this.record.borrow().version, &this.record.borrow().fields, cx);
            cx.push(form);
        }),
        Action::new("record.add", ADD, |this: &mut Self, cx: &mut Cx| {
            let form = add(this.record.borrow().version, &this.record.borrow().fields, cx);
            cx.push(form);
        })
        .unless(|this: &Self, _| (this.record.borrow().version > 8).then(|| "もう足せません".into())),
    ];
}

impl Pane for Shelf {
    fn title(&self) -> Text {
        Text::new("棚", "shelf")
    }

    fn place(&self) -> Place {
        Place { contexts: &["record", "list", "detail", "global"], ..PLACE }
    }

    fn enter(&mut self, _cx: &mut Cx) {}

    fn show(&mut self, target: Target, cx: &mut Cx) -> bool {
        cx.ask(read());
        matches!(target, Target::Patient(_))
    }

    fn answer(&mut self, _ticket: Ticket, outcome: Result<Answer, Problem>, _cx: &mut Cx) {
        self.shown = outcome.is_ok();
    }

    fn record(&self) -> Option<(Kind, String)> {
        self.shown.then(|| (Kind::Patient, "p7".into()))
    }

    fn draw(&mut self, _on: &mut Surface, _view: &View) {}
}

fn session(record: &Rc<RefCell<Record>>) -> Desk {
    let mut setup = Setup::of(vec![Box::new(Shelf { record: Rc::clone(record), shown: false })]);
    setup.catalogue = setup.catalogue.actions::<Shelf>().place(Place { contexts: &["record", "list"], ..PLACE });
    setup.user_keymap = Some("[record]\namend = \"o\"\nadd = \"a\"\n");
    let mut suzuki = me();
    (suzuki.id, suzuki.name.written) = (SUZUKI, "鈴木 次郎".into());
    setup.welcome.everybody.push(suzuki);
    let server = Rc::clone(record);
    setup.open(move |request| server.borrow_mut().answer(request))
}

fn desk() -> (Rc<RefCell<Record>>, Desk) {
    let record = Rc::new(RefCell::new(Record { version: 1, ..Record::default() }));
    for (name, text) in [("name", "田中"), ("phone", "047-1"), ("channel", "電話")] {
        record.borrow_mut().fields.insert(name, text.into());
    }
    let desk = session(&record);
    (record, desk)
}

fn saved(record: &Rc<RefCell<Record>>) -> Vec<(u32, [String; 3])> {
    let record = record.borrow();
    record
        .saved
        .iter()
        .map(|(seen, texts)| (*seen, NAMES.map(|name| texts.get(name).cloned().unwrap_or_default())))
        .collect()
}

fn hears(desk: &mut Desk, record: &Rc<RefCell<Record>>) {
    let version = Version(record.borrow().version);
    let (kind, id, patient) = (Kind::Patient, "p7".into(), Some(PatientId(7)));
    desk.notice(Notice::Changed { kind, id, patient, version, by: SUZUKI, at: now() });
}

fn three(name: &str, phone: &str, channel: &str) -> [String; 3] {
    [name, phone, channel].map(str::to_owned)
}

#[test]
fn what_another_changed_elsewhere_is_taken_and_shown_before_the_save() {
    let (record, mut desk) = desk();
    desk.press("o").type_text(" 一");
    record.borrow_mut().change("phone", "047-2");
    desk.press("C-s");
    let screen = desk.screen();
    assert!(screen.contains("047-2") && screen.contains("+ 鈴木 次郎さんが変えました"), "{screen}");
    assert!(screen.contains("取り込みました。よければもう一度保存"), "{screen}");
    assert_eq!(saved(&record), []);
    desk.press("C-s");
    assert_eq!(saved(&record), [(2, three("田中 一", "047-2", "電話"))]);
    assert!(!desk.screen().contains("p7"), "{}", desk.screen());
}

#[test]
fn where_both_changed_a_field_theirs_stands_beside_it_and_can_be_swapped() {
    let (record, mut desk) = desk();
    desk.press("o").type_text(" 一");
    record.borrow_mut().change("name", "田中 二");
    desk.press("C-s");
    let screen = desk.screen();
    assert!(screen.contains("田中 一") && screen.contains("! 鈴木 次郎さんの入力: 田中 二"), "{screen}");
    assert!(screen.contains("C-tで入れ替え") && screen.contains("C-t入替"), "{screen}");
    assert_eq!(saved(&record), [], "nothing is overwritten unseen");
    desk.press("C-t");
    assert!(desk.screen().contains("! 自分の入力: 田中 一"), "{}", desk.screen());
    desk.press("C-t C-s");
    assert_eq!(saved(&record), [(2, three("田中 一", "047-1", "電話"))]);
}

#[test]
fn a_second_save_overwrites_nothing_that_was_not_shown() {
    let (record, mut desk) = desk();
    desk.press("o").type_text(" 一");
    record.borrow_mut().change("name", "田中 二");
    desk.press("C-s");
    record.borrow_mut().change("name", "田中 三");
    desk.press("C-s");
    assert_eq!(saved(&record), []);
    assert!(desk.screen().contains("鈴木 次郎さんの入力: 田中 三"), "{}", desk.screen());
    desk.press("C-s");
    assert_eq!(saved(&record), [(3, three("田中 一", "047-1", "電話"))]);
}

#[test]
fn a_change_that_touches_no_field_is_saved_past_without_a_word() {
    let (record, mut desk) = desk();
    desk.press("o Tab Tab").type_text("2");
    record.borrow_mut().change("other", "x");
    desk.press("Enter C-s");
    assert_eq!(saved(&record), [(2, three("田中", "047-1", "来所"))]);
}

#[test]
fn what_others_change_shows_in_an_open_form_at_once_and_takes_no_key_from_the_typist() {
    let (record, mut desk) = desk();
    desk.press("o Home").type_text("山");
    record.borrow_mut().change("phone", "047-2");
    hears(&mut desk, &record);
    assert!(desk.screen().contains("047-2") && desk.screen().contains("鈴木 次郎さんの変更を"), "{}", desk.screen());
    // The cursor has stayed between 山 and 田, and letters that narrow the candidates of a field stay too.
    desk.type_text("口").press("Tab Tab").type_text("2");
    record.borrow_mut().change("other", "x");
    hears(&mut desk, &record);
    desk.press("Enter C-s");
    assert_eq!(saved(&record), [(3, three("山口田中", "047-2", "来所"))]);
}

#[test]
fn a_form_that_adds_says_what_the_other_did_before_it_is_saved() {
    let (record, mut desk) = desk();
    desk.press("a Tab").type_text("訪問した");
    record.borrow_mut().change("phone", "保留 家族の返事待ち");
    desk.press("C-s");
    let screen = desk.screen();
    assert!(screen.contains("鈴木 次郎さんがこの記録を変えました: 保留 家族の返事待ち"), "{screen}");
    assert!(screen.contains("もう一度保存") && saved(&record).is_empty(), "{screen}");
    desk.press("C-s");
    assert_eq!(saved(&record), [(2, three("訪問した", "", ""))]);
}

#[test]
fn a_record_that_is_not_to_be_read_any_more_is_said_and_the_typed_text_stays() {
    let (record, mut desk) = desk();
    desk.press("o").type_text(" 一");
    record.borrow_mut().change("name", "田中 二");
    record.borrow_mut().gone = true;
    desk.press("C-s");
    assert!(desk.screen().contains("見つかりません") && desk.screen().contains("田中 一"), "{}", desk.screen());
    desk.press("C-s");
    assert_eq!(saved(&record), []);
}

#[test]
fn a_draft_that_is_taken_up_later_undoes_nothing_of_what_others_did_since() {
    let (record, mut desk) = desk();
    desk.press("o").type_text(" 一").press("Tab C-a C-k");
    desk.send(crate::tui::app::Event::HangUp);
    assert_eq!(record.borrow().drafts[0].title, "直す  p7 鈴木 一郎");
    record.borrow_mut().change("channel", "FAX");
    record.borrow_mut().change("name", "田中 二");
    let mut again = session(&record);
    assert!(again.screen().contains("書きかけの入力が1件あります"), "{}", again.screen());
    let screen = again.press("F4").screen();
    assert!(screen.contains("直す  p7 鈴木 一郎") && screen.contains("田中 一"), "{screen}");
    let screen = again.press("Enter").screen();
    assert!(screen.contains("FAX") && screen.contains("ほかの人の入力: 田中 二"), "{screen}");
    again.press("C-s");
    assert_eq!(saved(&record), [(3, three("田中 一", "", "FAX"))], "emptied on purpose, and theirs");
    assert!(record.borrow().drafts.is_empty());
}

#[test]
fn the_time_of_day_in_a_draft_stays_that_of_the_typing() {
    let (record, mut desk) = desk();
    desk.press("a Tab").type_text("訪問した").wait(std::time::Duration::from_secs(1));
    let at = record.borrow().drafts[0].fields["at"].clone();
    record.borrow_mut().change("name", "田中 二");
    let mut again = session(&record);
    again.wait(std::time::Duration::from_hours(2)).press("F4 Enter");
    assert!(again.screen().contains("訪問した") && again.screen().contains(at.as_str().unwrap()), "{}", again.screen());
}

#[test]
fn a_draft_of_something_that_cannot_be_done_any_more_still_opens_to_be_read() {
    let (record, mut desk) = desk();
    desk.press("a Tab").type_text("訪問した").wait(std::time::Duration::from_secs(1));
    record.borrow_mut().version = 9;
    let mut again = session(&record);
    again.press("a");
    assert!(again.screen().contains("もう足せません"), "{}", again.screen());
    again.press("F4 Enter");
    assert!(again.screen().contains("訪問した") && again.screen().contains("足す"), "{}", again.screen());
}

#[test]
fn a_draft_whose_record_is_gone_says_so_and_stays() {
    let (record, mut desk) = desk();
    desk.press("o").type_text(" 一").wait(std::time::Duration::from_secs(1));
    record.borrow_mut().gone = true;
    let mut again = session(&record);
    again.press("F4 Enter");
    assert!(again.screen().contains("! "), "{}", again.screen());
    assert!(!again.screen().contains("田中 一"), "{}", again.screen());
    assert_eq!(record.borrow().drafts.len(), 1);
}

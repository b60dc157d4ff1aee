//! Forms through the real loop.

mod record;

use super::{Choice, Field, Form, SaveFault};
use crate::api::centre::CentreRead;
use crate::api::draft::{Draft, DraftRequest};
use crate::api::search::{SearchHit, SearchKind, SearchRequest};
use crate::api::{Answer, FieldProblem, Problem, Request};
use crate::domain::event::Kind;
use crate::domain::id::{StaffId, Version};
use crate::tui::action::{Action, ActionWords, Acts, Place};
use crate::tui::app::{Cx, Ticket, View};
use crate::tui::pane::Pane;
use crate::tui::surface::Surface;
use crate::tui::testing::{Desk, Setup};
use crate::words::Text;
use proptest::collection::vec;
use proptest::prelude::*;
use std::time::Duration;

const OPEN: ActionWords = ActionWords::new(Text::new("開く", "open"), Text::new("開く", "Open"), "ひらく");
const PLACE: Place =
    Place { words: Text::new("見本", "Sample"), contexts: &["sample", "list", "detail", "global"], typing: false };

/// A pane that does nothing but open a form.
struct Opener;

impl Acts for Opener {
    const ACTIONS: &'static [Action<Self>] = &[Action::new("sample.open", OPEN, |_, cx: &mut Cx| cx.push(form(cx)))];
}

impl Pane for Opener {
    fn title(&self) -> Text {
        Text::new("見本", "sample")
    }

    fn place(&self) -> Place {
        PLACE
    }

    fn enter(&mut self, _cx: &mut Cx) {}

    fn answer(&mut self, _ticket: Ticket, _outcome: Result<Answer, Problem>, _cx: &mut Cx) {}

    fn draw(&mut self, _on: &mut Surface, _view: &View) {}
}

/// Saves as a search whose text is what the form understood, which the tests can look at.
fn form(view: &View) -> Form {
    let channels = ["電話", "来所", "FAX", "メール"];
    let channels = channels.iter().map(|label| Choice::new(*label, *label)).collect();
    let mut tags: Vec<Choice> = ["独居", "服薬拒否", "8050問題"].iter().map(|tag| Choice::new(*tag, *tag)).collect();
    tags[0].reading = "どっきょ".into();
    Form::new("sample.open", Text::new("受付", "Reception"))
        .about("R8-0415")
        .field(Field::moment("at", Text::new("日時", "At")).required().with_now(view))
        .field(Field::one("channel", Text::new("方法", "Channel"), channels).required())
        .field(Field::person("patient", Text::new("対象者", "Person")))
        .field(Field::many("tags", Text::new("しるし", "Tags"), tags))
        .field(Field::whole("minutes", Text::new("時間", "Time"), Text::new("分", "min"), 600))
        .field(Field::long("text", Text::new("内容", "Text")).required())
        .before_save(
            |values, _| values.picked("patient").map(|_| Request::Centre(CentreRead::Staff)),
            |_, _| vec!["同じ週に R8-0409 があります".into()],
        )
        .save(|values, view| {
            let at = values.moment("at").ok_or_else(|| SaveFault::missing("at", view))?;
            let text = format!(
                "v{} {} {:?} {:?} {:?} {:?} {}",
                values.seen(Version(1)).0,
                at.format("%m%d %H%M"),
                values.code("channel"),
                values.picked("patient").map(|picked| picked.id.clone()),
                values.codes("tags"),
                values.whole("minutes"),
                values.text("text"),
            );
            Ok(Request::Search(SearchRequest { text, kinds: vec![], limit: 1 }))
        })
        .done(|_, cx| cx.inform(Text::new("保存しました", "Saved")))
}

fn server(request: &Request) -> Result<Answer, Problem> {
    match request {
        Request::Search(search) if search.kinds == [SearchKind::Patients] => Ok(Answer::Search(vec![SearchHit {
            id: "p7".into(),
            kind: SearchKind::Patients,
            name: "鈴木 一郎".into(),
            reading: "すずき いちろう".into(),
            area: None,
            score: 1,
            about: "昭和10年生".into(),
            phone: String::new(),
            sources: Vec::new(),
        }])),
        Request::Search(search) if search.text.ends_with("だめ") => Err(Problem::field("text", FieldProblem::InPast)),
        Request::Search(search) if search.text.starts_with("v1") && search.text.ends_with("重なり") => {
            let (kind, id, by, at) = (Kind::Consultation, "c1".into(), Some(StaffId(2)), None);
            Err(Problem::Conflict { kind, id, seen: Version(1), now: Version(4), by, at })
        }
        _ => Ok(Answer::Search(vec![])),
    }
}

#[test]
fn after_a_conflict_was_shown_the_form_is_saved_on_the_newer_version() {
    let mut desk = desk();
    desk.press("Tab").type_text("1").press("Tab Tab Tab Tab").type_text("重なり").press("C-s");
    let screen = desk.screen();
    assert!(screen.contains("変えました") && screen.contains("重なり"), "{screen}");
    desk.press("C-s");
    assert!(saved(&desk).unwrap().starts_with("v4 "), "{:?}", saved(&desk));
    assert!(!desk.screen().contains("受付"));
}

#[test]
fn a_person_is_taken_by_leaving_the_field_only_under_the_very_name() {
    let save = |name: &str, taken: bool| {
        let mut desk = desk();
        desk.press("Tab")
            .type_text("1")
            .press("Tab")
            .type_text(name)
            .press("Tab Tab Tab")
            .type_text("内容")
            .press("C-s");
        if taken {
            desk.press("C-s");
        } else {
            assert!(desk.screen().contains("候補から選んでください"), "{}", desk.screen());
        }
        saved(&desk).map(|saved| saved.contains("p7"))
    };
    assert_eq!(save("すずき", false), None, "the only hit, but not what was typed");
    assert_eq!(save("鈴木 一郎", true), Some(true));
}

fn desk() -> Desk {
    let mut setup = Setup::of(vec![Box::new(Opener)]);
    setup.catalogue = setup.catalogue.actions::<Opener>().place(PLACE);
    setup.user_keymap = Some("[sample]\nopen = \"o\"\n");
    let mut desk = setup.open(|request| Some(server(request)));
    desk.press("o");
    desk
}

fn saved(desk: &Desk) -> Option<String> {
    let asked = desk.asked.borrow();
    let mut saves = asked.iter().rev().filter_map(|(_, request)| match request {
        Request::Search(search) if search.kinds.is_empty() => Some(search.text.clone()),
        _ => None,
    });
    saves.next()
}

#[test]
fn a_form_from_the_first_field_to_the_last() {
    let mut desk = desk();
    desk.press("Tab").type_text("2").press("Enter").type_text("suzuki").press("Enter");
    desk.type_text("dokkyo").press("Enter").type_text("3").press("Enter Tab").type_text("１５").press("Enter");
    desk.paste("退院の希望。\r\n自宅で\u{1b}[2J看取りまで。");
    insta::assert_snapshot!(desk.screen());
    desk.press("C-s");
    assert!(desk.screen().contains("! 同じ週に R8-0409 があります"), "{}", desk.screen());
    assert_eq!(saved(&desk), None);
    desk.press("C-s");
    let expected = "v1 1124 1032 Some(\"来所\") Some(\"p7\") [\"独居\", \"8050問題\"] Some(15) 退院の希望。\n自宅で\\u{1b}[2J看取りまで。";
    assert_eq!(saved(&desk).as_deref(), Some(expected));
    assert!(desk.screen().contains("保存しました"));
    assert!(!desk.screen().contains("受付"));
    assert_eq!(*desk.settled.borrow(), ["sample.open"], "no draft is left");
}

#[test]
fn what_is_missing_or_unreadable_is_said_at_its_field() {
    let mut desk = desk();
    desk.press("C-a C-k").type_text("あさって").press("C-s");
    let screen = desk.screen();
    assert!(screen.contains("! 時刻も入れてください"), "{screen}");
    assert!(screen.contains(">*日時"), "{screen}");
    desk.press("C-a C-k").type_text("きのう 15時").press("C-s");
    let screen = desk.screen();
    assert!(screen.contains("= 2026-11-23 (月) 15:00"), "{screen}");
    assert!(screen.contains(">*方法") && screen.contains("! 入力してください"), "{screen}");
}

#[test]
fn the_choices_of_a_field_are_seen_and_narrowed() {
    let mut desk = desk();
    insta::assert_snapshot!(desk.press("Tab").type_text("me").screen());
}

#[test]
fn a_refusal_of_the_server_keeps_the_form_and_goes_to_the_field() {
    let mut desk = desk();
    desk.press("Tab").type_text("1").press("Tab Tab Tab Tab").type_text("だめ").press("S-Tab C-s");
    let screen = desk.screen();
    assert!(screen.contains(">*内容") && screen.contains("だめ") && screen.contains("! "), "{screen}");
}

#[test]
fn typed_text_is_kept_as_a_draft_and_esc_asks() {
    let mut desk = desk();
    desk.press("Esc");
    assert!(!desk.screen().contains("受付"));
    desk.press("o Tab").type_text("2").press("Tab").wait(Duration::from_secs(1));
    let Some(Request::Draft(DraftRequest::Keep(draft))) = desk.last_asked() else { panic!("no draft") };
    assert_eq!(draft.form, "sample.open");
    assert_eq!(draft.fields["channel"], "来所");
    assert!(desk.press("Esc").screen().contains("捨てて閉じますか"));
    assert!(desk.press("n").screen().contains("受付"));
    assert!(!desk.press("Esc y").screen().contains("受付"));
    assert_eq!(desk.last_asked(), Some(Request::Draft(DraftRequest::Discard { form: "sample.open".into() })));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    /// The line is cut without a word at any moment: of what was typed more than a second ago everything is kept.
    #[test]
    fn a_cut_line_costs_no_more_than_the_last_second(pauses in vec(0_u64..700, 1..40), last in 0_u64..1_500) {
        let mut desk = desk();
        desk.press("Tab Tab Tab Tab Tab");
        let (mut typed, mut at, mut older) = (String::new(), 0, Vec::new());
        for (number, pause) in pauses.iter().enumerate() {
            typed.push(char::from(b'a' + u8::try_from(number % 26).unwrap()));
            desk.type_text(&typed[typed.len() - 1..]);
            older.push((at, typed.len()));
            desk.wait(Duration::from_millis(*pause));
            at += pause;
        }
        desk.wait(Duration::from_millis(last));
        at += last;
        let kept = desk.asked.borrow().iter().rev().find_map(|(_, request)| match request {
            Request::Draft(DraftRequest::Keep(draft)) => Some(draft.clone()),
            _ => None,
        });
        let text = kept.as_ref().map_or("", |draft| draft.fields["text"].as_str().unwrap_or_default());
        let due = older.iter().rev().find(|(when, _)| when + 1_000 <= at).map_or(0, |(_, length)| *length);
        prop_assert!(typed.starts_with(text), "{text} of {typed}");
        prop_assert!(text.len() >= due, "{text} of {typed}, of which {due} were typed more than a second before the cut");
        prop_assert!(kept.is_none_or(|draft| draft.form == "sample.open"));
    }
}

#[test]
fn quitting_with_typed_text_asks_and_hanging_up_keeps_it() {
    let mut desk = desk();
    desk.press("Tab").type_text("2").press("C-q");
    assert!(!desk.is_over());
    assert!(desk.screen().contains("終わりますか"));
    desk.press("n");
    desk.send(crate::tui::app::Event::HangUp);
    assert!(desk.is_over());
    assert!(matches!(desk.last_asked(), Some(Request::Draft(DraftRequest::Keep(_)))));
}

#[test]
fn leaving_keeps_the_last_key_and_promises_nothing_while_there_is_no_server() {
    let last = "何か";
    let mut desk = desk();
    desk.press("Tab Tab Tab Tab Tab").type_text(last).press("C-q y");
    assert!(desk.is_over());
    let Some(Request::Draft(DraftRequest::Keep(draft))) = desk.last_asked() else { panic!("not kept") };
    assert_eq!(draft.fields["text"], last);

    let mut desk = self::desk();
    desk.press("Tab Tab Tab Tab Tab").type_text(last).send(crate::tui::app::Event::Lost).press("C-q");
    assert!(desk.screen().contains("切れてからの入力は残りません"), "{}", desk.screen());
}

#[test]
fn a_draft_kept_behind_a_slow_save_goes_with_its_answer() {
    let mut setup = Setup::of(vec![Box::new(Opener)]);
    setup.catalogue = setup.catalogue.actions::<Opener>().place(PLACE);
    setup.user_keymap = Some("[sample]\nopen = \"o\"\n");
    let mut late = crate::tui::testing::Late::open(setup, |request| Some(server(request)));
    late.catch_up();
    late.desk.press("o Tab").type_text("1").press("Tab Tab Tab Tab").type_text("内容").press("C-s");
    late.desk.wait(Duration::from_secs(1));
    let kept = |request: Option<Request>| matches!(request, Some(Request::Draft(DraftRequest::Keep(_))));
    assert!(kept(late.desk.last_asked()), "what is typed is safe though the save takes its time");
    late.catch_up();
    assert_eq!(late.desk.last_asked(), Some(Request::Draft(DraftRequest::Discard { form: "sample.open".into() })));
}

#[test]
fn a_draft_of_an_earlier_session_is_offered_and_opens_its_form() {
    let kept = Draft {
        form: "sample.open".into(),
        fields: serde_json::json!({ "channel": "FAX", "text": "途中まで", "gone": 1 }),
        ..Draft::default()
    };
    let mut setup = Setup::of(vec![Box::new(Opener)]);
    setup.catalogue = setup.catalogue.actions::<Opener>().place(PLACE);
    setup.user_keymap = Some("[sample]\nopen = \"o\"\n");
    let mut desk = setup.open(move |request| match request {
        Request::Draft(DraftRequest::List) => Some(Ok(Answer::Draft(vec![kept.clone()]))),
        _ => None,
    });
    assert!(desk.screen().contains("書きかけの入力が1件あります"), "{}", desk.screen());
    let screen = desk.press("F4").screen();
    assert!(screen.contains("途中まで"), "{screen}");
    let screen = desk.press("Enter").screen();
    assert!(screen.contains("FAX") && screen.contains("途中まで") && screen.contains("受付"), "{screen}");
}

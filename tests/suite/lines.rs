//! A thousand cut lines while somebody types, through the server's own connections: the line goes in the middle of any
//! frame, hellos, drafts and saves among them, and what the server has is looked at from another line.
//!
//! What is promised: of what was typed more than a second before the cut everything is kept; nothing is kept under another
//! case or form than the one that it was typed into; after a save no draft is left; and the next session offers what there
//! is, and opens the right form with it.

use std::io::{Read, Write};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::thread;
use std::time::Duration;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use renkei::api::draft::{Draft, DraftRequest};
use renkei::api::queue::{QueueAct, QueueChange};
use renkei::api::session::{SessionAnswer, SessionRequest};
use renkei::api::{Answer, Change, Request};
use renkei::domain::id::{ConsultationId, Version};
use renkei::domain::staff::Role;

use crate::house::{House, Line, Member};
use crate::session::Screen;

const CUTS: usize = 1_000;
/// People who are cut off at the same time.
const PEOPLE: usize = 4;

/// How many characters tell what is typed into one form from all else, each of one byte.
const MARKER: usize = 5;

/// What is typed into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// A new case.
    New,
    /// A step of one of two cases.
    Step(usize),
    /// What was written down of one of them.
    Amend(usize),
}

/// What becomes of a form before the next is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Saved,
    ThrownAway,
}

/// Some characters, and how long after them nothing is typed.
type Piece = (u64, usize);

#[derive(Clone, Debug)]
struct Script {
    done: Vec<(Form, Vec<Piece>, End)>,
    last: (Form, Vec<Piece>),
    /// The frame that the line goes in, counted from the first after the hello, and how much of it arrives, in hundredths.
    cut: (usize, usize),
    /// Whether the terminal hangs up in order, if the line has held so long.
    hangs_up: bool,
}

fn scripts() -> impl Strategy<Value = Script> {
    let form = prop_oneof![Just(Form::New), (0_usize..2).prop_map(Form::Step), (0_usize..2).prop_map(Form::Amend),];
    let pieces = || vec((0_u64..700, 1_usize..4), 1..7);
    let end = prop_oneof![Just(End::Saved), Just(End::ThrownAway)];
    let done = vec((form.clone(), pieces(), end), 0..3);
    let cut = (0_usize..50, prop_oneof![Just(0_usize), 1_usize..100, Just(100)]);
    (done, (form, pieces()), cut, any::<bool>()).prop_map(|(done, last, cut, hangs_up)| Script {
        done,
        last,
        cut,
        hangs_up,
    })
}

/// One form that was filled: into what, what was typed, and when how much of it.
struct Filled {
    form: Form,
    typed: String,
    at: Vec<(Duration, usize)>,
    /// What was to become of it, and whether that was answered.
    end: Option<End>,
    answered: bool,
}

/// A line that goes in the middle of a frame. Everything before that arrives.
fn fragile(server: UnixStream, frame: usize, share: usize) -> UnixStream {
    let (client, between) = UnixStream::pair().unwrap();
    let (mut up, mut down) = ((between.try_clone().unwrap(), server.try_clone().unwrap()), (server, between));
    thread::spawn(move || {
        let (from, to) = (&mut up.0, &mut up.1);
        // The hello is frame 0 and always arrives.
        for number in 0.. {
            let mut frame_bytes = vec![0; 4];
            if from.read_exact(&mut frame_bytes).is_err() {
                break;
            }
            let length = u32::from_be_bytes(frame_bytes[..4].try_into().unwrap()) as usize;
            frame_bytes.resize(4 + length, 0);
            if from.read_exact(&mut frame_bytes[4..]).is_err() {
                break;
            }
            let cut = number == frame + 1;
            let arrives = if cut { frame_bytes.len() * share / 100 } else { frame_bytes.len() };
            if to.write_all(&frame_bytes[..arrives]).is_err() || cut {
                break;
            }
        }
        let _ = from.shutdown(Shutdown::Both);
        let _ = to.shutdown(Shutdown::Write);
    });
    thread::spawn(move || {
        let _ = std::io::copy(&mut down.0, &mut down.1);
        let _ = down.1.shutdown(Shutdown::Both);
    });
    client
}

/// Somebody with two cases in hand.
struct Person<'a> {
    house: &'a House,
    member: Member,
    /// A second line, which is never cut.
    line: Line,
    /// A line of the owner's, who sees which sessions there are.
    desk: Line,
    cases: [ConsultationId; 2],
}

impl<'a> Person<'a> {
    fn of(house: &'a House, member: Member) -> Self {
        let mut line = house.line(&member, false);
        let cases = [(); 2].map(|()| {
            let case = line.receive_case("退院の相談");
            let claim = QueueChange::Act { consultation: case, seen: Some(Version(1)), act: QueueAct::Claim };
            line.change(Change::Queue(claim)).unwrap();
            case
        });
        let desk = house.line(&house.owner, false);
        Self { house, member, line, desk, cases }
    }

    fn name(&self, form: Form) -> String {
        match form {
            Form::New => "queue.new".to_owned(),
            Form::Step(at) => format!("queue.step/{}", self.cases[at]),
            Form::Amend(at) => format!("queue.amend/{}", self.cases[at]),
        }
    }

    fn drafts(&mut self) -> Vec<Draft> {
        match self.line.ask(Request::Draft(DraftRequest::List)).unwrap() {
            Answer::Draft(drafts) => drafts,
            other => panic!("{other:?}"),
        }
    }

    /// Goes to a form's field of text.
    fn go_to(&self, screen: &mut Screen, form: Form) {
        let row = |screen: &mut Screen, at: usize| {
            screen.press("g g");
            if self.cases[at] > self.cases[1 - at] {
                screen.press("j");
            }
        };
        match form {
            Form::New => {
                screen.press("n Tab Tab Tab Tab Tab Tab Tab");
            }
            Form::Step(at) => {
                row(screen, at);
                screen.press("a Tab Tab Tab Tab Tab Tab Tab");
            }
            Form::Amend(at) => {
                row(screen, at);
                screen.press("e Tab Tab Tab C-a C-k");
            }
        }
    }
}

impl Person<'_> {
    /// Types until the line goes or the script ends; gives what was filled, and when the line went.
    fn work(&self, script: &Script, marker: &str) -> (Vec<Filled>, Duration) {
        let stream = self.house.server.connect_as(&self.member.account).unwrap();
        let (frame, share) = script.cut;
        let mut screen = Screen::open(fragile(stream, frame, share)).unwrap();
        screen.press("Esc m");
        let mut filled = Vec::new();
        let last = (script.last.0, script.last.1.clone(), None);
        let parts = script.done.iter().map(|(form, pieces, end)| (*form, pieces.clone(), Some(*end))).chain([last]);
        for (number, (form, pieces, end)) in parts.enumerate() {
            if screen.lost.is_some() {
                break;
            }
            filled.push(self.fill(&mut screen, form, &pieces, &format!("{}{marker}", ['P', 'Q', 'R'][number]), end));
        }
        let hangs_up = screen.lost.is_none() && script.hangs_up;
        if hangs_up {
            screen.hang_up();
        }
        let cut = match screen.lost {
            Some(lost) => lost,
            // Whatever was typed goes with the last word of a session that ends in order.
            None if hangs_up => screen.passed() + Duration::from_secs(1),
            None => screen.passed(),
        };
        (filled, cut)
    }

    fn fill(&self, screen: &mut Screen, form: Form, pieces: &[Piece], marker: &str, end: Option<End>) -> Filled {
        self.go_to(screen, form);
        // What is typed would do other things beside a form.
        assert!(screen.lost.is_some() || screen.text().contains("C-s保存"), "{form:?}: {}", screen.text());
        // Whoever asks is missing from a new case, which so cannot be saved.
        let end = end.map(|end| if form == Form::New { End::ThrownAway } else { end });
        let mut filled = Filled { form, typed: String::new(), at: Vec::new(), end: None, answered: false };
        let mut text = marker.chars().chain("あいうえおかきくけこ".chars().cycle());
        for (pause, count) in pieces {
            if screen.lost.is_some() {
                return filled;
            }
            let piece: String = text.by_ref().take(*count).collect();
            screen.type_text(&piece);
            filled.typed.push_str(&piece);
            filled.at.push((screen.passed(), filled.typed.len()));
            screen.wait(Duration::from_millis(*pause));
        }
        if let Some(end) = end.filter(|_| screen.lost.is_none()) {
            filled.end = Some(end);
            screen.press(if end == End::Saved { "C-s" } else { "Esc y" });
            filled.answered = screen.lost.is_none();
        }
        filled
    }

    /// Waits until the server has let go of this member's screens: whatever had arrived has been done by then.
    fn gone(&mut self) {
        loop {
            let list = Request::Session(SessionRequest::List);
            let Answer::Session(answer) = self.desk.ask(list).unwrap() else { panic!("no sessions") };
            let SessionAnswer::Sessions(rows) = *answer else { panic!("no list of sessions") };
            if !rows.iter().any(|row| row.staff == self.member.id && row.screen) {
                return;
            }
            thread::yield_now();
        }
    }

    /// Looks at what the server has from another line.
    fn check(&mut self, filled: &[Filled], cut: Duration) {
        let drafts = self.drafts();
        for draft in &drafts {
            let all = draft.fields.to_string();
            let into: Vec<&Filled> = filled.iter().filter(|filled| self.name(filled.form) == draft.form).collect();
            assert!(!into.is_empty(), "{draft:?} was never typed");
            let kept = text_of(draft);
            assert!(into.iter().any(|filled| holds(kept, &filled.typed)), "{draft:?} is not what was typed there");
            let others =
                filled.iter().filter(|other| self.name(other.form) != draft.form && other.typed.len() > MARKER);
            let strange = others.map(|other| marker(&other.typed)).find(|marker| all.contains(marker));
            assert_eq!(strange, None, "{draft:?} holds what was typed elsewhere");
        }
        for (at, one) in filled.iter().enumerate() {
            let again = filled[at + 1..].iter().any(|later| later.form == one.form);
            let left = draft_of(&drafts, &self.name(one.form));
            assert!(!one.answered || again || left.is_none(), "left of what was saved or thrown away: {left:?}");
        }
        let Some(last) = filled.last().filter(|last| !last.answered && last.end != Some(End::ThrownAway)) else {
            return;
        };
        let older = |(at, _): &&(Duration, usize)| *at + Duration::from_secs(1) <= cut;
        let due = last.at.iter().rev().find(older).map_or(0, |(_, length)| *length);
        let draft = draft_of(&drafts, &self.name(last.form));
        let kept = typed_part(draft.map_or("", text_of), &last.typed);
        // The save may have arrived, and only its answer was lost.
        let saved = draft.is_none() && last.end == Some(End::Saved) && self.is_recorded(last);
        assert!(saved || kept.len() >= due, "{kept:?} of {:?}, {due} bytes of it older than a second", last.typed);
    }

    /// Whether a form's text is in its case.
    fn is_recorded(&mut self, filled: &Filled) -> bool {
        let at = match filled.form {
            Form::New => return false,
            Form::Step(at) | Form::Amend(at) => at,
        };
        let case = self.line.case(self.cases[at]).consultation;
        case.intake.asked_by.name == filled.typed || case.steps.iter().any(|step| step.contents.text == filled.typed)
    }

    /// The next session offers what there is, and opens the right form with it; then all of it is thrown away.
    fn log_in_again(&mut self) -> bool {
        let drafts = self.drafts();
        if let Some(newest) = drafts.first() {
            let mut screen = Screen::open(self.house.server.connect_as(&self.member.account).unwrap()).unwrap();
            let offered = format!("書きかけの入力が{}件あります", drafts.len());
            assert!(screen.text().contains(&offered), "{}", screen.text());
            screen.press("Esc F4 Enter");
            let title = screen.text().lines().nth(1).unwrap_or_default().to_owned();
            assert_eq!(title.trim_end(), newest.title, "{newest:?}\n{}", screen.text());
            assert!(screen.text().contains(text_of(newest)), "{newest:?}\n{}", screen.text());
        }
        for draft in &drafts {
            let discard = DraftRequest::Discard { form: draft.form.clone() };
            self.line.ask(Request::Draft(discard)).unwrap();
        }
        !drafts.is_empty()
    }
}

/// The draft of this form.
fn draft_of<'a>(drafts: &'a [Draft], form: &str) -> Option<&'a Draft> {
    drafts.iter().find(|draft| draft.form == form)
}

/// What was typed into a draft's field of text.
fn text_of(draft: &Draft) -> &str {
    let field = if draft.form.starts_with("queue.amend") { "asked_by.name" } else { "text" };
    draft.fields[field].as_str().unwrap_or_default()
}

/// The part of a kept text that begins as what was typed does.
fn typed_part<'a>(kept: &'a str, typed: &str) -> &'a str {
    kept.rfind(marker(typed)).map_or("", |at| &kept[at..])
}

/// Whether this was kept of that: as it was typed, up to some place.
fn holds(kept: &str, typed: &str) -> bool {
    typed.starts_with(typed_part(kept, typed))
}

/// The first characters of what is typed into a form, which stand in no other.
fn marker(typed: &str) -> &str {
    &typed[..typed.len().min(MARKER)]
}

#[test]
fn a_thousand_lines_are_cut_while_somebody_types_and_no_more_than_the_last_second_is_lost() {
    let house = House::in_memory();
    let drafts: usize = thread::scope(|scope| {
        let people = ["鈴木 一郎", "田中 花子", "森 香", "小川 恵"].into_iter().zip(1_u8..).take(PEOPLE);
        let workers: Vec<_> = people
            .map(|(name, seed)| {
                let member = house.join(name, &[Role::Coordinator], None);
                let house = &house;
                scope.spawn(move || {
                    let mut person = Person::of(house, member);
                    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
                    let mut runner = TestRunner::new_with_rng(Config::default(), random);
                    let scripts = scripts();
                    let mut drafts = 0;
                    for number in 0..CUTS / PEOPLE {
                        let script = scripts.new_tree(&mut runner).unwrap().current();
                        // Four letters behind that of the form: in no other text.
                        let marker: String = format!("{number:04}").chars().map(letter).collect();
                        let (filled, cut) = person.work(&script, &marker);
                        person.gone();
                        person.check(&filled, cut);
                        drafts += usize::from(person.log_in_again());
                    }
                    drafts
                })
            })
            .collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).sum()
    });
    // Without these the test would have shown nothing.
    assert!(drafts > CUTS / 4, "only {drafts} cuts left a draft");
}

/// A digit as a letter that no text of these tests holds otherwise.
fn letter(digit: char) -> char {
    char::from(b'A' + u8::try_from(digit.to_digit(10).unwrap()).unwrap())
}

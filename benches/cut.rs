//! Cut lines: what a thousand sessions that end without a word while somebody types cost of what was typed.
//!
//! `cargo bench --bench cut CITY [CUTS] [SCREENS]`: CITY is a directory that `renkei demo --write` made. So many screens at
//! once each open a note on a patient of their own, type a letter every now and then, and are killed at a random moment.
//! Then the draft on the server must hold what was typed more than a second before, and be of this patient.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use renkei::api::draft::{Draft, DraftRequest};
use renkei::api::{Answer, Request};
use renkei::wire::client::command_id;
use renkei::wire::{Client, connect};
use rustix::process::{Pid, Signal, kill_process};

#[path = "common/screen.rs"]
mod screen;

use screen::{Outcome, Screen};

/// What may be lost.
const LAST: Duration = Duration::from_secs(1);

/// The letters that are typed, one at a time; some take three bytes.
const LETTERS: [&str; 8] = ["a", "水", "ん", "7", "Z", "分", "、", "x"];

/// What one cut cost.
struct Cut {
    typed: String,
    /// How much of it was typed more than a second before the cut, in bytes.
    due: usize,
    /// What the draft holds, if there is one of this patient.
    kept: Option<String>,
}

fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let dir = arguments.next().map(PathBuf::from).ok_or("which city? cargo bench --bench cut CITY")?;
    let cuts: u64 = arguments.next().map_or(Ok(1_000), |count| count.parse())?;
    let screens: u64 = arguments.next().map_or(Ok(40), |count| count.parse())?;
    let mut server = serve(&dir)?;
    let outcome = all(&dir, cuts, screens);
    server.kill()?;
    server.wait()?;
    outcome
}

fn serve(dir: &Path) -> Outcome<Child> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_renkei"));
    command.arg("--data").arg(dir).arg("serve").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let child = command.spawn()?;
    while connect(dir)?.is_none() {
        thread::sleep(Duration::from_millis(5));
    }
    Ok(child)
}

fn all(dir: &Path, cuts: u64, screens: u64) -> Outcome<()> {
    let each = |screen: u64| (screen..cuts).step_by(usize::try_from(screens).unwrap_or(1));
    let made = thread::scope(|scope| {
        let one = |screen| scope.spawn(move || each(screen).map(|seed| cut(dir, screen + 1, seed)).collect());
        let all: Vec<_> = (0..screens).map(one).collect();
        all.into_iter().map(|one| one.join().map_err(|_| "a screen panicked")?).collect::<Outcome<Vec<Vec<Cut>>>>()
    })?;
    let (mut lost, mut wrong, mut nothing) = (0, 0, 0);
    let mut out = std::io::stdout().lock();
    for Cut { typed, due, kept } in made.iter().flatten() {
        let text = kept.as_deref().unwrap_or_default();
        nothing += u32::from(kept.is_none());
        wrong += u32::from(!typed.starts_with(text));
        if text.len() < *due {
            lost += 1;
            writeln!(out, "lost: {text:?} is kept of {typed:?}, of which {:?} was older", &typed[..*due])?;
        }
    }
    writeln!(
        out,
        "{cuts} cut lines on {screens} screens: {lost} lost more than the last second, {wrong} kept what was not typed there, {nothing} had kept nothing yet"
    )?;
    Ok(())
}

/// One session: a note is begun, letters come, the line is cut.
fn cut(dir: &Path, patient: u64, seed: u64) -> Outcome<Cut> {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let mut draw = |below: u64| chance.next_u64() % below;
    let mut screen = Screen::open(dir)?;
    screen.silence(Instant::now(), Duration::from_secs(2))?;
    for keys in ["2", "o", &format!("p{patient}"), "\r", "n", "n", "\t\t"] {
        let typed = screen.type_keys(keys)?;
        screen.silence(typed, Duration::from_millis(500))?;
    }
    let (mut typed, mut ends) = (String::new(), Vec::new());
    for _ in 0..2 + draw(12) {
        let letter = LETTERS[usize::try_from(draw(8))?];
        let at = screen.type_keys(letter)?;
        typed.push_str(letter);
        ends.push((at, typed.len()));
        let next = at + Duration::from_millis(draw(500));
        screen.listen(at, |_| next.saturating_duration_since(Instant::now()))?;
    }
    let at = Instant::now();
    let process = screen.child.process_id().and_then(|process| Pid::from_raw(i32::try_from(process).ok()?));
    kill_process(process.ok_or("the screen has ended")?, Signal::KILL)?;
    screen.child.wait()?;
    drop(screen);
    let due = ends.iter().rev().find(|(when, _)| *when + LAST <= at).map_or(0, |(_, end)| *end);
    let stream = connect(dir)?.ok_or("nobody listens")?;
    let mut client = Client::hello(stream, false).map_err(|problem| format!("{problem:?}"))?.0;
    let mine =
        drafts(&mut client)?.into_iter().find(|draft| draft.form.split('/').any(|part| part == format!("p{patient}")));
    let kept = mine.as_ref().map(|draft| draft.fields["text"].as_str().unwrap_or_default().to_owned());
    if let Some(Draft { form, .. }) = mine {
        let discard = client.ask(Request::Draft(DraftRequest::Discard { form }), Some(command_id()));
        discard.map_err(|problem| format!("{problem:?}"))?;
    }
    Ok(Cut { typed, due, kept })
}

fn drafts(client: &mut Client) -> Outcome<Vec<Draft>> {
    match client.ask(Request::Draft(DraftRequest::List), None).map_err(|problem| format!("{problem:?}"))? {
        Answer::Draft(drafts) => Ok(drafts),
        _ => Err("no drafts".into()),
    }
}

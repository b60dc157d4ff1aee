//! A session from the first byte to the last: takes the terminal over, asks what it is like, and runs the loop.

use super::app::{App, Clock, Ended, Event, Loop, Parts, Session};
use super::keymap::{self, KeymapProblem};
use super::link::Link;
use super::panes;
use super::terminal::{Guard, ThinBackend, probe, start_reader, window_size};
use super::theme::Theme;
use crate::api::centre::Welcome;
use crate::text::Ambiguous;
use crate::words::Lang;
use ratatui::Terminal;
use std::io;
use std::sync::mpsc::{Receiver, Sender};

/// What a session starts with.
pub struct Start {
    pub lang: Lang,
    /// The name of a built-in keymap.
    pub keymap: String,
    /// The user's keymap: where it was read and what it says.
    pub user_keymap: Option<(String, String)>,
    /// What to take ambiguous characters for if the terminal does not say.
    pub ambiguous: Ambiguous,
    /// False for `NO_COLOR` and the like.
    pub colours: bool,
    pub welcome: Welcome,
}

/// Why a session did not come about or ended early.
#[derive(Debug)]
pub enum StartProblem {
    Keymap(KeymapProblem),
    /// Standard input or output is no terminal, or broke.
    Terminal(io::Error),
    /// Somebody ended the session, or the account was taken away.
    Ended(Ended),
}

impl From<io::Error> for StartProblem {
    fn from(error: io::Error) -> Self {
        Self::Terminal(error)
    }
}

/// Runs a session on this process's terminal. `link` is made with the sender of its events.
pub fn run(
    start: Start,
    events: (Sender<Event>, Receiver<Event>),
    link: impl FnOnce(Sender<Event>) -> io::Result<Box<dyn Link>>,
) -> Result<(), StartProblem> {
    let catalogue = panes::catalogue();
    let user = start.user_keymap.as_ref().map(|(file, text)| (file.as_str(), text.as_str()));
    let keymap = keymap::load(&catalogue, &start.keymap, user).map_err(StartProblem::Keymap)?;
    let (sender, receiver) = events;
    let guard = Guard::take()?;
    start_reader(sender.clone())?;
    let probed = probe(&mut io::stdout(), &receiver, start.ambiguous)?;
    let theme = if start.colours { Theme::coloured() } else { Theme::plain() };
    let clock = Clock::running(start.welcome.now);
    let session = Session { lang: start.lang, theme, signs: probed.signs, welcome: start.welcome };
    let backend = ThinBackend::new(io::stdout(), Box::new(window_size), start.colours, probed.flow.clone());
    let terminal = Terminal::new(backend)?;
    let link = link(sender)?;
    let app = App::new(Parts { session, catalogue, keymap, clock, link, panes: panes::all() });
    let mut looping = Loop::new(app, terminal, receiver, probed.flow);
    looping.hear(probed.early);
    let ended = looping.run();
    let told = looping.app.ended().cloned();
    // What was typed is with the server before anything is written to a terminal that may have gone.
    drop(looping);
    drop(guard);
    ended?;
    told.map_or(Ok(()), |ended| Err(StartProblem::Ended(ended)))
}

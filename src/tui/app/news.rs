//! What the caller should know on coming back, and what stays on the screen until it is seen.

use std::time::{Duration, Instant};

use super::{App, Message, Owner};
use crate::api::Request;
use crate::api::news::{Handed, News, NewsAnswer, NewsRequest};
use crate::domain::time::Moment;
use crate::tui::layer::news::NewsList;
use crate::words::news as words;

/// So often the server is told that somebody who works at the screen has seen what happened.
const SEEN_EVERY: Duration = Duration::from_mins(5);

/// What the session knows of the caller's news.
#[derive(Clone, Debug)]
pub(super) struct Told {
    /// Since when this session's news count, so that the list can be opened again.
    since: Option<Moment>,
    /// Cases that changed hands and that the caller has not confirmed.
    handed: Vec<Handed>,
    /// Whether the caller has seen all there was.
    caught_up: bool,
    /// When a key was last pressed.
    pressed: Option<Instant>,
    /// When the server was last told.
    noted: Instant,
}

impl Told {
    pub(super) fn nothing(now: Instant) -> Self {
        Self { since: None, handed: Vec::new(), caught_up: false, pressed: None, noted: now }
    }

    pub(super) fn pressed(&mut self, now: Instant) {
        self.pressed = Some(now);
    }

    /// The server is being told that all was seen.
    pub(super) fn noted(&mut self, now: Instant) {
        (self.caught_up, self.noted) = (true, now);
    }
}

impl App {
    /// Asks what happened since the caller was last here.
    pub(super) fn look_for_news(&mut self) {
        self.ask(Owner::Session, Request::News(NewsRequest::Since { since: None }));
    }

    /// The news at the start: shown if there are any and nobody has begun to work yet.
    pub(super) fn take_news(&mut self, answer: NewsAnswer) {
        let NewsAnswer::News(news) = answer else { return };
        self.told.since = Some(news.since.unwrap_or(news.as_of));
        if news.lines.is_empty() {
            self.note_seen(&news);
        } else if self.layers.is_empty() && self.told.pressed.is_none() {
            self.push(Box::new(NewsList::of(news)));
        } else {
            let text = words::waiting(news.lines.len(), &self.news_key(), self.session.lang);
            self.message = Some(Message::info(text));
        }
    }

    fn note_seen(&mut self, news: &News) {
        self.ask(Owner::Here, Request::News(NewsRequest::Seen { at: news.as_of }));
    }

    /// Opens the list; what it shows need not stay on the last row.
    pub(super) fn open_news(&mut self) {
        self.told.handed.clear();
        self.push(Box::new(NewsList::since(self.told.since)));
    }

    /// A case changed hands.
    pub(super) fn note_handed(&mut self, handed: &Handed) {
        self.changed = true;
        self.told.handed.push(handed.clone());
        self.told.caught_up = false;
        self.message = self.handed_words().map(Message::info);
    }

    /// The cases that changed hands, until the caller has opened the list.
    pub(super) fn handed_words(&self) -> Option<String> {
        let handed = self.told.handed.first()?;
        let (view, lang) = (self.view(), self.session.lang);
        let mine = handed.to == view.me().id;
        let (by, to) = (view.name_or_id(handed.by), view.name_or_id(handed.to));
        let more = match self.told.handed.len() - 1 {
            0 => String::new(),
            count => words::more(count, lang),
        };
        Some(words::handed(handed, mine, &by, &to, &self.news_key(), lang) + &more)
    }

    fn news_key(&self) -> String {
        self.keymap.shortest("global.news").unwrap_or_default()
    }

    /// Once in a while, of somebody who works at the screen and has nothing left to confirm: what happens shows live.
    pub(super) fn note_attention(&mut self) {
        let now = self.clock.instant();
        let attends = self.told.pressed.is_some_and(|pressed| pressed > self.told.noted);
        if self.told.caught_up && attends && now >= self.told.noted + SEEN_EVERY {
            let at = self.clock.now();
            self.ask(Owner::Here, Request::News(NewsRequest::Seen { at }));
        }
    }
}

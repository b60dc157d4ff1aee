//! What happened since the member left, and what waits: each line leads to its record.

use super::Layer;
use crate::api::news::{News, NewsAnswer, NewsLine, NewsRequest};
use crate::api::{Answer, Problem, Request};
use crate::domain::time::Moment;
use crate::tui::action::{Action, Acts, Place};
use crate::tui::app::{Cx, Latest, Message, Target, Ticket, View};
use crate::tui::step::Step;
use crate::tui::surface::Surface;
use crate::words::queue::screen::short_moment;
use crate::words::{actions, news as words, screen};

/// The list of news.
pub struct NewsList {
    since: Option<Moment>,
    news: Option<News>,
    selected: usize,
    page: usize,
    asked: Latest,
}

impl NewsList {
    pub const PLACE: Place = Place { words: words::PLACE, contexts: &["news", "list"], typing: false };

    /// Since this moment, or since the caller was last here.
    pub fn since(since: Option<Moment>) -> Self {
        Self { since, news: None, selected: 0, page: 0, asked: Latest::default() }
    }

    /// These, which have come already.
    pub fn of(news: News) -> Self {
        Self { news: Some(news), ..Self::since(None) }
    }

    fn open(&mut self, cx: &mut Cx) {
        let target =
            self.news.as_ref().and_then(|news| news.lines.get(self.selected)).and_then(|line| Target::named(&line.id));
        if let Some(target) = target {
            self.leave(cx);
            cx.show(target);
        }
    }

    /// Whoever closes the list has seen it.
    fn leave(&mut self, cx: &mut Cx) {
        if let Some(news) = &self.news {
            cx.ask(Request::News(NewsRequest::Seen { at: news.as_of }));
        }
        cx.close();
    }
}

impl Acts for NewsList {
    const ACTIONS: &'static [Action<Self>] = &[
        Action::new("news.open", words::NEWS_OPEN, Self::open).hinted(),
        Action::new("news.close", actions::CLOSE, Self::leave).hinted(),
    ];
}

impl Layer for NewsList {
    fn place(&self) -> Place {
        Self::PLACE
    }

    fn enter(&mut self, cx: &mut Cx) {
        if self.news.is_none() {
            self.asked.ask(Request::News(NewsRequest::Since { since: self.since }), cx);
        }
    }

    fn answer(&mut self, ticket: Ticket, outcome: Result<Answer, Problem>, cx: &mut Cx) {
        if !self.asked.takes(ticket) {
            return;
        }
        match outcome {
            Ok(Answer::News(answer)) => {
                if let NewsAnswer::News(news) = *answer {
                    self.news = Some(news);
                }
            }
            Ok(_) => {}
            Err(problem) => cx.tell(Message::problem(&problem, cx)),
        }
    }

    fn step(&mut self, step: Step, _cx: &mut Cx) {
        let length = self.news.as_ref().map_or(0, |news| news.lines.len());
        self.selected = step.from(self.selected, length, self.page);
    }

    fn draw(&mut self, on: &mut Surface, view: &View) {
        let theme = view.theme();
        let Some(news) = &self.news else {
            on.text(1, 2, view.say(screen::LOADING), theme.faint);
            return;
        };
        let title = match news.since {
            Some(since) => words::since(&short_moment(since, view.now), view.lang()),
            None => view.say(words::WAITS).to_owned(),
        };
        on.pen(0).style(theme.strong).put(&title);
        if news.lines.is_empty() {
            on.text(1, 2, view.say(words::NOTHING), theme.faint);
        }
        self.page = usize::from(on.height().saturating_sub(2)).max(1);
        let top = (self.selected + 1).saturating_sub(self.page);
        for (y, (at, line)) in (2..on.height()).zip(news.lines.iter().enumerate().skip(top)) {
            let mut pen = on.pen(y);
            pen.put(if at == self.selected { ">" } else { " " });
            pen.style(theme.strong).column(11, &view.words(&line.what)).style(theme.plain);
            pen.column(8, &line.name).column(13, &line.about);
            let when = line.at.map(|at| short_moment(at, view.now)).unwrap_or_default();
            pen.style(theme.faint).column(11, &when).style(theme.plain).put(&said(line, view));
            if at == self.selected {
                on.style_row(y, theme.selected);
            }
        }
    }
}

/// Who did what, and what was said of it.
fn said(line: &NewsLine, view: &View) -> String {
    let by = line.by.map(|by| view.name_or_id(by)).unwrap_or_default();
    let act = line.act.as_ref().map(|act| view.words(act).into_owned()).unwrap_or_default();
    let parts = [by, act, line.text.clone()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}

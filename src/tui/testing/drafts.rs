//! Drafts of every form of a pane: half typed, cut off, and taken up at another desk.

use super::{Answering, Setup};
use crate::api::draft::DraftRequest;
use crate::api::{Answer, Request};
use crate::tui::app::Event;

/// What is typed into each form.
const HALF: &str = "途中まで打った";

/// Opens each form by its keys, which end in a field of text, types, cuts the line, and takes the draft up at a desk that
/// begins anew: it must come to the same form about the same record.
pub fn are_taken_up(parts: impl Fn() -> (Setup, Answering), ways: &[&str]) {
    for keys in ways {
        let (setup, server) = parts();
        let mut desk = setup.open(server);
        desk.press(keys).type_text(HALF);
        let before = desk.screen();
        assert!(before.contains(HALF), "{keys}: {before}");
        desk.send(Event::HangUp);
        let Some(Request::Draft(DraftRequest::Keep(draft))) = desk.last_asked() else { panic!("{keys}: {before}") };
        let (setup, mut server) = parts();
        let form = draft.form.clone();
        let mut again = setup.open(move |request| match request {
            Request::Draft(DraftRequest::List) => Some(Ok(Answer::Draft(vec![draft.clone()]))),
            other => server(other),
        });
        again.press("F4 Enter");
        let after = again.screen();
        // The heading with whom it is about.
        let title = |screen: &str| screen.lines().nth(1).unwrap_or_default().to_owned();
        assert!(after.contains(HALF), "{keys}: {form}\n{after}");
        assert_eq!(title(&after), title(&before), "{keys}: {form}\n{after}");
    }
}

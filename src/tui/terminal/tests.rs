//! What the thin backend writes, byte by byte and as a terminal shows it.

use super::{Flow, ThinBackend};
use crate::text::Ambiguous;
use crate::tui::surface::Surface;
use ratatui::Terminal;
use ratatui::layout::Size;
use ratatui::style::{Color, Modifier, Style};

type TestTerminal = Terminal<ThinBackend<Vec<u8>>>;

fn terminal(colours: bool, flow: Flow) -> TestTerminal {
    let measure = Box::new(|| Size { width: 20, height: 3 });
    Terminal::new(ThinBackend::new(Vec::new(), measure, colours, flow)).unwrap()
}

/// Draws a frame and gives what was written for it.
fn frame(terminal: &mut TestTerminal, signs: Ambiguous, draw: impl FnOnce(&mut Surface)) -> String {
    terminal
        .draw(|frame| {
            let mut caret = None;
            draw(&mut Surface::new(frame.buffer_mut(), &mut caret, signs));
            if let Some(caret) = caret {
                frame.set_cursor_position(caret);
            }
        })
        .unwrap();
    String::from_utf8(std::mem::take(terminal.backend_mut().out())).unwrap()
}

#[test]
fn wide_characters_follow_each_other_without_moves() {
    let mut terminal = terminal(true, Flow::free());
    frame(&mut terminal, Ambiguous::Narrow, |_| {});
    let written = frame(&mut terminal, Ambiguous::Narrow, |on| {
        on.text(0, 1, "訪問看護", Style::new());
    });
    assert_eq!(written, "\x1b[?2026h\x1b[2H訪問看護\x1b[?2026l");
}

#[test]
fn after_an_ambiguous_character_the_cursor_is_placed_anew() {
    let mut terminal = terminal(true, Flow::free());
    frame(&mut terminal, Ambiguous::Wide, |_| {});
    let written = frame(&mut terminal, Ambiguous::Wide, |on| {
        on.text(0, 0, "①次", Style::new());
    });
    assert_eq!(written, "\x1b[?2026h\x1b[1H①\x1b[1;3H次\x1b[?2026l");
}

#[test]
fn the_caret_comes_last_and_alone_costs_a_few_bytes() {
    let mut terminal = terminal(true, Flow::free());
    let draw = |x: u16| {
        move |on: &mut Surface| {
            on.text(0, 0, "abc", Style::new());
            on.caret(x, 0);
        }
    };
    let written = frame(&mut terminal, Ambiguous::Narrow, draw(3));
    assert!(written.ends_with("\x1b[?25h\x1b[?2026l"), "{written:?}");
    let moved = frame(&mut terminal, Ambiguous::Narrow, draw(1));
    assert!(moved.len() < 8, "{moved:?}");
    assert_eq!(frame(&mut terminal, Ambiguous::Narrow, draw(1)), "");
}

#[test]
fn without_colours_the_selection_stays_reversed() {
    let style = Style::new().fg(Color::Red).add_modifier(Modifier::REVERSED);
    let mut plain = terminal(false, Flow::free());
    frame(&mut plain, Ambiguous::Narrow, |_| {});
    let written = frame(&mut plain, Ambiguous::Narrow, |on| {
        on.text(0, 0, "a", style);
        on.text(1, 0, "b", Style::new());
    });
    assert_eq!(written, "\x1b[?2026h\x1b[1H\x1b[7ma\x1b[0mb\x1b[?2026l");
}

#[test]
fn a_frame_asks_for_the_status_and_an_empty_one_does_not() {
    let flow = Flow::asking();
    let mut terminal = terminal(true, flow);
    let draw = |on: &mut Surface| {
        on.text(0, 0, "x", Style::new());
    };
    assert!(frame(&mut terminal, Ambiguous::Narrow, draw).ends_with("\x1b[5n"));
    assert_eq!(frame(&mut terminal, Ambiguous::Narrow, draw), "");
}

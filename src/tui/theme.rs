//! Sixteen colours at the most, and never a meaning by colour alone.

use ratatui::style::{Color, Modifier, Style};

/// The few styles of the screen.
#[derive(Clone, Debug)]
pub struct Theme {
    pub plain: Style,
    /// Names and headings.
    pub strong: Style,
    /// What matters less, or cannot be done now.
    pub faint: Style,
    /// The selected row, beside its `>` sign.
    pub selected: Style,
    /// Overdue and refused, beside their `!` sign.
    pub alarm: Style,
    /// Soon due, beside the words that say so.
    pub warning: Style,
    /// A key on the hint line.
    pub key: Style,
}

impl Theme {
    /// The theme in 16 colours.
    pub const fn coloured() -> Self {
        Self {
            plain: Style::new(),
            strong: Style::new().add_modifier(Modifier::BOLD),
            faint: Style::new().fg(Color::DarkGray),
            selected: Style::new().add_modifier(Modifier::REVERSED),
            alarm: Style::new().fg(Color::Red).add_modifier(Modifier::BOLD),
            warning: Style::new().fg(Color::Yellow),
            key: Style::new().fg(Color::Cyan),
        }
    }

    /// The theme for `NO_COLOR` and for terminals without colours.
    pub const fn plain() -> Self {
        Self {
            plain: Style::new(),
            strong: Style::new().add_modifier(Modifier::BOLD),
            faint: Style::new(),
            selected: Style::new().add_modifier(Modifier::REVERSED),
            alarm: Style::new().add_modifier(Modifier::BOLD),
            warning: Style::new(),
            key: Style::new().add_modifier(Modifier::BOLD),
        }
    }
}

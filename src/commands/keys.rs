//! `renkei keys`: every action with its keys, as a table.

use clap::{ArgMatches, Command};

use super::context::Context;
use super::output::{self, Trouble};
use super::screen;
use crate::tui::keymap::keys_table;
use crate::tui::panes::catalogue;
use crate::words::{Lang, screen as say};

/// How it is called.
pub fn command(lang: Lang) -> Command {
    Command::new("keys").about(say::KEYS_ABOUT.say(lang))
}

/// Prints the table of the keymap in force.
pub fn run(context: &Context, _matches: &ArgMatches) -> Result<(), Trouble> {
    let keymap = screen::keymap(context)?;
    output::line(keys_table(context.lang, &catalogue(), &keymap).trim_end())
}

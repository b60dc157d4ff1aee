//! Why a centre cannot be founded or opened, in the reader's language.

use super::context::Context;
use super::output::Trouble;
use crate::center::OpenProblem;
use crate::journal::{JournalProblem, KeyProblem};
use crate::words::{commands, opening};

/// The sentence for a problem of opening, as a command's trouble.
pub fn trouble(context: &Context, problem: impl Into<OpenProblem>) -> Trouble {
    let (lang, dir) = (context.lang, context.data.as_path());
    Trouble::Sentence(match problem.into() {
        OpenProblem::NoCentre { .. } | OpenProblem::Journal(JournalProblem::Missing { .. }) => {
            commands::no_centre(lang, dir)
        }
        OpenProblem::NotEmpty { dir } => commands::already_there(lang, &dir),
        OpenProblem::InUse { .. } => commands::in_use(lang, dir),
        OpenProblem::Key(problem) => match problem {
            KeyProblem::MasterMissing { path } => opening::key_missing(lang, &path),
            KeyProblem::MasterExposed { path, mode } => opening::key_exposed(lang, &path, mode),
            KeyProblem::WrongMaster { path } => opening::key_wrong(lang, &path),
            problem => opening::key_damaged(lang, &problem.to_string()),
        },
        OpenProblem::Journal(problem @ JournalProblem::Broken { .. }) => commands::broken(lang, &problem.to_string()),
        OpenProblem::Journal(JournalProblem::NewerFormat { .. }) => opening::newer(lang),
        OpenProblem::Journal(problem) => opening::unopened(lang, dir, &problem.to_string()),
        OpenProblem::Replay(problem) => opening::unopened(lang, dir, &problem.to_string()),
        OpenProblem::Io(_) if dir.is_file() => opening::not_a_directory(lang, dir),
        OpenProblem::Io(error) => opening::unopened(lang, dir, &error.to_string()),
    })
}

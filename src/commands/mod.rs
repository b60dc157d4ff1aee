//! One file a subcommand; this one reads the words typed after `renkei` and chooses.

use std::process::ExitCode;

/// Runs the command line and returns its exit code.
pub fn run() -> ExitCode {
    ExitCode::SUCCESS
}

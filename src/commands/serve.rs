//! `renkei serve`: runs the server of a data directory until it is told to stop.

use std::os::unix::process::CommandExt;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use clap::{Arg, ArgMatches, Command};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::context::Context;
use super::opening;
use super::output::Trouble;
use crate::center::Center;
use crate::wire::modes;
use crate::wire::server::Server;
use crate::words::Lang;
use crate::words::commands as say;

/// How it is called.
pub fn command(lang: Lang) -> Command {
    Command::new("serve").about(say::SERVE.say(lang)).arg(
        Arg::new("idle-exit")
            .long("idle-exit")
            .value_name("SECONDS")
            .value_parser(clap::value_parser!(u64))
            .help(say::SERVE_IDLE.say(lang)),
    )
}

/// Starts this program anew with one heap for all its threads, unless the caller chose a number of heaps.
///
/// glibc gives each thread a heap of its own and hardly gives memory back from them: the server of a ten-year city, started
/// after a kill, held 410 MB with them and 259 MB with one. It reads the number only at a program's start.
fn with_one_heap() {
    const HEAPS: &str = "MALLOC_ARENA_MAX";
    if std::env::var_os(HEAPS).is_none()
        && let Ok(program) = std::env::current_exe()
    {
        let error = std::process::Command::new(program).args(std::env::args_os().skip(1)).env(HEAPS, "1").exec();
        tracing::warn!(%error, "the program could not be started anew: it will need more memory");
    }
}

/// Serves until it is stopped.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    with_one_heap();
    let idle = matches.get_one::<u64>("idle-exit").map(|seconds| Duration::from_secs(*seconds));
    if idle.is_some() {
        // The screen that started us may close its terminal; a session of our own is not hung up with it.
        // A shell's foreground job leads its group already, and stays where it is.
        let _ = rustix::process::setsid();
    }
    log_to_standard_error();
    let mut signals = Signals::new([SIGTERM, SIGINT])?;
    context.check_owner()?;
    let center = Center::open(&context.data).map_err(|problem| opening::trouble(context, problem))?;
    modes::keep(&context.data)?;
    let center = Arc::new(center);
    let server = Server::new(Arc::clone(&center))?;
    let stopper = server.stopper();
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in &mut signals {
            tracing::info!(signal, "asked to stop");
            stopper.stop();
        }
    })?;
    let outcome = server.listen(&context.data, idle);
    center.shut_down();
    tracing::info!("the server has ended");
    outcome.map_err(|error| Trouble::Sentence(say::failed(context.lang, "serve", &error.to_string())))
}

/// The log goes to standard error, one line an event, and never holds a word of a case.
fn log_to_standard_error() {
    let subscriber = tracing_subscriber::fmt().with_writer(std::io::stderr).with_ansi(false).finish();
    if tracing::subscriber::set_global_default(subscriber).is_err() {
        tracing::debug!("a log is kept already");
    }
}

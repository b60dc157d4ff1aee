//! The binary: it only chooses a command.

fn main() -> std::process::ExitCode {
    renkei::commands::run()
}

//! `renkei sshd-config`: the block of sshd's configuration that opens the screen to a group, and nothing else.

use clap::{Arg, ArgMatches, Command};

use super::context::Context;
use super::output::{self, Trouble};
use super::quoting::{comment, name, plain, shell, sshd};
use crate::words::{Lang, door as say};

/// How it is called.
pub fn command(lang: Lang) -> Command {
    Command::new("sshd-config")
        .about(say::SSHD_CONFIG.say(lang))
        .arg(
            Arg::new("group").long("group").value_name("GROUP").default_value("renkei").help(say::SSHD_GROUP.say(lang)),
        )
        .arg(
            Arg::new("keys")
                .long("keys")
                .value_name("DIR")
                .default_value("/etc/ssh/renkei-keys")
                .value_parser(clap::value_parser!(std::path::PathBuf))
                .help(say::SSHD_KEYS.say(lang)),
        )
}

/// Prints the block.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let lang = context.lang;
    let group = name(lang, matches.get_one::<String>("group").map_or("renkei", String::as_str))?;
    let keys = matches.get_one::<std::path::PathBuf>("keys").cloned().unwrap_or_default();
    let keys = std::path::absolute(keys)?;
    let program = std::env::current_exe()?;
    let forced = format!("exec {} --data {}", shell(plain(lang, &program)?), shell(plain(lang, &context.data)?));
    // Keys lie where only root writes, so that nobody adds one to an account, their own included. `DisableForwarding`
    // covers all forwarding, but did not cover X11 and agents before OpenSSH 10.0: each is named too.
    let keys = sshd(plain(lang, &keys)?);
    let keys = keys.trim_end_matches('"');
    let head = comment(say::SSHD_HEAD.say(lang));
    output::line(format!(
        "{head}Match Group {group}
    ForceCommand {forced}
    AuthenticationMethods publickey
    PubkeyAuthentication yes
    PasswordAuthentication no
    KbdInteractiveAuthentication no
    HostbasedAuthentication no
    AuthorizedKeysFile {keys}/%u\"
    AuthorizedKeysCommand none
    PermitTTY yes
    MaxSessions 1
    DisableForwarding yes
    AllowTcpForwarding no
    AllowStreamLocalForwarding no
    AllowAgentForwarding no
    X11Forwarding no
    GatewayPorts no
    PermitOpen none
    PermitListen none
    PermitTunnel no
    PermitUserRC no
    AcceptEnv LANG LC_*
    ClientAliveInterval 15
    ClientAliveCountMax 4
Match all"
    ))
}

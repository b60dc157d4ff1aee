//! `renkei systemd-unit`: a unit that runs the server as the data's owner and shuts it in.

use clap::{Arg, ArgMatches, Command};

use super::context::Context;
use super::output::{self, Trouble};
use super::quoting::{comment, executable, name, plain, unit, unit_command};
use crate::words::{Lang, door as say};

/// How it is called.
pub fn command(lang: Lang) -> Command {
    Command::new("systemd-unit")
        .about(say::SYSTEMD_UNIT.say(lang))
        .arg(Arg::new("user").long("user").value_name("USER").default_value("renkei").help(say::UNIT_USER.say(lang)))
        .arg(
            Arg::new("backups")
                .long("backups")
                .value_name("DIR")
                .value_parser(clap::value_parser!(std::path::PathBuf))
                .help(say::UNIT_BACKUPS.say(lang)),
        )
}

/// Prints the unit.
///
/// Three things are left open on purpose: the accounts of the machine, since the server knows its callers by them
/// (`PrivateUsers`); the socket's family; and setting a directory's group bit (`RestrictSUIDSGID`), by which the server
/// keeps the socket reachable for the branch accounts.
pub fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let lang = context.lang;
    let user = name(lang, matches.get_one::<String>("user").map_or("renkei", String::as_str))?;
    let program = std::env::current_exe()?;
    let (program, data) = (executable(lang, &program)?, plain(lang, &context.data)?);
    let start = format!("{} serve --data {}", unit_command(program), unit_command(data));
    // It is the server that writes a copy. A place that is not there yet does not keep the service from starting.
    let copies = match matches.get_one::<std::path::PathBuf>("backups") {
        Some(dir) => format!(" {}", unit(&format!("-{}", plain(lang, &std::path::absolute(dir)?)?))),
        None => String::new(),
    };
    let (data, head, about) = (unit(data), comment(say::UNIT_HEAD.say(lang)), say::UNIT_ABOUT.say(lang));
    output::line(format!(
        "{head}[Unit]
Description={about}
RequiresMountsFor={data}

[Service]
User={user}
ExecStart={start}
Environment=MALLOC_ARENA_MAX=1
UMask=0077
Restart=on-failure
RestartSec=2
TimeoutStopSec=30
LimitNOFILE=8192
LimitCORE=0
NoNewPrivileges=yes
CapabilityBoundingSet=
ProtectSystem=strict
ReadWritePaths={data}{copies}
ProtectHome=read-only
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectHostname=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectProc=invisible
RestrictAddressFamilies=AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service

[Install]
WantedBy=multi-user.target"
    ))
}

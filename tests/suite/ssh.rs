//! A real OpenSSH server on the loopback address: what branch accounts reach through it, and what they do not.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;
use renkei::api::Problem;
use renkei::words::{Lang, Say, commands, door};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::json;

use crate::support::{Centre, Server, left_out, said};
use crate::terminal::Terminal;

const SSHD: &str = "/usr/sbin/sshd";
const SIZE: (u16, u16) = (80, 24);
const F4: &str = "\x1bOS";
const PASSWORD: &str = "sakura-2026";

/// Whether a server can be run here; says once what is left out.
fn possible() -> bool {
    static SAID: Once = Once::new();
    let fine = Path::new(SSHD).exists() && rustix::process::geteuid().is_root();
    if !fine {
        SAID.call_once(|| left_out("the tests over SSH; they need openssh-server, and root to make accounts"));
    }
    fine
}

fn done(command: &mut Command) -> Output {
    let out = command.output().unwrap();
    assert!(out.status.success(), "{command:?}: {}", said(&out));
    out
}

/// Accounts in a group of their own; they go with this value, also when a test fails.
struct Accounts {
    group: String,
    names: Vec<String>,
}

impl Accounts {
    fn make(letters: &[&str]) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let group = format!("rk{}x{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        done(Command::new("groupadd").arg(&group));
        let mut made = Self { group, names: Vec::new() };
        for letter in letters {
            let name = format!("{}{letter}", made.group);
            // No password fits, and none is locked: without PAM a locked account is refused.
            done(
                Command::new("useradd")
                    .args(["--no-create-home", "--home-dir", "/", "--shell", "/bin/sh", "--password", "*"])
                    .args(["--gid", &made.group, &name]),
            );
            made.names.push(name);
        }
        made
    }
}

impl Drop for Accounts {
    fn drop(&mut self) {
        for name in &self.names {
            let _ = Command::new("userdel").args(["--force", name]).output();
        }
        let _ = Command::new("groupdel").arg(&self.group).output();
    }
}

/// A centre with its server, an sshd in front of it, and accounts of branch offices: Yamada and Suzuki are members of
/// staff, the third is not.
struct Branch {
    port: u16,
    sshd: Child,
    server: Option<Server>,
    accounts: Accounts,
    centre: Centre,
    /// Who has chosen a password.
    known: RefCell<BTreeSet<usize>>,
}

impl Drop for Branch {
    fn drop(&mut self) {
        let _ = self.sshd.kill();
        let _ = self.sshd.wait();
    }
}

impl Branch {
    fn open() -> Self {
        let accounts = Accounts::make(&["a", "b", "c"]);
        let centre = Centre::found_with(&["--group", &accounts.group]);
        fs::set_permissions(centre.beside(""), Permissions::from_mode(0o755)).unwrap();
        fs::copy(env!("CARGO_BIN_EXE_renkei"), centre.beside("renkei")).unwrap();
        fs::create_dir(centre.beside("keys")).unwrap();
        for (account, name) in accounts.names.iter().zip(["山田 花", "鈴木 実", "よその人"]) {
            let key = centre.beside(account);
            done(Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(&key));
            fs::rename(key.with_extension("pub"), centre.beside("keys").join(account)).unwrap();
            if name != "よその人" {
                let answer = &centre.call(&[json!({"change": {"centre": {"join": {
                    "name": {"written": name}, "profession": "nurse", "roles": ["coordinator"],
                    "full_time_equivalent": 50, "account": account}}}})])[0];
                assert!(answer["answer"]["done"].is_object(), "{answer}");
            }
        }
        for account in &accounts.names {
            done(Command::new("chmod").arg("0644").arg(centre.beside("keys").join(account)));
        }
        let block = done(
            Command::new(centre.beside("renkei"))
                .args(["sshd-config", "--group", &accounts.group, "--keys"])
                .arg(centre.beside("keys"))
                .arg("--data")
                .arg(centre.data()),
        );
        fs::write(centre.beside("block.conf"), block.stdout).unwrap();
        let server = Some(centre.serve());
        let (port, sshd) = start_sshd(&centre);
        Self { port, sshd, server, accounts, centre, known: RefCell::default() }
    }

    /// The words of an ssh as this account: options before the host, a command after it.
    fn words(&self, account: usize, options: &[&str], command: &[&str]) -> Vec<String> {
        let name = &self.accounts.names[account];
        let mut words: Vec<String> = ["-F", "none", "-o", "IdentitiesOnly=yes", "-o", "StrictHostKeyChecking=no"]
            .into_iter()
            .chain(["-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", "-o", "BatchMode=yes"])
            .map(str::to_owned)
            .collect();
        words.push(format!("-oIdentityFile={}", self.centre.beside(name).display()));
        words.push(format!("-oPort={}", self.port));
        words.extend(options.iter().map(|&word| word.to_owned()));
        words.push(format!("{name}@127.0.0.1"));
        words.extend(command.iter().map(|&word| word.to_owned()));
        words
    }

    /// An ssh without a window of its own.
    fn ssh(&self, account: usize, options: &[&str], command: &[&str]) -> Command {
        let mut ssh = Command::new("ssh");
        ssh.args(self.words(account, options, command)).stdin(Stdio::null()).env("TERM", "xterm").env_remove("LANG");
        ssh
    }

    /// An ssh in a window of this size.
    fn window(&self, account: usize, size: (u16, u16)) -> Terminal {
        let mut ssh = CommandBuilder::new("ssh");
        ssh.args(self.words(account, &["-tt"], &[]));
        ssh.env("TERM", "xterm-256color");
        Terminal::start(ssh, size, self.centre.beside("sshd.log"))
    }

    /// Logs in and waits for the screen: everything that a person does before the first case is seen.
    fn login(&self, account: usize) -> Terminal {
        let mut screen = self.window(account, SIZE);
        if self.known.borrow_mut().insert(account) {
            let once = self.centre.first_password(&format!("u{}", account + 2));
            screen.until("表示されません").keys(&once).keys("\r").until("新しいパスワード");
            screen.keys(PASSWORD).keys("\r").until("もう一度").keys(PASSWORD).keys("\r");
        } else {
            screen.until("表示されません").keys(PASSWORD).keys("\r");
        }
        screen.until("絞り込み");
        screen
    }

    /// The screens that run under this account.
    fn screens(&self, account: usize) -> Vec<Pid> {
        let (user, _) = numbers(&self.accounts.names[account]);
        let processes = fs::read_dir("/proc").unwrap().flatten();
        let own = processes.filter(|process| process.metadata().is_ok_and(|about| about.uid() == user));
        own.filter(|process| fs::read_to_string(process.path().join("comm")).is_ok_and(|name| name == "renkei\n"))
            .filter_map(|process| Pid::from_raw(process.file_name().to_str()?.parse().ok()?))
            .collect()
    }
}

/// An sshd on a free port, with nothing but the printed block beside what it would do anyway.
fn start_sshd(centre: &Centre) -> (u16, Child) {
    fs::create_dir_all("/run/sshd").unwrap();
    let key = centre.beside("host_key");
    done(Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(&key));
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let block = centre.beside("block.conf");
    let config = centre.beside("sshd_config");
    // The keys lie under /tmp, which is everybody's; without PAM nothing of this machine's own setup takes part.
    let text = format!(
        "Include {}\nPort {port}\nListenAddress 127.0.0.1\nHostKey {}\nPidFile none\nStrictModes no\nUsePAM no\n\
         Subsystem sftp internal-sftp\nAllowTcpForwarding yes\nX11Forwarding yes\nPasswordAuthentication yes\n",
        block.display(),
        key.display()
    );
    fs::write(&config, text).unwrap();
    done(Command::new(SSHD).arg("-t").arg("-f").arg(&config));
    let mut sshd = Command::new(SSHD).args(["-D", "-e", "-f"]).arg(&config).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(sshd.stderr.take().unwrap());
    let mut line = String::new();
    while !line.contains("Server listening") {
        line.clear();
        assert!(said.read_line(&mut line).unwrap() > 0, "sshd did not start: {:?}", sshd.wait());
    }
    let mut log = fs::File::create(centre.beside("sshd.log")).unwrap();
    std::thread::spawn(move || std::io::copy(&mut said, &mut log));
    (port, sshd)
}

/// Demands one sentence, this exit code, and nothing else.
fn refused(out: &Output, code: i32, sentence: &str) {
    assert_eq!(out.status.code(), Some(code), "{}", said(out));
    let all = [out.stdout.as_slice(), out.stderr.as_slice()].concat();
    assert_eq!(String::from_utf8(all).unwrap().trim_end(), format!("renkei: {sentence}"));
}

#[test]
fn whatever_is_no_session_on_the_screen_is_refused_in_one_sentence() {
    if !possible() {
        return;
    }
    let branch = Branch::open();
    refused(&branch.ssh(0, &["-T"], &[]).output().unwrap(), 3, door::NO_TERMINAL.ja);
    for command in ["cat /etc/passwd", "sh", "renkei --help", "\x1b[2J"] {
        refused(&branch.ssh(0, &["-T"], &[command]).output().unwrap(), 8, door::NOT_RUN_HERE.ja);
    }
    refused(&branch.ssh(0, &["-tt"], &["id"]).output().unwrap(), 8, door::NOT_RUN_HERE.ja);
    let huge = "x".repeat(10_000);
    for (term, sentence) in [
        ("dumb", door::WRONG_TERM),
        ("xterm\x1b[31mred", door::WRONG_TERM),
        ("../../etc/passwd", door::WRONG_TERM),
        ("$(reboot)", door::WRONG_TERM),
        (huge.as_str(), door::WRONG_TERM),
        ("", door::NO_TERM),
    ] {
        refused(&branch.ssh(0, &["-tt"], &[]).env("TERM", term).output().unwrap(), 4, sentence.ja);
    }
    for (lang, sentence) in [("en_US\x1b[31m.UTF-8", door::NO_SIZE.en), ("\x1b]0;x\x07", door::NO_SIZE.ja)] {
        let out = branch.ssh(0, &["-tt", "-oSendEnv=LANG"], &[]).env("LANG", lang).output().unwrap();
        refused(&out, 5, sentence);
    }
    let mut small = branch.window(0, (39, 24));
    assert_eq!(small.exit_code(), 5);
    assert!(small.text().replace('\n', "").contains("端末が小さすぎます（39桁24行）"), "{}", small.text());

    let account = branch.accounts.names[2].clone();
    let mut stranger = branch.window(2, SIZE);
    assert_eq!(stranger.exit_code(), 6);
    let sentence = format!("renkei: {}", Problem::Stranger { account }.say(Lang::Ja));
    assert_eq!(stranger.text().replace('\n', "").trim_end(), sentence);
}

#[test]
fn nothing_but_the_screen_comes_through_the_door() {
    if !possible() {
        return;
    }
    let branch = Branch::open();
    let base = branch.centre.beside("");
    for (program, subsystem) in [("scp", true), ("scp", false), ("sftp", true)] {
        let into = format!("{}@127.0.0.1:{}/stolen", branch.accounts.names[0], base.display());
        let mut copy = Command::new(program);
        let mut words = branch.words(0, &[], &[]);
        words.pop();
        copy.args(words).stdin(Stdio::null());
        if !subsystem {
            copy.arg("-O");
        }
        if program == "scp" {
            copy.arg("/etc/hostname");
        }
        let out = copy.arg(into).output().unwrap();
        assert!(!out.status.success() && !base.join("stolen").exists(), "{program}: {}", said(&out));
    }

    let direct = format!("127.0.0.1:{}", branch.port);
    let out = branch.ssh(0, &["-W", &direct], &[]).output().unwrap();
    assert!(said(&out).contains("stdio forwarding failed"), "{}", said(&out));
    let socket = base.join("forwarded");
    for listen in ["0:127.0.0.1:1".to_owned(), format!("{}:127.0.0.1:1", socket.display())] {
        let out = branch.ssh(0, &["-N", "-oExitOnForwardFailure=yes", "-R", &listen], &[]).output().unwrap();
        assert!(said(&out).contains("remote port forwarding failed"), "{listen}: {}", said(&out));
    }
    assert!(!socket.exists());
    let out = branch.ssh(0, &["-tt", "-oPubkeyAuthentication=no"], &[]).output().unwrap();
    assert!(said(&out).contains("Permission denied (publickey)"), "{}", said(&out));

    let who = format!("user={},host=branch,addr=127.0.0.1", branch.accounts.names[0]);
    let config = base.join("sshd_config");
    let out = done(Command::new(SSHD).args(["-T", "-C", &who, "-f"]).arg(&config));
    let effective = String::from_utf8(out.stdout).unwrap();
    for line in [
        "disableforwarding yes",
        "allowtcpforwarding no",
        "allowstreamlocalforwarding no",
        "allowagentforwarding no",
        "x11forwarding no",
        "permittunnel no",
        "permituserrc no",
        "permituserenvironment no",
        "permitopen none",
        "passwordauthentication no",
        "kbdinteractiveauthentication no",
        "authenticationmethods publickey",
        "permittty yes",
        "maxsessions 1",
    ] {
        assert!(effective.lines().any(|set| set == line), "{line}: {effective}");
    }
    // Those outside of the group keep what the machine gives them.
    let out = done(Command::new(SSHD).args(["-T", "-C", "user=root,host=branch,addr=127.0.0.1", "-f"]).arg(&config));
    assert!(String::from_utf8(out.stdout).unwrap().lines().any(|set| set == "allowtcpforwarding yes"));

    // The account itself reaches the socket and nothing else, and runs no server on what is not its own.
    let about = numbers(&branch.accounts.names[0]);
    let data = branch.centre.data();
    let mut seen: Vec<PathBuf> = fs::read_dir(&data).unwrap().map(|entry| entry.unwrap().path()).collect();
    seen.retain(|path| !path.ends_with("socket"));
    assert!(seen.iter().any(|path| path.ends_with("master.key")), "{seen:?}");
    let serve = ["serve", "--lang", "en", "--data", data.to_str().unwrap()];
    let out = Command::new(branch.centre.beside("renkei")).args(serve).uid(about.0).gid(about.1).output().unwrap();
    refused(&out, 1, &commands::of_another(Lang::En, &data, "root"));
    seen.push(data);
    for path in seen {
        let read = Command::new(if path.is_dir() { "ls" } else { "cat" })
            .arg(&path)
            .uid(about.0)
            .gid(about.1)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(!read.status.success(), "{} can be read", path.display());
    }
}

/// The numbers of an account and its group.
fn numbers(name: &str) -> (u32, u32) {
    let number = |option| {
        let out = done(Command::new("id").args([option, name]));
        String::from_utf8(out.stdout).unwrap().trim().parse().unwrap()
    };
    (number("-u"), number("-g"))
}

#[test]
fn two_at_branch_offices_work_on_one_queue_and_a_cut_line_loses_nothing() {
    if !possible() {
        return;
    }
    let mut branch = Branch::open();
    let (mut yamada, mut suzuki) = (branch.login(0), branch.login(1));
    yamada.keys("n").until("受付").keys("\t\tkeama\r").keys("加藤").keys("\t").keys("0473660001");
    yamada.keys("\t\t\t").keys("服薬を嫌がる。").until("服薬を嫌がる").keys("\x13").until("R8-0001  受付");
    suzuki.until("R8-0001");
    yamada.keys("c").until("担当決定");
    suzuki
        .until("山田")
        .keys("c")
        .until_so("who has it already", |text| text.lines().last().is_some_and(|line| line.contains("山田")));

    // The line is cut in the middle of a word: the client goes with it, and the next login offers what was typed.
    suzuki.keys("n").until("受付").keys("\t\t\t").keys("途中まで打った名前").until("途中まで打った名前");
    suzuki.cut();
    let deadline = Instant::now() + Duration::from_secs(20);
    while !branch.screens(1).is_empty() {
        assert!(Instant::now() < deadline, "the client outlived its line");
    }
    let mut again = branch.login(1);
    again.until("書きかけ").keys(F4).until("途中まで打った名前");

    // So does one that the machine ends, when it is shut down say.
    yamada.keys("n").until("受付").keys("\t\t\t").keys("最後の一語").until("最後の一語");
    let screens = branch.screens(0);
    assert_eq!(screens.len(), 1);
    kill_process(screens[0], Signal::TERM).unwrap();
    yamada.until_over();
    branch.login(0).until("書きかけ").keys(F4).until("最後の一語");

    branch.server.take().unwrap().stop();
    let mut late = branch.window(0, SIZE);
    assert_eq!(late.exit_code(), 9);
    let sentence = format!("renkei: {}", commands::not_own(Lang::Ja, &branch.centre.data()));
    assert_eq!(late.text().replace('\n', "").trim_end(), sentence);
}

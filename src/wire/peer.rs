//! Who is at the other end: the Unix account of the peer, told by the kernel.

use std::os::unix::net::UnixStream;

/// The Unix account at the other end of a stream: its name, or `#1234` where the system has no name for it; its number.
pub fn account(stream: &UnixStream) -> std::io::Result<(String, u32)> {
    let credentials = rustix::net::sockopt::socket_peercred(stream)?;
    Ok((name_of(credentials.uid.as_raw()), credentials.uid.as_raw()))
}

/// The Unix account that this process runs under.
pub fn own_account() -> String {
    name_of(rustix::process::geteuid().as_raw())
}

/// The name of an account, or `#1234` where the system has none for it.
pub fn name_of(uid: u32) -> String {
    nix::unistd::User::from_uid(nix::unistd::Uid::from_raw(uid))
        .ok()
        .flatten()
        .map_or_else(|| format!("#{uid}"), |user| user.name)
}

//! A directory that goes when a demonstration ends, and what killed ones left behind.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};

use crate::journal::DirLock;

/// What the directories' names begin with; the number of the process follows.
const NAME: &str = "renkei-demo-";

/// The made-up city within the directory; whoever runs it holds its lock.
const CITY: &str = "city";

/// A directory that goes when the demonstration ends.
pub struct Temporary(PathBuf);

impl Temporary {
    /// Makes one, and clears away those of demonstrations that were killed.
    pub fn new() -> io::Result<Self> {
        let base = std::env::temp_dir();
        clear(&base);
        let path = base.join(format!("{NAME}{}", std::process::id()));
        DirBuilder::new().mode(0o700).create(&path)?;
        Ok(Self(path))
    }

    /// Where the city goes.
    pub fn city(&self) -> PathBuf {
        self.0.join(CITY)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, "the made-up city could not be removed");
        }
    }
}

/// Removes the cities that nobody runs any more. One whose city is not begun yet may just be starting: it stays.
fn clear(base: &Path) {
    let Ok(entries) = fs::read_dir(base) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if is_ours(&path)
            && path.join(CITY).join(DirLock::FILE).exists()
            && let Ok(_held) = DirLock::take(&path.join(CITY))
            && let Err(error) = fs::remove_dir_all(&path)
        {
            tracing::warn!(%error, "a city that was left behind could not be removed");
        }
    }
}

/// Whether this is such a directory of the caller's own, and no link to elsewhere.
fn is_ours(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_prefix(NAME));
    name.is_some_and(|pid| !pid.is_empty() && pid.bytes().all(|b| b.is_ascii_digit()))
        && fs::symlink_metadata(path)
            .is_ok_and(|about| about.is_dir() && about.uid() == rustix::process::geteuid().as_raw())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nobody_runs_is_cleared_away() {
        let base = tempfile::tempdir().unwrap();
        let make = |name: &str, locked: bool| {
            let city = base.path().join(name).join(CITY);
            fs::create_dir_all(&city).unwrap();
            locked.then(|| DirLock::take(&city).unwrap())
        };
        drop(make("renkei-demo-1", true));
        let live = make("renkei-demo-2", true);
        make("renkei-demo-3", false);
        drop(make("renkei-demo-x", true));
        std::os::unix::fs::symlink(base.path().join("renkei-demo-x"), base.path().join("renkei-demo-4")).unwrap();
        clear(base.path());
        let there = |n: &str| base.path().join(format!("renkei-demo-{n}")).exists();
        assert_eq!(["1", "2", "3", "x", "4"].map(there), [false, true, true, true, true]);
        drop(live);
        clear(base.path());
        assert!(!there("2"));
    }
}

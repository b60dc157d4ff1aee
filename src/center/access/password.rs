//! Passwords as they are kept: Argon2id sums, made a few at a time so that a crowd at the door takes no more memory.

use std::sync::{Condvar, Mutex, PoisonError};

use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};

use crate::api::Problem;
use crate::api::session::{Secret, SessionProblem};
use crate::domain::time::Moment;

/// The fewest characters of a password that somebody chooses.
const LEAST: u32 = 8;

/// For how many days a one-time password opens the door to choosing one: a week off and a letter that lay fit in.
pub const FIRST_PASSWORD_DAYS: u32 = 14;

/// The most bytes that are looked at.
const MOST: u32 = 1_024;

/// Memory in KiB and passes of a new sum; an older one keeps its own.
const MEMORY: u32 = 19 * 1_024;
const PASSES: u32 = 2;

/// How many sums are made at once.
const AT_ONCE: usize = 2;

/// What one-time passwords are made of: nothing that is taken for something else on paper.
const LETTERS: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";

/// A password as it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Password {
    salt: [u8; 16],
    sum: [u8; 32],
    memory: u32,
    passes: u32,
    /// Whether it must be changed at the first login.
    pub once: bool,
    /// Until when it can be; a chosen one has no end.
    #[serde(default)]
    ends: Option<Moment>,
}

impl Password {
    /// Whether it is a one-time password that nobody used in time.
    pub fn is_over(&self, now: Moment) -> bool {
        self.once && self.ends.is_some_and(|ends| now >= ends)
    }
}

/// Makes sums, a few at a time.
pub struct Mill {
    free: Mutex<usize>,
    freed: Condvar,
}

impl Default for Mill {
    fn default() -> Self {
        Self { free: Mutex::new(AT_ONCE), freed: Condvar::new() }
    }
}

impl Mill {
    /// What is kept of a password; one that has an end is for once.
    pub fn keep(&self, password: &Secret, ends: Option<Moment>) -> Result<Password, Problem> {
        let salt = random()?;
        let sum = self.sum(password.0.as_bytes(), &salt, MEMORY, PASSES)?;
        Ok(Password { salt, sum, memory: MEMORY, passes: PASSES, once: ends.is_some(), ends })
    }

    /// Whether it is this password. Where there is none the answer takes as long and is no.
    pub fn is(&self, kept: Option<&Password>, given: &Secret) -> Result<bool, Problem> {
        let too_long = given.0.len() > MOST as usize;
        let given = if too_long { &[] } else { given.0.as_bytes() };
        let Some(kept) = kept else {
            self.sum(given, &[0; 16], MEMORY, PASSES)?;
            return Ok(false);
        };
        let sum = self.sum(given, &kept.salt, kept.memory, kept.passes)?;
        // Every byte is looked at, so that the time says nothing about the first that differs.
        let different = sum.iter().zip(&kept.sum).fold(0, |all, (a, b)| all | (a ^ b));
        Ok(different == 0 && !too_long)
    }

    fn sum(&self, password: &[u8], salt: &[u8], memory: u32, passes: u32) -> Result<[u8; 32], Problem> {
        let params = Params::new(memory, passes, 1, Some(32)).map_err(failed)?;
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        while *free == 0 {
            free = self.freed.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
        *free -= 1;
        drop(free);
        let mut sum = [0; 32];
        let made =
            Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(password, salt, &mut sum);
        *self.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.freed.notify_one();
        made.map_err(failed)?;
        Ok(sum)
    }
}

fn failed(error: argon2::Error) -> Problem {
    tracing::error!(%error, "a password cannot be summed");
    Problem::Internal
}

/// Whether somebody may choose this password.
pub fn check_new(new: &Secret) -> Result<(), SessionProblem> {
    if new.0.chars().count() < LEAST as usize {
        return Err(SessionProblem::PasswordShort { least: LEAST });
    }
    if new.0.len() > MOST as usize {
        return Err(SessionProblem::PasswordLong { most: MOST });
    }
    Ok(())
}

/// A one-time password of twelve letters, in threes of four so that it can be read out: about 59 bits.
pub fn one_time() -> Result<Secret, Problem> {
    let mut letters = String::with_capacity(14);
    let mut count = 0;
    while count < 12 {
        for byte in random::<32>()? {
            // A letter that would come more often than others is drawn again.
            if let Some(letter) = LETTERS.get(usize::from(byte & 31)).filter(|_| count < 12) {
                if count > 0 && count % 4 == 0 {
                    letters.push('-');
                }
                letters.push(char::from(*letter));
                count += 1;
            }
        }
    }
    Ok(Secret(letters))
}

/// Fresh random bytes.
pub fn random<const N: usize>() -> Result<[u8; N], Problem> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| {
        tracing::error!(%error, "there is no source of chance");
        Problem::Internal
    })?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_known_again_and_nothing_else_is() {
        let mill = Mill::default();
        let kept = mill.keep(&Secret("さくら咲く2026".into()), None).unwrap();
        assert!(mill.is(Some(&kept), &Secret("さくら咲く2026".into())).unwrap());
        for wrong in ["", "さくら咲く202", "さくら咲く2026 "] {
            assert!(!mill.is(Some(&kept), &Secret(wrong.into())).unwrap(), "{wrong}");
        }
        assert!(!mill.is(None, &Secret(String::new())).unwrap());
        assert!(!mill.is(Some(&kept), &Secret("x".repeat(5_000_000))).unwrap());
    }

    #[test]
    fn one_time_passwords_can_be_read_out_and_differ() {
        let (one, other) = (one_time().unwrap(), one_time().unwrap());
        assert_ne!(one, other);
        assert!(check_new(&one).is_ok());
        assert!(one.0.split('-').all(|part| part.len() == 4) && one.0.split('-').count() == 3, "{}", one.0);
    }
}

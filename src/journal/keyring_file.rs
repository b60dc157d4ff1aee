//! The keyring's file: a head with a check of the master key, then one record a key, each with its own checksum.
//!
//! ```text
//! head    magic 8, format u32, zero u32, keyring id 16, sealed check 24+16+16, checksum 16           = 104
//! record  key id 16, state u8, zero 3, safe u32, sealed key 24+32+16, checksum 16                    = 112
//! ```
//! `safe` is the number of records that were safe on the disk when this one was written. So a bad record that a later one
//! calls safe is damage; one that no later record calls safe is what an interrupted write left behind, and is cut.

use std::fmt;

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::master::MasterKey;
use super::sealing::{self, NotSealed, SEAL_OVERHEAD};

pub(super) const HEAD: usize = 104;
pub(super) const RECORD: usize = 112;
const MAGIC: &[u8; 8] = b"RENKEIKR";
const FORMAT: u32 = 1;
const CHECK: &[u8; 16] = b"renkei  keyring\n";
const SEALED_KEY: usize = SEAL_OVERHEAD + 32;
const LIVE: u8 = 1;
const DESTROYED: u8 = 2;

/// The name of a key: sixteen random bytes that say nothing about whose it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyId(pub [u8; 16]);

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({self})")
    }
}

impl std::str::FromStr for KeyId {
    type Err = NotAKeyId;

    fn from_str(text: &str) -> Result<Self, NotAKeyId> {
        if text.len() != 32 || !text.is_ascii() {
            return Err(NotAKeyId);
        }
        let mut id = [0; 16];
        for (at, byte) in id.iter_mut().enumerate() {
            let pair = text.get(2 * at..2 * at + 2).ok_or(NotAKeyId)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| NotAKeyId)?;
        }
        Ok(Self(id))
    }
}

/// A text that is not 32 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAKeyId;

/// What opening a keyring found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeyringReport {
    /// Keys that can be used.
    pub live: usize,
    /// Keys that were destroyed.
    pub destroyed: usize,
    /// Bytes of an interrupted write that were saved aside and cut.
    pub cut: u64,
}

/// What the keyring knows of one key.
#[derive(Clone)]
pub(super) enum Slot {
    Live(Zeroizing<[u8; 32]>),
    Destroyed,
}

/// Why a head does not read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum HeadFault {
    Damaged,
    WrongMaster,
}

/// A new keyring's head and its random id.
pub(super) fn new_head(master: &MasterKey) -> Result<([u8; 16], Vec<u8>), NotSealed> {
    let mut id = [0; 16];
    sealing::random(&mut id)?;
    let mut bytes = Vec::with_capacity(HEAD);
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&FORMAT.to_le_bytes());
    bytes.extend_from_slice(&[0; 4]);
    bytes.extend_from_slice(&id);
    sealing::seal_into(&master.0, &id, CHECK, &mut bytes)?;
    let sum = checksum(&[], &bytes);
    bytes.extend_from_slice(&sum);
    Ok((id, bytes))
}

/// Reads a head and proves that `master` is the one it was made under.
pub(super) fn read_head(master: &MasterKey, bytes: &[u8]) -> Result<[u8; 16], HeadFault> {
    let (body, sum) = bytes.split_last_chunk::<16>().ok_or(HeadFault::Damaged)?;
    let rest = body.strip_prefix(MAGIC).and_then(|rest| rest.strip_prefix(&FORMAT.to_le_bytes()));
    let rest = rest.and_then(|rest| rest.strip_prefix(&[0; 4])).ok_or(HeadFault::Damaged)?;
    if bytes.len() != HEAD || checksum(&[], body) != *sum {
        return Err(HeadFault::Damaged);
    }
    let (id, sealed) = rest.split_first_chunk::<16>().ok_or(HeadFault::Damaged)?;
    match sealing::open(&master.0, id, sealed) {
        Ok(check) if check == CHECK => Ok(*id),
        _ => Err(HeadFault::WrongMaster),
    }
}

/// Appends one record to `out`.
pub(super) fn write_record(
    ring: &[u8; 16],
    master: &MasterKey,
    key: KeyId,
    slot: &Slot,
    safe: u32,
    out: &mut Vec<u8>,
) -> Result<(), NotSealed> {
    let start = out.len();
    out.extend_from_slice(&key.0);
    let state = if matches!(slot, Slot::Live(_)) { LIVE } else { DESTROYED };
    out.extend_from_slice(&[state, 0, 0, 0]);
    out.extend_from_slice(&safe.to_le_bytes());
    match slot {
        Slot::Live(secret) => sealing::seal_into(&master.0, &key.0, &**secret, out)?,
        Slot::Destroyed => out.extend_from_slice(&[0; SEALED_KEY]),
    }
    let sum = checksum(ring, out.get(start..).unwrap_or_default());
    out.extend_from_slice(&sum);
    Ok(())
}

/// A record as it stands in the file; the key is still wrapped.
pub(super) struct Record<'a> {
    pub(super) key: KeyId,
    pub(super) safe: u32,
    state: u8,
    sealed: &'a [u8],
}

impl Record<'_> {
    /// Unwraps the key; none when it does not unwrap.
    pub(super) fn slot(&self, master: &MasterKey) -> Option<Slot> {
        if self.state == DESTROYED {
            return Some(Slot::Destroyed);
        }
        let plain = Zeroizing::new(sealing::open(&master.0, &self.key.0, self.sealed).ok()?);
        let mut secret = Zeroizing::new([0; 32]);
        secret.copy_from_slice(plain.get(..32)?);
        Some(Slot::Live(secret))
    }
}

/// Reads one record; none when it is not whole.
pub(super) fn read_record<'a>(ring: &[u8; 16], bytes: &'a [u8]) -> Option<Record<'a>> {
    let (body, sum) = bytes.split_last_chunk::<16>()?;
    if bytes.len() != RECORD || checksum(ring, body) != *sum {
        return None;
    }
    let (key, rest) = body.split_first_chunk::<16>()?;
    let (&[state, ..], rest) = rest.split_first_chunk::<4>()?;
    let (safe, sealed) = rest.split_first_chunk::<4>()?;
    (state == LIVE || state == DESTROYED).then_some(Record {
        key: KeyId(*key),
        safe: u32::from_le_bytes(*safe),
        state,
        sealed,
    })
}

fn checksum(ring: &[u8], bytes: &[u8]) -> [u8; 16] {
    let full: [u8; 32] = Sha256::new().chain_update(ring).chain_update(bytes).finalize().into();
    let mut short = [0; 16];
    short.copy_from_slice(full.get(..16).unwrap_or_default());
    short
}

//! Sealing and opening bytes with XChaCha20-Poly1305 under a 32-byte key, and where nonces come from.

use std::cell::RefCell;

use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{Key, KeyInit, Tag, XChaCha20Poly1305, XNonce};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Bytes of a nonce. 192 random bits never repeat in practice, so no counter has to survive a crash.
pub(super) const NONCE: usize = 24;
/// Bytes of the authentication tag.
pub(super) const TAG: usize = 16;
/// What sealing adds to the length of the plain bytes.
pub(super) const SEAL_OVERHEAD: usize = NONCE + TAG;

/// The bytes do not open: another key, another context, or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unsealable;

/// The system gave no random bytes, or the plain bytes are beyond all measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotSealed;

thread_local! {
    /// Each thread draws from its own generator, seeded once by the system: no lock and no system call a nonce.
    static RANDOM: RefCell<Option<ChaCha20Rng>> = const { RefCell::new(None) };
}

/// Fills `bytes` with random ones.
pub(super) fn random(bytes: &mut [u8]) -> Result<(), NotSealed> {
    RANDOM.with_borrow_mut(|slot| {
        if slot.is_none() {
            let mut seed = zeroize::Zeroizing::new([0; 32]);
            getrandom::fill(&mut *seed).map_err(|_| NotSealed)?;
            *slot = Some(ChaCha20Rng::from_seed(*seed));
        }
        if let Some(generator) = slot {
            generator.fill_bytes(bytes);
        }
        Ok(())
    })
}

/// Appends nonce, ciphertext and tag of `plain` to `out`. `context` is bound to it and needed again to open it.
pub(super) fn seal_into(key: &[u8; 32], context: &[u8], plain: &[u8], out: &mut Vec<u8>) -> Result<(), NotSealed> {
    let mut nonce = [0; NONCE];
    random(&mut nonce)?;
    out.reserve(SEAL_OVERHEAD + plain.len());
    out.extend_from_slice(&nonce);
    let start = out.len();
    out.extend_from_slice(plain);
    let cipher = XChaCha20Poly1305::new(&Key::from(*key));
    let body = out.get_mut(start..).unwrap_or_default();
    if let Ok(tag) = cipher.encrypt_inout_detached(&XNonce::from(nonce), context, body.into()) {
        out.extend_from_slice(&tag);
        return Ok(());
    }
    // Only for 256 GiB or more; what was copied is taken back, since it is still plain.
    out.truncate(start - NONCE);
    Err(NotSealed)
}

/// Opens what [`seal_into`] made, into a new vector.
pub(super) fn open(key: &[u8; 32], context: &[u8], sealed: &[u8]) -> Result<Vec<u8>, Unsealable> {
    let (nonce, rest) = sealed.split_first_chunk::<NONCE>().ok_or(Unsealable)?;
    let (body, tag) = rest.split_last_chunk::<TAG>().ok_or(Unsealable)?;
    let mut plain = body.to_vec();
    let cipher = XChaCha20Poly1305::new(&Key::from(*key));
    cipher
        .decrypt_inout_detached(&XNonce::from(*nonce), context, plain.as_mut_slice().into(), &Tag::from(*tag))
        .map_err(|_| Unsealable)?;
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_what_it_sealed_and_nothing_else() {
        let key = [7; 32];
        let mut sealed = Vec::new();
        seal_into(&key, b"here", b"plain", &mut sealed).unwrap();
        assert_eq!(sealed.len(), 5 + SEAL_OVERHEAD);
        assert_eq!(open(&key, b"here", &sealed).unwrap(), b"plain");
        assert!(open(&key, b"there", &sealed).is_err());
        assert!(open(&[8; 32], b"here", &sealed).is_err());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(open(&key, b"here", &changed).is_err(), "byte {at}");
        }
        assert!(open(&key, b"here", &sealed[..SEAL_OVERHEAD - 1]).is_err());
    }

    #[test]
    fn nonces_differ() {
        let mut seen = std::collections::HashSet::new();
        for _ in 0..1000 {
            let mut sealed = Vec::new();
            seal_into(&[0; 32], b"", b"", &mut sealed).unwrap();
            assert!(seen.insert(sealed[..NONCE].to_vec()));
        }
    }
}

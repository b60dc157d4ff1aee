//! stub
use crate::journal::*;
use std::path::Path;
use std::sync::Arc;
#[derive(Debug)]
pub struct RecordsProblem(String);
impl std::fmt::Display for RecordsProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
fn p(e: impl std::fmt::Debug) -> RecordsProblem {
    RecordsProblem(format!("{e:?}"))
}
#[derive(Debug)]
pub struct Op {
    pub tree: u8,
    pub key: Vec<u8>,
    pub value: Option<(Vec<u8>, KeyId)>,
}
pub struct Applied {
    pub sequence: Sequence,
    pub hash: Hash,
}
pub struct Records {
    db: sled::Db,
    keyring: Arc<Keyring>,
}
type KV = (Vec<u8>, Vec<u8>);
impl Records {
    pub fn open(dir: &Path, keyring: Arc<Keyring>) -> Result<Self, RecordsProblem> {
        Ok(Self {
            db: sled::Config::new().path(dir).cache_capacity(64 << 20).flush_every_ms(None).open().map_err(p)?,
            keyring,
        })
    }
    fn k(tree: u8, key: &[u8]) -> Vec<u8> {
        let mut v = vec![tree];
        v.extend_from_slice(key);
        v
    }
    fn un(&self, v: &[u8]) -> Result<Vec<u8>, RecordsProblem> {
        let key = KeyId(v[..16].try_into().map_err(p)?);
        self.keyring.open_sealed(key, b"r", &v[16..]).map_err(p)
    }
    pub fn get(&self, tree: u8, key: &[u8]) -> Result<Option<Vec<u8>>, RecordsProblem> {
        self.db.get(Self::k(tree, key)).map_err(p)?.map(|v| self.un(&v)).transpose()
    }
    pub fn range(&self, tree: u8, prefix: &[u8]) -> impl Iterator<Item = Result<KV, RecordsProblem>> + '_ {
        self.db.scan_prefix(Self::k(tree, prefix)).map(move |e| {
            let (k, v) = e.map_err(p)?;
            Ok((k[1..].to_vec(), self.un(&v)?))
        })
    }
    pub fn keys(&self, tree: u8, prefix: &[u8]) -> impl Iterator<Item = Result<Vec<u8>, RecordsProblem>> + '_ {
        self.db.scan_prefix(Self::k(tree, prefix)).map(|e| {
            let (k, _) = e.map_err(p)?;
            Ok(k[1..].to_vec())
        })
    }
    pub fn apply(&self, ops: &[Op], s: Sequence, h: Hash) -> Result<(), RecordsProblem> {
        let mut b = sled::Batch::default();
        for o in ops {
            match &o.value {
                Some((v, key)) => {
                    let mut s = key.0.to_vec();
                    s.extend(self.keyring.seal(*key, b"r", v).map_err(p)?);
                    b.insert(Self::k(o.tree, &o.key), s)
                }
                None => b.remove(Self::k(o.tree, &o.key)),
            }
        }
        let mut m = s.0.to_be_bytes().to_vec();
        m.extend(h.0);
        b.insert(vec![0], m);
        self.db.apply_batch(b).map_err(p)
    }
    pub fn applied(&self) -> Applied {
        match self.db.get([0]).ok().flatten() {
            Some(v) => Applied {
                sequence: Sequence(u64::from_be_bytes(v[..8].try_into().unwrap_or_default())),
                hash: Hash(v[8..40].try_into().unwrap_or_default()),
            },
            None => Applied { sequence: Sequence(0), hash: Hash::default() },
        }
    }
    pub fn checkpoint(&self) -> Result<(), RecordsProblem> {
        self.db.flush().map(|_| ()).map_err(p)
    }
    pub fn len(&self) -> u64 {
        self.db.len() as u64
    }
}

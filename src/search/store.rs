//! Where keys are kept: blocks of documents side by side, so that a query reads memory in order.

use std::collections::HashMap;
use std::hash::Hash;

use super::keys::{Head, Keys, Masks};
use super::tops::Tops;

/// Documents in one block: few enough that replacing one moves little.
const BLOCK: usize = 64;

/// What tells whether a document needs to be looked at: read for every document in every query.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Outline {
    pub masks: Masks,
    live: bool,
}

/// Whose the document at a place is, and where its keys end in the block.
#[derive(Clone, Copy, Debug)]
struct Slot<Id> {
    id: Id,
    heads_end: u32,
    text_end: u32,
}

/// A document as it lies in the store.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a, Id> {
    pub id: Id,
    pub heads: &'a [Head],
    /// Of the whole block: slicing it would read it, and most documents are left again by their heads.
    text: &'a str,
    start: usize,
}

impl<'a, Id> Entry<'a, Id> {
    /// The keys with what is known of them, in order.
    pub fn keys(&self) -> impl Iterator<Item = (&'a Head, &'a str)> + use<'a, Id> {
        let mut rest = &self.text[self.start..];
        self.heads.iter().map(move |head| {
            let (key, after) = rest.split_at(usize::from(head.length));
            rest = after;
            (head, key)
        })
    }
}

/// Documents of one kind side by side.
#[derive(Debug)]
pub(super) struct Block<Id> {
    pub kind: u8,
    /// What they can score at the most.
    pub tops: Tops,
    outlines: Vec<Outline>,
    slots: Vec<Slot<Id>>,
    heads: Vec<Head>,
    text: String,
}

impl<Id: Copy> Block<Id> {
    fn new(kind: u8) -> Self {
        Self {
            kind,
            tops: Tops::new(),
            outlines: Vec::with_capacity(BLOCK),
            slots: Vec::with_capacity(BLOCK),
            heads: Vec::new(),
            text: String::new(),
        }
    }

    /// The documents whose outlines are `wanted`, in the order in which they lie in memory.
    pub fn select(&self, wanted: impl Fn(&Outline) -> bool) -> impl Iterator<Item = Entry<'_, Id>> {
        let places = self.outlines.iter().enumerate().filter(move |(_, outline)| outline.live && wanted(outline));
        places.map(|(at, _)| self.entry(at))
    }

    /// The lowest identifier of a document that is or was here.
    pub fn lowest(&self) -> Option<Id>
    where
        Id: Ord,
    {
        self.slots.iter().map(|slot| slot.id).min()
    }

    /// Where the keys of the document at `at` lie among the heads and in the text.
    fn range(&self, at: usize) -> [std::ops::Range<usize>; 2] {
        let (heads, text) = match at.checked_sub(1).and_then(|before| self.slots.get(before)) {
            Some(before) => (before.heads_end as usize, before.text_end as usize),
            None => (0, 0),
        };
        let slot = &self.slots[at];
        [heads..slot.heads_end as usize, text..slot.text_end as usize]
    }

    fn entry(&self, at: usize) -> Entry<'_, Id> {
        let [heads, text] = self.range(at);
        Entry { id: self.slots[at].id, heads: &self.heads[heads], text: &self.text, start: text.start }
    }

    /// Puts `keys` where the document at `at` had its own and moves those behind.
    fn replace(&mut self, at: usize, keys: &Keys) {
        let [heads, text] = self.range(at);
        let more_heads = keys.heads.len().saturating_sub(heads.len());
        let more_text = keys.text.len().saturating_sub(text.len());
        reserve(self.heads.len(), self.heads.capacity(), more_heads, |by| {
            self.heads.reserve_exact(by);
        });
        reserve(self.text.len(), self.text.capacity(), more_text, |by| {
            self.text.reserve_exact(by);
        });
        let moved = |end: u32, from: usize, to: usize| end_at(end as usize + to - from);
        for slot in &mut self.slots[at..] {
            slot.heads_end = moved(slot.heads_end, heads.len(), keys.heads.len());
            slot.text_end = moved(slot.text_end, text.len(), keys.text.len());
        }
        let mut rest = keys.text.as_str();
        for head in &keys.heads {
            let (key, after) = rest.split_at(usize::from(head.length));
            self.tops.learn(head, key);
            rest = after;
        }
        self.heads.splice(heads, keys.heads.iter().copied());
        self.text.replace_range(text, &keys.text);
    }
}

/// Grows by an eighth instead of doubling: there are thousands of blocks.
fn reserve(length: usize, capacity: usize, more: usize, grow: impl FnOnce(usize)) {
    if length + more > capacity {
        grow(more + (length >> 3));
    }
}

/// All documents and where each is.
#[derive(Debug)]
pub(super) struct Store<Id> {
    blocks: Vec<Block<Id>>,
    places: HashMap<Id, u32>,
    /// Of each kind, so that a search in one passes the blocks of the others over.
    rooms: HashMap<u8, Room>,
}

/// Where documents of one kind may still go.
#[derive(Debug, Default)]
struct Room {
    /// Places that documents left.
    free: Vec<u32>,
    /// The block that was begun last.
    last: Option<usize>,
}

impl<Id: Copy + Eq + Hash> Store<Id> {
    pub fn new() -> Self {
        Self { blocks: Vec::new(), places: HashMap::new(), rooms: HashMap::new() }
    }

    pub fn len(&self) -> usize {
        self.places.len()
    }

    pub fn put(&mut self, id: Id, kind: u8, keys: &Keys) {
        let place = match self.places.get(&id) {
            Some(&place) if self.blocks[split(place).0].kind == kind => place,
            _ => {
                self.remove(id);
                self.new_place(id, kind)
            }
        };
        let (block, at) = split(place);
        let block = &mut self.blocks[block];
        block.replace(at, keys);
        block.slots[at].id = id;
        block.outlines[at] = Outline { masks: keys.masks, live: true };
    }

    pub fn remove(&mut self, id: Id) -> bool {
        let Some(place) = self.places.remove(&id) else {
            return false;
        };
        let (block, at) = split(place);
        let block = &mut self.blocks[block];
        block.replace(at, &Keys::default());
        block.outlines[at] = Outline::default();
        self.rooms.entry(block.kind).or_default().free.push(place);
        true
    }

    /// The blocks, in the order in which they were begun.
    pub fn blocks(&self) -> impl Iterator<Item = &Block<Id>> {
        self.blocks.iter()
    }

    /// Bytes that the store holds on the heap.
    pub fn bytes(&self) -> usize {
        let blocks: usize = self
            .blocks
            .iter()
            .map(|block| {
                size_of::<Block<Id>>()
                    + Tops::BYTES
                    + block.outlines.capacity() * size_of::<Outline>()
                    + block.slots.capacity() * size_of::<Slot<Id>>()
                    + block.heads.capacity() * size_of::<Head>()
                    + block.text.capacity()
            })
            .sum();
        // A hash map keeps one control byte beside each entry and an eighth of its room empty.
        blocks + self.places.capacity() * 8 / 7 * (size_of::<(Id, u32)>() + 1)
    }

    fn new_place(&mut self, id: Id, kind: u8) -> u32 {
        let room = self.rooms.entry(kind).or_default();
        let place = room.free.pop().unwrap_or_else(|| {
            let open = room.last.filter(|last| self.blocks[*last].slots.len() < BLOCK);
            let number = open.unwrap_or_else(|| {
                self.blocks.push(Block::new(kind));
                self.blocks.len() - 1
            });
            room.last = Some(number);
            let block = &mut self.blocks[number];
            let (heads_end, text_end) = (end_at(block.heads.len()), end_at(block.text.len()));
            block.slots.push(Slot { id, heads_end, text_end });
            block.outlines.push(Outline::default());
            end_at(number * BLOCK + block.slots.len() - 1)
        });
        self.places.insert(id, place);
        place
    }
}

/// A block holds 64 documents of at most 256 fields of 64 KiB: well below four billion bytes.
fn end_at(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

fn split(place: u32) -> (usize, usize) {
    let place = place as usize;
    (place / BLOCK, place % BLOCK)
}

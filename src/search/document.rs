//! What is put into the index: a document of fields, each with a role and a weight.

/// What a field is to the document; it decides how the field is read, matched and weighed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Role {
    /// What the document is called. Legal forms in front of it are set apart and weigh little.
    Name,
    /// The kana of the name. Without it a likely reading is put together from a lexicon.
    Reading,
    /// To whom it belongs: a corporation, an office.
    Organisation,
    /// A street address.
    Address,
    /// A district or city.
    Area,
    /// A kind of service, a profession, a tag.
    Service,
    /// A telephone or fax number: found by any run of its digits.
    Phone,
    /// A number or code that the document goes by.
    Number,
    /// Free text: found only by what stands in it word for word.
    Text,
    /// The legal form and the corporation that were set apart from a name.
    LegalForm,
}

impl Role {
    const ALL: [Self; 10] = [
        Self::Name,
        Self::Reading,
        Self::Organisation,
        Self::Address,
        Self::Area,
        Self::Service,
        Self::Phone,
        Self::Number,
        Self::Text,
        Self::LegalForm,
    ];

    /// How much a match counts, 100 being a name.
    pub fn weight(self) -> u8 {
        match self {
            Self::Name | Self::Number => 100,
            Self::Reading => 95,
            Self::Phone => 80,
            Self::Area | Self::Service => 70,
            Self::Organisation | Self::Address => 60,
            Self::Text => 35,
            Self::LegalForm => 25,
        }
    }

    /// Whether a slip in typing is looked over: a number with a wrong digit is another number, and
    /// in long texts everything is near to something.
    pub(super) fn forgives(self) -> bool {
        !matches!(self, Self::Number | Self::Phone | Self::Text)
    }

    pub(super) fn from_code(code: u8) -> Self {
        Self::ALL.get(usize::from(code)).copied().unwrap_or(Self::Text)
    }
}

/// A record as the index sees it.
///
/// ```
/// use renkei::search::{Document, Index, Kinds, Role};
///
/// let mut index = Index::new();
/// index.put(
///     7_u64,
///     &Document::new(0)
///         .with(Role::Name, "医療法人社団木下会 きのした訪問看護ステーション")
///         .with(Role::Address, "松戸市小金1-2-3"),
/// );
/// let hits = index.query("matsudo houmon", Kinds::ALL, |_| true, 10);
/// assert_eq!(hits[0].id, 7);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    pub(super) kind: u8,
    pub(super) fields: Vec<Field>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub role: Role,
    pub weight: u8,
    pub text: String,
}

impl Document {
    /// An empty document of a kind from 0 to 63, which means whatever the caller likes.
    pub fn new(kind: u8) -> Self {
        Self { kind, fields: Vec::new() }
    }

    /// Adds a field with the usual weight of its role. Empty ones count as fields but match nothing.
    pub fn with(self, role: Role, text: impl Into<String>) -> Self {
        self.weighted(role, role.weight(), text)
    }

    /// Adds a field with a weight of its own, 100 being a name.
    pub fn weighted(mut self, role: Role, weight: u8, text: impl Into<String>) -> Self {
        self.fields.push(Field { role, weight, text: text.into() });
        self
    }
}

/// Which kinds of documents are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds(u64);

impl Kinds {
    /// Every kind.
    pub const ALL: Self = Self(u64::MAX);

    /// One kind alone.
    pub fn only(kind: u8) -> Self {
        Self(1 << (kind & 63))
    }

    /// These and another.
    pub fn and(self, kind: u8) -> Self {
        Self(self.0 | Self::only(kind).0)
    }

    pub(super) fn hold(self, kind: u8) -> bool {
        self.0 & Self::only(kind).0 != 0
    }
}

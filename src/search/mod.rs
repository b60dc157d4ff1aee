//! Index, match and rank over documents of fields.

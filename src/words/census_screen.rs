//! Words of the census.

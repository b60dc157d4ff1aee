//! A patient as the search knows one.

use crate::domain::patient::Patient;
use crate::domain::settings::Settings;
use crate::search::{Document, Role};

/// The fields by which a patient is found. A record that another one stands for is found as well, and says so.
pub fn document(kind: u8, patient: &Patient, settings: &Settings) -> Document {
    let identity = &patient.head.identity;
    let area = identity.area.as_ref().and_then(|code| settings.city.area(code));
    Document::new(kind)
        .with(Role::Name, identity.name.written.as_str())
        .with(Role::Reading, identity.name.kana.as_str())
        .with(Role::Number, patient.id.to_string())
        .with(Role::Phone, identity.phone.as_str())
        .with(Role::Address, identity.address.as_str())
        .with(Role::Area, area.map_or("", |area| area.name.as_str()))
}

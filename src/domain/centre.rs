//! The centre itself: founded once, its settings changed as a whole.

use serde::{Deserialize, Serialize};

use super::aggregate::{Aggregate, Key, Stamp, Subject};
use super::id::Version;
use super::settings::Settings;

/// The one centre of a data directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CentreId;

impl std::fmt::Display for CentreId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("centre")
    }
}

impl Key for CentreId {
    fn bytes(&self) -> Vec<u8> {
        vec![0]
    }

    fn serial(&self) -> u64 {
        0
    }
}

/// The centre with what it decides for itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Centre {
    /// How often the settings have changed.
    pub version: Version,
    /// The settings in force.
    pub settings: Settings,
}

/// What happens to a centre.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CentreEvent {
    /// It was founded with these settings.
    Founded(Box<Settings>),
    /// Its settings changed as a whole.
    Changed(Box<Settings>),
}

impl Aggregate for Centre {
    type Id = CentreId;
    type Event = CentreEvent;

    fn begin(_id: CentreId, event: &CentreEvent, _stamp: &Stamp) -> Option<Self> {
        match event {
            CentreEvent::Founded(settings) => Some(Self { version: Version(1), settings: (**settings).clone() }),
            CentreEvent::Changed(_) => None,
        }
    }

    fn apply(&mut self, event: &CentreEvent, _stamp: &Stamp) {
        let (CentreEvent::Founded(settings) | CentreEvent::Changed(settings)) = event;
        self.settings = (**settings).clone();
        self.version = self.version.next();
    }

    fn id(&self) -> CentreId {
        CentreId
    }

    fn version(&self) -> Version {
        self.version
    }

    fn subject(&self) -> Subject {
        Subject::Centre
    }
}

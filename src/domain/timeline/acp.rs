//! Advance care planning (人生会議・ACP): what a statement is about, and how the statements of one person lie beside each
//! other.
//!
//! What it promises: statements are never merged into one wish that holds now. They stay apart by what they are about,
//! the newest first, and whoever heard one says whether it differs from what was said before.

use serde::{Deserialize, Serialize};

use super::{Content, Entry, Speaker};

/// What an ACP statement is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AcpTopic {
    /// 療養の場所
    PlaceOfCare,
    /// 延命のための治療
    LifeProlonging,
    /// 急変時の搬送・入院
    Transfer,
    /// 食事・水分
    FoodAndDrink,
    /// 代わりに決める人
    Decider,
    /// 大切にしたいこと
    Values,
    /// その他: entries from before topics were asked for have this one too.
    #[default]
    Other,
}

impl AcpTopic {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 7] = [
        Self::PlaceOfCare,
        Self::LifeProlonging,
        Self::Transfer,
        Self::FoodAndDrink,
        Self::Decider,
        Self::Values,
        Self::Other,
    ];
}

/// How a statement lies to what was said before about the same, as whoever heard it says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SinceBefore {
    /// 未確認: nobody compared them.
    #[default]
    NotCompared,
    /// 変わらない
    Same,
    /// 変わった
    Changed,
}

impl SinceBefore {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 3] = [Self::NotCompared, Self::Same, Self::Changed];
}

/// All that was said about one topic.
#[derive(Clone, Debug, PartialEq)]
pub struct ByTopic<'a> {
    /// What about.
    pub topic: AcpTopic,
    /// The statements, the newest first; those that were corrected are among them.
    pub statements: Vec<&'a Entry>,
}

impl<'a> ByTopic<'a> {
    /// The newest statement that stands.
    pub fn newest(&self) -> Option<&'a Entry> {
        self.statements.iter().copied().find(|entry| entry.stands())
    }

    /// The newest statement of the person themself, where somebody else has spoken since.
    pub fn newest_own(&self) -> Option<&'a Entry> {
        let own = |entry: &&Entry| entry.stands() && speaker(entry) == Some(Speaker::Person);
        let newest = self.newest()?;
        self.statements.iter().copied().find(own).filter(|own| own.id != newest.id)
    }

    /// The newest statement that stands and differs from what was said before.
    pub fn changed(&self) -> Option<&'a Entry> {
        self.statements.iter().copied().find(|entry| entry.stands() && since_before(entry) == SinceBefore::Changed)
    }
}

/// The statements by topic, in the order of the screen; topics that nothing was said about are left out. Entries that are
/// no ACP statements are passed over, and so are those that went to another patient.
pub fn by_topic(entries: &[Entry]) -> Vec<ByTopic<'_>> {
    let about = |topic: AcpTopic| {
        let mut statements: Vec<&Entry> =
            entries.iter().filter(|entry| entry.moved_to.is_none() && topic_of(entry) == Some(topic)).collect();
        statements.sort_by_key(|entry| std::cmp::Reverse((entry.statement.occurred.minute(), entry.id.entry)));
        ByTopic { topic, statements }
    };
    AcpTopic::ALL.into_iter().map(about).filter(|about| !about.statements.is_empty()).collect()
}

fn topic_of(entry: &Entry) -> Option<AcpTopic> {
    match &entry.statement.content {
        Content::Acp { topic, .. } => Some(*topic),
        _ => None,
    }
}

fn speaker(entry: &Entry) -> Option<Speaker> {
    match &entry.statement.content {
        Content::Acp { speaker, .. } => Some(*speaker),
        _ => None,
    }
}

/// What whoever heard the statement said of its likeness to the one before.
pub fn since_before(entry: &Entry) -> SinceBefore {
    match &entry.statement.content {
        Content::Acp { since, .. } => *since,
        _ => SinceBefore::NotCompared,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::aggregate::Stamp;
    use crate::domain::code::Code;
    use crate::domain::id::{EntryId, PatientId, StaffId, Version};
    use crate::domain::patient::tests::now;
    use crate::domain::timeline::{EntryRef, Occurred, Statement};
    use chrono::Days;
    use proptest::prelude::*;

    fn said(id: u64, days_ago: u64, topic: AcpTopic, speaker: Speaker, since: SinceBefore) -> Entry {
        let content = Content::Acp {
            speaker,
            speaker_name: String::new(),
            topic,
            since,
            hearer: "佐藤".into(),
            words: format!("{id}番目の言葉"),
        };
        Entry {
            id: EntryRef { patient: PatientId(1), entry: EntryId(id) },
            version: Version(1),
            statement: Statement {
                occurred: Occurred::Day(now().date_naive() - Days::new(days_ago)),
                content,
                text: String::new(),
                source: String::new(),
            },
            recorded: Stamp { at: now(), by: StaffId(1) },
            profession: Code::new("public_health_nurse"),
            confirmed: None,
            earlier: Vec::new(),
            corrects: None,
            corrected_by: None,
            moved_to: None,
            moved_from: None,
        }
    }

    fn ids(statements: &[&Entry]) -> Vec<u64> {
        statements.iter().map(|entry| entry.id.entry.0).collect()
    }

    #[test]
    fn the_newest_comes_first_and_a_corrected_one_is_never_the_newest() {
        let place = |id, days| said(id, days, AcpTopic::PlaceOfCare, Speaker::Person, SinceBefore::Changed);
        let mut slip = place(3, 1);
        slip.corrected_by = Some(EntryId(4));
        let entries = [place(1, 90), place(2, 10), slip];
        let topics = by_topic(&entries);
        assert_eq!(topics.len(), 1);
        assert_eq!(ids(&topics[0].statements), [3, 2, 1]);
        assert_eq!(topics[0].newest().map(|entry| entry.id.entry.0), Some(2));
        assert_eq!(topics[0].changed().map(|entry| entry.id.entry.0), Some(2));
    }

    #[test]
    fn what_the_family_said_last_does_not_hide_the_persons_own_words() {
        let entries = [
            said(1, 90, AcpTopic::Transfer, Speaker::Person, SinceBefore::NotCompared),
            said(2, 1, AcpTopic::Transfer, Speaker::Family, SinceBefore::Changed),
        ];
        let topics = by_topic(&entries);
        assert_eq!(topics[0].newest().map(|entry| entry.id.entry.0), Some(2));
        assert_eq!(topics[0].newest_own().map(|entry| entry.id.entry.0), Some(1));
    }

    #[test]
    fn entries_from_before_topics_are_read() {
        let old = r#"{"acp":{"speaker":"person","hearer":"佐藤","words":"家にいたい"}}"#;
        let Content::Acp { topic, since, .. } = serde_json::from_str(old).unwrap() else { panic!("another kind") };
        assert_eq!((topic, since), (AcpTopic::Other, SinceBefore::NotCompared));
    }

    proptest! {
        #[test]
        fn nothing_that_was_said_is_left_out_or_shown_twice(
            spoken in prop::collection::vec((0..7_usize, 0..400_u64, 0..3_usize, any::<bool>()), 0..30),
        ) {
            let entries: Vec<Entry> = (1..).zip(&spoken).map(|(id, (topic, days, since, moved))| {
                let mut entry = said(id, *days, AcpTopic::ALL[*topic], Speaker::Person, SinceBefore::ALL[*since]);
                entry.moved_to = moved.then(|| crate::domain::timeline::Moved {
                    entry: entry.id, reason: "別人".into(), stamp: entry.recorded,
                });
                entry
            }).collect();
            let topics = by_topic(&entries);
            let mut shown: Vec<u64> = topics.iter().flat_map(|about| ids(&about.statements)).collect();
            shown.sort_unstable();
            let stay: Vec<u64> =
                entries.iter().filter(|entry| entry.moved_to.is_none()).map(|entry| entry.id.entry.0).collect();
            prop_assert_eq!(shown, stay);
            for about in &topics {
                prop_assert!(about.statements.is_sorted_by_key(|entry| std::cmp::Reverse(entry.statement.occurred.minute())));
            }
        }
    }
}

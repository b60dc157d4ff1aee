//! Sentences of `renkei team`.

use super::Text;

/// What the command is for.
pub const ABOUT: Text = Text::new(
    "在宅医療チームの氏名と電話を1枚に出す（印刷として記録される）",
    "Names and numbers of a care team on one page; recorded as printed",
);

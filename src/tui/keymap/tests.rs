//! The built-in keymaps are whole, and what is wrong with a user's is said with its place.

use super::{BASES, Fault, Keymap, KeymapProblem, keys_table, load};
use crate::tui::key::parse_sequence;
use crate::tui::panes::catalogue;
use crate::words::Lang;
use proptest::prelude::*;

fn user(text: &str) -> Result<Keymap, KeymapProblem> {
    load(&catalogue(), "standard", Some(("mine.toml", text)))
}

fn fault(text: &str) -> (usize, usize, Fault) {
    let problem = user(text).unwrap_err();
    assert_eq!(problem.file, "mine.toml");
    (problem.line, problem.column, problem.fault)
}

#[test]
fn every_built_in_keymap_reaches_every_action() {
    for (name, _) in BASES {
        let loaded = load(&catalogue(), name, None);
        assert!(loaded.is_ok(), "{name}: {:?}", loaded.err());
    }
}

#[test]
fn a_users_file_lies_over_the_base_that_it_names() {
    let keymap = user("base = \"vim\"\n[global]\nsearch = [\"C-f\", \"/\"]\n[list]\npage-down = \"PgDn\"\n").unwrap();
    assert_eq!(keymap.shortest("global.search").as_deref(), Some("C-f"));
    assert_eq!(keymap.shortest("global.quit").as_deref(), Some("ZZ"));
    assert_eq!(keymap.shortest("list.down").as_deref(), Some("Down"));
}

#[test]
fn what_is_wrong_is_said_with_line_and_column() {
    let clash = Fault::Clash { keys: "/".into(), action: "global.help", taken_by: "global.search" };
    assert_eq!(fault("[global]\n# あ\nhelp = [\"F1\", \"/\"]\n"), (3, 15, clash));
    assert_eq!(fault("[global]\nhalp = \"F1\"\n"), (2, 1, Fault::UnknownAction("global.halp".into())));
    assert_eq!(fault("[globe]\nhelp = \"F1\"\n"), (2, 1, Fault::UnknownAction("globe.help".into())));
    assert_eq!(fault("base = \"ed\"\n"), (1, 8, Fault::UnknownBase("ed".into())));
    assert_eq!(fault("[global]\nhelp = \"C-あ\"\n"), (2, 8, Fault::NotAKey("C-あ".into())));
    assert_eq!(fault("[global]\nhelp = []\n"), (2, 1, Fault::Unreachable { action: "global.help" }));
    assert_eq!(fault("[form]\nsave = \"s\"\n"), (2, 8, Fault::Unreachable { action: "form.save" }));
    let grave = Fault::Grave { keys: "Q".into(), action: "global.quit" };
    assert_eq!(fault("[global]\nquit = \"Q\"\n"), (2, 8, grave));
    assert!(matches!(fault("[global\nhelp = 1"), (1, _, Fault::Syntax(_))));
    assert!(matches!(fault("[global]\nhelp = 1"), (2, 8, Fault::Syntax(_))));
}

#[test]
fn a_prefix_in_the_way_is_a_clash() {
    let clash = Fault::Clash { keys: "g".into(), action: "list.last", taken_by: "list.first" };
    assert_eq!(fault("[list]\nlast = \"g\"\n").2, clash);
}

#[test]
fn the_key_table_names_every_action_once() {
    let catalogue = catalogue();
    let table = keys_table(Lang::Ja, &catalogue, &load(&catalogue, "standard", None).unwrap());
    for spec in catalogue.specs() {
        assert_eq!(table.matches(&format!("| {} |", spec.name)).count(), 1, "{}", spec.name);
    }
    assert!(table.contains("| `C-s` `F2` | 保存する | form.save |"));
}

#[test]
fn the_table_in_the_readme_is_the_one_that_is_printed() {
    let catalogue = catalogue();
    let table = keys_table(Lang::En, &catalogue, &load(&catalogue, "standard", None).unwrap());
    let readme = include_str!("../../../README.md");
    let shown = readme.split("## Keys").nth(1).unwrap();
    let shown: Vec<&str> = shown.lines().skip_while(|line| !line.starts_with('|')).collect();
    let shown: Vec<&str> = shown.into_iter().take_while(|line| line.starts_with('|')).collect();
    assert_eq!(shown, table.trim_end().lines().collect::<Vec<_>>(), "write what `renkei --lang en keys` prints");
}

#[test]
fn every_action_says_itself_in_both_languages_and_no_name_comes_twice() {
    let catalogue = catalogue();
    let mut names: Vec<&str> = catalogue.specs().map(|spec| spec.name).collect();
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
    for spec in catalogue.specs() {
        let words = spec.words;
        let said = [words.short.ja, words.short.en, words.long.ja, words.long.en, words.reading];
        assert!(said.iter().all(|text| !text.is_empty()), "{}", spec.name);
    }
}

proptest! {
    #[test]
    fn whatever_a_user_writes_is_merged_or_refused(text in "\\PC{0,80}") {
        drop(user(&text));
    }

    #[test]
    fn a_merged_binding_does_what_it_says(
        verb in prop::sample::select(vec!["search", "help", "refresh", "lock"]),
        keys in "(F[6-9]|C-[egr]|A-[a-z]|z [a-y]){1}",
    ) {
        let text = format!("[global]\n{verb} = \"{keys}\"\n");
        let sequence = parse_sequence(&keys).unwrap();
        match user(&text) {
            Ok(keymap) => {
                let name = format!("global.{verb}");
                prop_assert_eq!(keymap.keys_of(&name), [sequence]);
            }
            Err(problem) => {
                let expected = matches!(problem.fault, Fault::Clash { .. } | Fault::Unreachable { .. });
                prop_assert!(expected, "{:?}", problem);
            }
        }
    }
}

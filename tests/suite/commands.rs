//! The command line: exit codes, JSON answers, what happens to a centre that is damaged or not there.

use std::fs;

use serde_json::json;

use crate::support::{Centre, program, said};

#[test]
fn a_new_centre_answers_its_founder_and_nobody_can_found_it_twice() {
    let centre = Centre::found();
    let answers = centre.call(&[json!({"centre": "welcome"}), json!({"id": 7, "request": {"journal": "head"}})]);
    let me = &answers[0]["answer"]["centre"]["welcome"]["staff"];
    assert_eq!(me["name"]["written"], "佐藤 恵");
    assert_eq!(me["roles"], json!(["manager", "coordinator", "administrator"]));
    assert_eq!((&answers[1]["id"], &answers[1]["answer"]["journal"]["head"]["sequence"]), (&json!(7), &json!(1)));
    let again = centre.run(&["init"]);
    assert_eq!(again.status.code(), Some(1), "{}", said(&again));
    assert_eq!(centre.call(&[json!({"journal": "head"})])[0]["answer"], answers[1]["answer"]);
}

#[test]
fn wrong_usage_is_2_and_a_refusal_is_1_in_the_language_asked_for() {
    let centre = Centre::found();
    assert_eq!(centre.run(&["nonsense"]).status.code(), Some(2));
    assert_eq!(centre.run(&["journal"]).status.code(), Some(2));
    assert_eq!(centre.run(&["--help"]).status.code(), Some(0));
    let nowhere =
        program().args(["--data", "/nonexistent/centre", "journal", "head", "--lang", "en"]).output().unwrap();
    assert_eq!(nowhere.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&nowhere.stderr).contains("There is no centre in /nonexistent/centre"));
    let nowhere = program().args(["--data", "/nonexistent/centre", "journal", "head"]).output().unwrap();
    assert!(String::from_utf8_lossy(&nowhere.stderr).contains("センターのデータがありません"));
}

#[test]
fn a_line_that_is_no_request_is_answered_and_the_next_one_too() {
    let centre = Centre::found();
    let answers = centre.call(&[json!({"no": "such"}), json!([1, 2]), json!({"centre": "staff"})]);
    assert!(answers[0]["problem"]["bad_request"].is_object() && answers[0]["text"].is_string());
    assert!(answers[1]["problem"].is_object());
    assert_eq!(answers[2]["answer"]["centre"]["staff"][0]["id"], "u1");
}

#[test]
fn a_backup_of_an_open_centre_is_restored_to_the_same_head() {
    let centre = Centre::found();
    let server = centre.serve();
    let into = centre.beside("copy");
    centre.done(&["backup", into.to_str().unwrap()]);
    let again = centre.run(&["backup", into.to_str().unwrap()]);
    assert_eq!(again.status.code(), Some(1), "{}", said(&again));
    let head = centre.done(&["journal", "head"]);
    server.stop();
    let elsewhere = centre.beside("elsewhere");
    let other = |words: &[&str]| {
        let out = program().arg("--data").arg(&elsewhere).args(words).output().unwrap();
        assert!(out.status.success(), "{}", said(&out));
        String::from_utf8(out.stdout).unwrap()
    };
    other(&["restore", into.to_str().unwrap()]);
    assert_eq!(other(&["journal", "head"]), head);
    other(&["records", "verify"]);
    let rubbish = centre.beside("rubbish");
    fs::create_dir(&rubbish).unwrap();
    fs::write(rubbish.join("keyring"), "not a keyring").unwrap();
    let out = program().arg("--data").arg(centre.beside("third")).arg("restore").arg(&rubbish).output().unwrap();
    assert_eq!(out.status.code(), Some(1), "{}", said(&out));
    assert!(!centre.beside("third").exists());
}

#[test]
fn a_flipped_bit_in_the_journal_stops_the_server_with_the_place() {
    let centre = Centre::found();
    centre.call(&[json!({"change": {"centre": {"join": {
        "name": {"written": "田中 弘"}, "profession": "nurse", "roles": ["coordinator"], "full_time_equivalent": 50}}}})]);
    let segment = centre.data().join("journal/00000001.seg");
    let mut bytes = fs::read(&segment).unwrap();
    bytes[300] ^= 1;
    fs::write(&segment, &bytes).unwrap();
    for words in [&["journal", "verify"][..], &["serve"], &["call"], &["records", "rebuild"]] {
        let out = centre.run(words);
        assert_eq!(out.status.code(), Some(1), "{words:?}: {}", said(&out));
        assert!(String::from_utf8_lossy(&out.stderr).contains("記録簿が壊れています"), "{}", said(&out));
    }
}

#[test]
fn records_that_are_lost_or_rubbish_are_made_anew() {
    let centre = Centre::found();
    let before = centre.call(&[json!({"centre": "staff"})]);
    fs::remove_dir_all(centre.data().join("records")).unwrap();
    assert_eq!(centre.call(&[json!({"centre": "staff"})]), before);
    for file in walk(&centre.data().join("records")) {
        fs::write(file, b"rubbish").unwrap();
    }
    assert_eq!(centre.call(&[json!({"centre": "staff"})]), before);
    centre.done(&["records", "verify"]);
}

fn walk(dir: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(walk(&path)) } else { files.push(path) }
    }
    files
}

#[test]
fn nothing_in_the_data_directory_is_plain_text() {
    let centre = Centre::found();
    centre.call(&[json!({"draft": {"keep": {"form": "queue.receive", "fields": {"text": "秘密の相談"}}}})]);
    let needles = ["秘密の相談", "佐藤 恵", "汐見市"];
    for file in walk(&centre.data()) {
        let bytes = fs::read(&file).unwrap();
        for needle in needles {
            let found = bytes.windows(needle.len()).any(|window| window == needle.as_bytes());
            assert!(!found, "{needle} in {}", file.display());
        }
    }
}

#[test]
fn parallel_commands_without_a_server_take_turns() {
    let centre = Centre::found();
    std::thread::scope(|scope| {
        for number in 0..6 {
            let centre = &centre;
            scope.spawn(move || {
                let answers = centre.call(&[json!({"change": {"centre": {"join": {
                    "name": {"written": format!("職員{number}")}, "profession": "nurse", "roles": [],
                    "full_time_equivalent": 10}}}})]);
                assert!(answers[0]["answer"]["done"].is_object(), "{answers:?}");
            });
        }
    });
    let staff = centre.call(&[json!({"centre": "staff"})]);
    assert_eq!(staff[0]["answer"]["centre"]["staff"].as_array().unwrap().len(), 7);
    assert!(!centre.data().join("socket").exists());
}

#[test]
fn a_repeated_command_returns_the_first_answer_even_after_a_rebuild() {
    let centre = Centre::found();
    let ask = json!({"id": 1, "command": "once", "request": {"change": {"centre": {"join": {
        "name": {"written": "職員"}, "profession": "nurse", "roles": [], "full_time_equivalent": 10}}}}});
    let first = centre.call(&[ask.clone(), ask.clone()]);
    assert_eq!(first[0], first[1]);
    centre.done(&["records", "rebuild"]);
    assert_eq!(centre.call(&[ask])[0], first[0]);
}

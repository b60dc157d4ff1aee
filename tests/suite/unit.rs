//! The printed unit of systemd, as systemd reads it.

use std::fs;
use std::process::Command;

use crate::support::{Centre, left_out, said};

#[test]
fn the_unit_is_one_that_systemd_takes() {
    let centre = Centre::found();
    assert!(!centre.done(&["systemd-unit"]).contains("/copies"));
    let copies = centre.beside("copies of it");
    let unit = centre.done(&["systemd-unit", "--user", "root", "--backups", copies.to_str().unwrap()]);
    assert!(unit.contains(&format!("\" \"-{}\"\n", copies.display())), "{unit}");
    assert!(unit.contains("\nUser=root\n") && unit.contains("\nUMask=0077\n") && unit.contains(" serve --data "));
    let refused = centre.run(&["systemd-unit", "--user", "root\nExecStartPre=reboot"]);
    assert_eq!(refused.status.code(), Some(2), "{}", said(&refused));
    let file = centre.beside("renkei.service");
    fs::write(&file, unit).unwrap();
    match Command::new("systemd-analyze").arg("verify").arg("--man=no").arg(&file).output() {
        Ok(out) => assert!(out.status.success() && out.stderr.is_empty(), "{}", said(&out)),
        Err(_) => left_out("the unit was not checked, systemd-analyze is not installed"),
    }
}

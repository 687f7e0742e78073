//! The examples on the rules' pages, laid over a sound record: the bad ones break their rule alone, the good ones none.

use std::collections::BTreeSet;

use irr::rules::settings::{check_settings, is_about_settings};
use irr::rules::{self, Example, ExamplePurpose, Policy, RuleDocs};
use irr::yaml::MODELINE;

use crate::{ON, Read, codes};

/// The record that an example stands in: whatever field it does not write is as here.
const BASE: &str = "schema_version: 2
stage: draft
force: Kent
local_policing_body:
  kind: pcc
inspection:
  title: A made-up inspection
  published: 2025-05-16
recommendations:
  - ref: \"1\"
    text: |
      Chief constables should keep a list.
    target: 2025-12-01
";

/// A text's top-level fields, each with the lines that belong to it; what stands before the first has no name.
fn fields(text: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        let key = line.split_once(':').map(|(key, _)| key).filter(|key| key.chars().all(|c| c.is_ascii_lowercase() || c == '_'));
        match (key, fields.last_mut()) {
            (Some(key), _) => fields.push((key.to_owned(), line.to_owned())),
            (None, Some((_, lines))) => lines.push_str(line),
            (None, None) => fields.push((String::new(), line.to_owned())),
        }
    }
    fields
}

/// The example laid over the base: a field of its own takes the base's place, a new one comes behind.
fn laid_over_base(example: &str) -> String {
    let example = example.trim_end().to_owned() + "\n";
    let own = fields(&example);
    let names: BTreeSet<&str> = own.iter().map(|(key, _)| key.as_str()).collect();
    let base = fields(BASE);
    let of_name = |name: &str| own.iter().filter(|(key, _)| key == name).map(|(_, lines)| lines.as_str()).collect::<String>();
    let mut text = format!("{MODELINE}\n");
    text += &of_name("");
    for (key, lines) in &base {
        text += &if names.contains(key.as_str()) { of_name(key) } else { lines.clone() };
    }
    let is_new = |key: &str| !key.is_empty() && base.iter().all(|(other, _)| other != key);
    text + &own.iter().filter(|(key, _)| is_new(key)).map(|(_, lines)| lines.as_str()).collect::<String>()
}

fn read(rule: &rules::Rule, example: &Example, before: Option<&Example>) -> Read {
    let before = before.map(|before| laid_over_base(before.yaml));
    let mut read = Read::new(&laid_over_base(example.yaml), "kent/2025-05-16-subject").against(before.as_deref());
    if rule.code != "path-disagrees-with-content" {
        read = read.named_after_its_day();
    }
    if rule.code == "unusual-file-name" && example.shows == ExamplePurpose::Bad {
        read.id = "kent/2025-05-16-custody;draft".parse().unwrap();
    }
    if rule.code == "names-differ-in-case" && example.shows == ExamplePurpose::Bad {
        read.id = "kent/2025-05-16-Other".parse().unwrap();
    }
    read.gone = example.shows == ExamplePurpose::Bad && rule.code == "record-deleted";
    read
}

#[test]
fn each_example_does_as_it_says() {
    let mut wrong = Vec::new();
    for rule in rules::all() {
        let page = RuleDocs::of(rule);
        let before = page.examples.iter().find(|example| example.shows == ExamplePurpose::Before);
        for (at, example) in page.examples.iter().enumerate().filter(|(_, example)| example.shows != ExamplePurpose::Before) {
            let on = example.on.unwrap_or_else(|| ON.parse().unwrap());
            let found = if is_about_settings(rule) {
                check_settings(Some(example.yaml), before.map(|before| before.yaml), &Policy::default())
            } else {
                read(rule, example, before).diagnostics(rule, on)
            };
            let expected = if example.shows == ExamplePurpose::Bad { BTreeSet::from([rule.code]) } else { BTreeSet::new() };
            if codes(&found) != expected {
                let told: Vec<String> = found.iter().map(|it| format!("{} {}", it.rule.code, it.message)).collect();
                wrong.push(format!("{} example {at} {:?}: {told:?}", rule.code, example.shows));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_record_that_examples_stand_in_is_sound() {
    let base = Example { shows: ExamplePurpose::Good, on: None, yaml: "stage: draft\n" };
    for rule in rules::all() {
        assert!(read(rule, &base, None).diagnostics(rule, ON.parse().unwrap()).is_empty(), "{}", rule.code);
    }
}

//! Writes documents into a folder, to read them and to measure with them by hand:
//! `GENERATED=target/generated cargo test --test intake writes_documents -- --ignored`.

use std::fmt::Write as _;

use super::{Generated, Kind, Layout, Vocabulary, document};

/// The facts in the form that the cases of tests/fixtures/intake have.
fn yaml(name: &str, made: &Generated) -> String {
    let quoted = |words: &str| format!("\"{}\"", words.replace('\\', "\\\\").replace('"', "\\\""));
    let is_plan = made.layout.about().starts_with("plan");
    let mut yaml = format!("# Made by tests/intake/generator: {}.\ndocument: {name}\n", made.layout.about());
    let _ = writeln!(yaml, "layout: {}\nkind: {}", quoted(made.layout.about()), if is_plan { "action-plan" } else { "response" });
    yaml.push_str("facts:\n");
    for (key, value) in &made.facts {
        let _ = writeln!(yaml, "  {key}: {}", quoted(value));
    }
    yaml.push_str("sentences:\n");
    for said in &made.statements {
        let kind = match said.kind {
            Kind::Asks => "asks",
            Kind::Answer => "answer",
            Kind::About => "about",
        };
        let finding = said.finding.as_deref().unwrap_or("the report");
        let _ = writeln!(yaml, "  # {kind}, {:?}, {finding}\n  - {}", said.speaker, quoted(&said.words));
    }
    yaml
}

#[test]
#[ignore = "writes files for people; set GENERATED to a folder"]
fn writes_documents() {
    let Some(folder) = std::env::var_os("GENERATED") else { return };
    let folder = std::path::PathBuf::from(folder);
    for vocabulary in [Vocabulary::Training, Vocabulary::Measuring] {
        let folder = folder.join(format!("{vocabulary:?}").to_lowercase());
        std::fs::create_dir_all(&folder).unwrap();
        for (at, layout) in Layout::ALL.iter().enumerate() {
            for seed in 1..=3 {
                let made = document(seed, vocabulary, *layout);
                let ending = match made.format {
                    "html" => "html",
                    "markdown" => "md",
                    _ => "txt",
                };
                let stem = format!("{:02}-{layout:?}-{seed}", at + 1);
                let name = format!("{stem}.{ending}");
                std::fs::write(folder.join(&name), &made.text).unwrap();
                std::fs::write(folder.join(format!("{stem}.facts.yaml")), yaml(&name, &made)).unwrap();
            }
        }
    }
}

//! The inspection: whose it is, its kind, its graded judgments.

use super::Facts;
use crate::intake::SourcePlace;
use crate::intake::assemble::leftovers::unplace;
use crate::intake::label::{Fact, Role};
use crate::intake::note::{Note, Notes};
use crate::intake::phrases::clues::ticked;
use crate::intake::phrases::grades::grades_in;
use crate::intake::phrases::normalized_text::normal;
use crate::model::{Grade, GradeLevel, InspectionKind, Inspectorate, Record};

impl Facts<'_> {
    pub(super) fn inspectorates(&self, notes: &mut Notes) -> Vec<Inspectorate> {
        if let Some((at, text)) = self.value_in_a_line(Fact::Inspectorate) {
            let named = inspectorates_in(&text);
            if !named.is_empty() {
                let others = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.starts_with(char::is_lowercase));
                // "HMICFRS A motto from the logo"
                if others.filter(|word| !matches!(*word, "and" | "of" | "the" | "for" | "with")).count() > 1 {
                    notes.add(&Note::LeftOut("words beside the inspectorate's name"), at, Some(&text));
                }
                return named;
            }
            return text.split([',', '&', '/']).map(str::trim).filter(|name| !name.is_empty()).map(Inspectorate::from).collect();
        }
        let mut named: Vec<(SourcePlace, Inspectorate)> = Vec::new();
        for (at, text) in self.texts() {
            for name in inspectorates_in(text) {
                if !named.iter().any(|(_, known)| *known == name) {
                    named.push((at, name));
                }
            }
        }
        // One inspectorate by its old and its new name is one.
        if named.iter().any(|(_, name)| name.as_str() == "HMICFRS") {
            named.retain(|(_, name)| name.as_str() != "HMIC");
        }
        let Some((at, _)) = named.first() else { return Vec::new() };
        // Of several some may only be mentioned.
        if named.len() > 1 {
            let names: Vec<&str> = named.iter().map(|(_, name)| name.as_str()).collect();
            notes.add(&Note::Inspectorates(names.join(" and ")), *at, None);
        }
        named.into_iter().map(|(_, name)| name).collect()
    }

    pub(super) fn kind(&self, record: &mut Record, notes: &mut Notes) {
        if let Some((at, text)) = self.value_in_a_line(Fact::Kind) {
            let chosen = ticked(&text).to_lowercase();
            let has = |words: &[&str]| words.iter().any(|word| chosen.contains(word));
            record.inspection.kind = if has(&["thematic"]) {
                Some(InspectionKind::Thematic)
            } else if has(&["joint", "partner"]) {
                Some(InspectionKind::Joint)
            } else if has(&["follow", "revisit"]) {
                Some(InspectionKind::FollowUp)
            } else if has(&["national"]) {
                Some(InspectionKind::National)
            } else if has(&["specific", "force", "constabulary", "peel"]) {
                Some(InspectionKind::Force)
            } else {
                unplace(record, &text, "this is no kind of inspection that irr knows", at, notes);
                None
            };
            return;
        }
        let title = record.inspection.title.to_lowercase();
        let many = record.inspection.inspectorates.len() > 1;
        let find = |word: &str| {
            self.texts().find(|(_, text)| format!(" {} ", normal(text)).contains(&format!(" {word} "))).map(|(at, _)| at)
        };
        let kinds = [
            (InspectionKind::FollowUp, "revisit", title.contains("revisit") || find("revisit letter").is_some()),
            (InspectionKind::Joint, "joint", many && (find("joint").is_some() || find("jointly").is_some())),
            (
                InspectionKind::Thematic,
                "thematic",
                ["thematic report", "thematic inspection", "national thematic"].iter().any(|words| find(words).is_some())
                    || title.contains("thematic"),
            ),
            (
                InspectionKind::National,
                "national",
                ["this is a national report", "this is a national inspection"].iter().any(|words| find(words).is_some()),
            ),
        ];
        if let Some((kind, word, _)) = kinds.into_iter().find(|(.., is)| *is) {
            record.inspection.kind = Some(kind);
            notes.add(&Note::InspectionKind(kind, word), find(word).unwrap_or(SourcePlace::START), None);
        }
    }

    pub(super) fn grades(&self, record: &mut Record, notes: &mut Notes) {
        let mut area: Option<String> = None;
        let mut seen_label = false;
        for one in self.labelled {
            match one.role {
                Role::Fact(Fact::GradeArea) => area = Some(one.piece.plain.clone()),
                Role::Fact(Fact::Grade) => {
                    seen_label = true;
                    let lines: Vec<&str> = one.piece.plain.split([';', '\n']).collect();
                    for line in lines {
                        let (of, level) =
                            line.rsplit_once([':', '–']).map_or((None, line), |(of, level)| (Some(of.trim().to_owned()), level));
                        match level.trim().trim_end_matches('.').parse::<GradeLevel>() {
                            Ok(grade) => record.inspection.grades.push(Grade { area: of.or(area.take()), grade }),
                            Err(_) => {
                                unplace(record, line.trim(), "this is no graded judgment that irr knows", one.piece.at, notes)
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        if seen_label {
            return;
        }
        for (at, text) in self.texts() {
            for grade in grades_in(text) {
                if record.inspection.grades.iter().all(|known| known.area != grade.area) {
                    notes.add(&Note::Grade(grade.clone()), at, Some(text));
                    record.inspection.grades.push(grade);
                }
            }
        }
    }
}

/// Returns the inspectorates that a text names, in order.
fn inspectorates_in(text: &str) -> Vec<Inspectorate> {
    const KNOWN: [(&str, &str); 15] = [
        ("HMICFRS", "HMICFRS"),
        ("HMIC", "HMIC"),
        ("Inspectorate of Constabulary and Fire", "HMICFRS"),
        ("Chief Inspector of Constabulary", "HMICFRS"),
        ("HMI Prisons", "HMI Prisons"),
        ("HMIP", "HMI Prisons"),
        ("Inspectorate of Prisons", "HMI Prisons"),
        ("HMI Probation", "HMI Probation"),
        ("Inspectorate of Probation", "HMI Probation"),
        ("HMCPSI", "HMCPSI"),
        ("Crown Prosecution Service Inspectorate", "HMCPSI"),
        ("Care Quality Commission", "Care Quality Commission"),
        ("CQC", "CQC"),
        ("Ofsted", "Ofsted"),
        ("HMICS", "HMICS"),
    ];
    let mut found: Vec<(usize, &str)> = KNOWN
        .iter()
        .filter_map(|(words, name)| {
            let whole = |at: &usize| !text[at + words.len()..].starts_with(|c: char| c.is_alphanumeric());
            Some((text.match_indices(words).map(|(at, _)| at).find(whole)?, *name))
        })
        .collect();
    found.sort();
    let mut names: Vec<&str> = Vec::new();
    for (_, name) in found {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    // "the Care Quality Commission (CQC)" is one.
    if names.contains(&"CQC") {
        names.retain(|name| *name != "Care Quality Commission");
    }
    names.into_iter().map(Inspectorate::from).collect()
}

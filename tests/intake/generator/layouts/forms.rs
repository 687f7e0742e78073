//! Forms: every value has a label, and each office has labels of its own.

use super::super::draft::Draft;
use super::super::page::{Block, Cell};
use super::super::{Kind, marks};
use super::parts::{CHIEF, HOLDER};

/// Label and value; an empty value only where the form has an empty line.
type Rows = Vec<(String, Vec<String>)>;

pub(crate) fn table(draft: &mut Draft) {
    let mut rows = details(draft);
    rows.extend(general(draft));
    let lines = lines(draft);
    let has_own_tables = draft.dice.chance(50);
    let mut tables = vec![rows];
    for at in 0..draft.record.findings.len() {
        let rows = of_finding(draft, at, &lines);
        if has_own_tables {
            tables.push(rows);
        } else {
            tables[0].extend(rows);
        }
    }
    let rows = closing(draft);
    if has_own_tables {
        tables.push(rows)
    } else {
        tables[0].extend(rows)
    }
    draft.head(1, "head_page");
    let is_bold = draft.dice.chance(60);
    let colon = if draft.colon { ":" } else { "" };
    for rows in tables.into_iter().filter(|rows| !rows.is_empty()) {
        let cell = |label: &str| Cell::new(if is_bold { marks::bold(label) } else { label.to_owned() });
        let rows =
            rows.iter().map(|(label, paras)| vec![cell(&format!("{label}{colon}")), Cell::new(paras.join("\n"))]).collect();
        draft.blocks.push(Block::Table(Vec::new(), rows));
    }
}

pub(crate) fn bold(draft: &mut Draft) {
    draft.head(1, "head_page");
    let mut rows = details(draft);
    rows.extend(general(draft));
    let lines = lines(draft);
    for at in 0..draft.record.findings.len() {
        rows.extend(of_finding(draft, at, &lines));
    }
    rows.extend(closing(draft));
    let (colon, outside, long_below) = (draft.colon, draft.dice.chance(40), draft.dice.chance(60));
    for (label, paras) in rows {
        let label = match (colon, outside) {
            (true, true) => format!("{}:", marks::bold(&label)),
            (true, false) => marks::bold(&format!("{label}:")),
            (false, _) => marks::bold(&label),
        };
        let is_short = paras.len() == 1 && paras[0].chars().count() < 90;
        match paras.split_first() {
            Some((first, rest)) if is_short || !long_below => {
                draft.para(format!("{label} {first}"));
                rest.iter().for_each(|para| draft.para(para.clone()));
            }
            _ => {
                draft.para(label);
                paras.into_iter().for_each(|para| draft.para(para));
            }
        }
    }
}

fn row(draft: &mut Draft, place: &str, template: &str) -> (String, Vec<String>) {
    let value = draft.filled(&draft.scene(HOLDER, 0), template);
    (draft.label_for(place), vec![value])
}

fn details(draft: &mut Draft) -> Rows {
    let mut rows = vec![row(draft, "label_title", "{title}"), row(draft, "label_force", "{force}")];
    if draft.dice.chance(50) {
        rows.push(row(draft, "label_inspectorate", "HMICFRS"));
    }
    if draft.dice.chance(70) {
        rows.push(row(draft, "label_published", "{published}"));
    }
    if draft.dice.chance(70) {
        rows.push(row(draft, "label_responded", "{responded}"));
    }
    if draft.dice.chance(40) {
        rows.push(row(draft, "label_body", "{body}"));
    }
    if draft.dice.chance(50) {
        rows.push(row(draft, "label_holder", "{holder}"));
    }
    if draft.dice.chance(50) {
        rows.push(row(draft, "label_chief_name", "{chief_name}"));
    }
    rows
}

fn general(draft: &mut Draft) -> Rows {
    let mut rows = Vec::new();
    if draft.dice.chance(60) {
        let mut places = ["summary"].repeat(1 + draft.dice.below(3));
        places.extend(draft.dice.chance(60).then_some("count"));
        let words = draft.sentences(HOLDER, Kind::About, "inspection.summary", &places);
        rows.push((draft.label_for("head_summary"), draft.parted(&words)));
    }
    if draft.dice.chance(50) {
        let places = ["welcome"].repeat(1 + draft.dice.below(3));
        let words = draft.sentences(HOLDER, Kind::Answer, "commissioner_initial_response", &places);
        rows.push((draft.label_for("head_initial"), draft.parted(&words)));
    }
    if draft.dice.chance(30) {
        let places = ["overview"].repeat(1 + draft.dice.below(3));
        let words = draft.sentences(CHIEF, Kind::Answer, "chief_officer_response.overview", &places);
        rows.push((draft.label_for("head_overview"), draft.parted(&words)));
    }
    rows
}

/// The lines that this form has for each finding.
fn lines(draft: &mut Draft) -> Vec<&'static str> {
    let mut lines = vec!["label_due", "label_owner", "label_target", "label_status", "label_commissioner"];
    lines.retain(|_| draft.dice.chance(60));
    lines
}

fn of_finding(draft: &mut Draft, at: usize, lines: &[&str]) -> Rows {
    let label = draft.label(at).unwrap_or_default();
    let mut rows = vec![(label, vec![draft.finding(at)])];
    if lines.contains(&"label_due") {
        let due = draft.due(at);
        if !due.is_empty() {
            rows.push((draft.label_for("label_due"), vec![due]));
        }
    }
    let words = draft.chief_answer(at);
    rows.push((draft.label_for("label_chief"), draft.parted(&words)));
    if lines.contains(&"label_owner") {
        rows.push((draft.label_for("label_owner"), vec![draft.owner(at)]));
    }
    if lines.contains(&"label_target") {
        rows.push((draft.label_for("label_target"), vec![draft.target(at)]));
    }
    if lines.contains(&"label_status") {
        rows.push((draft.label_for("label_status"), vec![draft.status(at)]));
    }
    if lines.contains(&"label_commissioner") {
        let words = draft.holder_answer(at);
        rows.push((draft.label_for("label_commissioner"), draft.parted(&words)));
    }
    rows
}

fn closing(draft: &mut Draft) -> Rows {
    if draft.dice.chance(50) {
        return Vec::new();
    }
    let words = draft.overall_words("commissioner_overall_comments");
    vec![(draft.label_for("head_overall"), draft.parted(&words))]
}

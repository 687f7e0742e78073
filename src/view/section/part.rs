//! A section as data, before it has a format.

use crate::model::SummarySection;
use crate::query::Column;
use crate::view::export::v1;
use crate::view::listing::{cell, item, table_column};
use crate::view::response::{response, response_item};
use crate::view::section::period_records::{Followed, PeriodRecords, ResponseAtEnd};
use crate::view::tally::Tally;
use crate::view::{Block, Cell, Fit, Role, Shape, Table, TableColumn};

/// One section.
pub(in crate::view) struct PaperSection<'s> {
    pub(in crate::view) name: SummarySection,
    pub(in crate::view) title: &'static str,
    pub(in crate::view) parts: Vec<PaperPart<'s>>,
}

/// A part of a section.
pub(in crate::view) enum PaperPart<'s> {
    /// A sentence.
    Words(String, Role),
    /// A table of counts.
    Tally(Tally),
    /// A table of counts with a chart of some of its columns: shape, title and column keys.
    Drawn(Shape, &'static str, &'static [&'static str], Tally),
    /// A list of findings.
    Findings(Findings<'s>),
    /// A list of responses.
    Responses(Vec<&'s ResponseAtEnd<'s>>),
    /// A list of graded judgments, as a table and for the JSON.
    Grades(Table, Vec<v1::SummaryGrade>),
    /// A table of the filters behind the figures.
    Filters(Table),
    /// A table of changes, and their sentences for the JSON.
    Changes(Table, Vec<String>),
}

/// A column that `irr list` does not have, with the function for its text.
pub(in crate::view) type Extra = (TableColumn, fn(&Followed<'_>) -> String);

/// A list of findings with its columns.
pub(in crate::view) struct Findings<'s> {
    /// The columns that `irr list` has too.
    pub(in crate::view) columns: &'static [Column],
    /// The other columns.
    pub(in crate::view) extra: &'static [Extra],
    /// The findings.
    pub(in crate::view) findings: Vec<&'s Followed<'s>>,
}

impl PaperSection<'_> {
    /// Returns the section for people.
    pub(in crate::view) fn blocks(&self, scene: &PeriodRecords<'_>) -> Vec<Block> {
        let heading = Block::Heading(2, self.title.to_owned());
        [heading].into_iter().chain(self.parts.iter().map(|part| part.block(scene))).collect()
    }

    /// Returns the section for the JSON.
    pub(in crate::view) fn export(&self, scene: &PeriodRecords<'_>) -> v1::SummaryPart {
        let mut section = v1::SummaryPart {
            name: self.name,
            title: self.title,
            notes: Vec::new(),
            tallies: Vec::new(),
            findings: Vec::new(),
            responses: Vec::new(),
            grades: Vec::new(),
        };
        for part in &self.parts {
            match part {
                PaperPart::Words(words, _) => section.notes.push(words.clone()),
                PaperPart::Tally(tally) | PaperPart::Drawn(.., tally) => section.tallies.push(tally.export()),
                PaperPart::Findings(findings) => {
                    section.findings.extend(findings.findings.iter().map(|finding| told(finding, scene)));
                }
                PaperPart::Responses(responses) => section
                    .responses
                    .extend(responses.iter().map(|response| response_item(response.id, response.record, &response.clock))),
                PaperPart::Grades(_, grades) => section.grades.extend(grades.iter().cloned()),
                PaperPart::Changes(_, sentences) => section.notes.extend(sentences.iter().cloned()),
                // Left out: in the JSON each figure has its own filter.
                PaperPart::Filters(_) => {}
            }
        }
        section
    }
}

impl PaperPart<'_> {
    fn block(&self, scene: &PeriodRecords<'_>) -> Block {
        match self {
            Self::Words(words, role) => Block::Paragraph(Cell::new(words, *role)),
            // A table without rows would look like a mistake.
            Self::Tally(tally) | Self::Drawn(.., tally) if tally.rows.is_empty() => {
                Block::Paragraph(Cell::plain(format!("There are no {}.", tally.counts.words())))
            }
            Self::Tally(tally) => Block::Table(tally.table()),
            Self::Drawn(shape, title, keys, tally) => Block::Chart(tally.chart(*shape, title, keys)),
            Self::Findings(findings) => Block::Table(findings.table()),
            Self::Responses(responses) => Block::Table(response_table(responses, scene)),
            Self::Grades(table, _) | Self::Filters(table) | Self::Changes(table, _) => Block::Table(table.clone()),
        }
    }
}

impl Findings<'_> {
    fn table(&self) -> Table {
        let columns =
            self.columns.iter().map(|column| table_column(*column)).chain(self.extra.iter().map(|(column, _)| column.clone()));
        let row = |finding: &&Followed<'_>| {
            let known = self.columns.iter().map(|column| cell(*column, &finding.case));
            known.chain(self.extra.iter().map(|(_, of)| Cell::plain(of(finding)))).collect()
        };
        Table { columns: columns.collect(), rows: self.findings.iter().map(row).collect() }
    }
}

fn response_table(responses: &[&ResponseAtEnd<'_>], scene: &PeriodRecords<'_>) -> Table {
    let columns = vec![
        TableColumn { key: "record", title: "record", fit: Fit::Id },
        TableColumn { key: "inspection", title: "report", fit: Fit::Words },
        TableColumn { key: "published", title: "published", fit: Fit::Whole },
        TableColumn { key: "response", title: "response", fit: Fit::Words },
    ];
    let row = |one: &&ResponseAtEnd<'_>| {
        // Published in the period, so this is the first paper that has it.
        let is_new = one.clock.report_published > scene.before;
        let published = one.clock.report_published.to_string();
        vec![
            Cell::plain(one.id.as_str()),
            Cell::plain(&one.record.inspection.title),
            Cell::plain(if is_new { format!("{published}, new") } else { published }),
            response(one.record, &one.clock),
        ]
    };
    Table { columns, rows: responses.iter().map(row).collect() }
}

fn told(finding: &Followed<'_>, scene: &PeriodRecords<'_>) -> v1::SummaryFinding {
    let on = scene.between.until;
    let closure = finding.case.finding.standing_closure(on);
    v1::SummaryFinding {
        item: item(&finding.case),
        last_reason: last_reason(finding),
        evidence: closure.map(|closure| closure.evidence.clone()).unwrap_or_default(),
        approved_by: closure.and_then(|closure| closure.approved_by.clone()),
        verification: finding.case.finding.verification_by(on).cloned(),
    }
}

/// Returns the reason of the last extension that was agreed by the end of the period.
pub(in crate::view) fn last_reason(finding: &Followed<'_>) -> Option<String> {
    finding.case.finding.extensions.last()?.reason.clone()
}

//! The section on graded judgments by area, over time.

use std::collections::BTreeMap;

use super::part::PaperPart;
use crate::model::{Date, GradeLevel, Inspectorate, RecordId};
use crate::view::export::v1;
use crate::view::section::period_records::PeriodRecords;
use crate::view::{Cell, Fit, Role, Table, TableColumn};

/// One judgment of an area.
struct Judgment<'a> {
    published: Date,
    record: &'a RecordId,
    inspectorates: &'a [Inspectorate],
    grade: GradeLevel,
}

pub(super) fn parts<'s>(scene: &'s PeriodRecords<'_>) -> Vec<PaperPart<'s>> {
    // Reports differ in how they capitalise an area's name.
    let mut areas: BTreeMap<(String, String), (&str, Vec<Judgment<'_>>)> = BTreeMap::new();
    for response in &scene.responses {
        let inspection = &response.record.inspection;
        for grade in &inspection.grades {
            let area = grade.area.as_deref().unwrap_or("the whole force");
            let key = (response.record.force.usual_name().to_string(), area.to_lowercase());
            areas.entry(key).or_insert_with(|| (area, Vec::new())).1.push(Judgment {
                published: inspection.published,
                record: response.id,
                inspectorates: &inspection.inspectorates,
                grade: grade.grade,
            });
        }
    }
    if areas.is_empty() {
        return vec![PaperPart::Words("No report has graded judgments.".into(), Role::Plain)];
    }
    let columns = vec![
        TableColumn { key: "force", title: "force", fit: Fit::Words },
        TableColumn { key: "area", title: "area", fit: Fit::Words },
        TableColumn { key: "published", title: "published", fit: Fit::Whole },
        TableColumn { key: "grade", title: "grade", fit: Fit::Whole },
        TableColumn { key: "change", title: "change", fit: Fit::Words },
    ];
    let (mut rows, mut items) = (Vec::new(), Vec::new());
    for ((force, _), (area, mut judgments)) in areas {
        // By record too, because two reports of the same day may grade the same area.
        judgments.sort_by_key(|judgment| (judgment.published, judgment.record));
        let mut before: Option<&Judgment<'_>> = None;
        for judgment in &judgments {
            rows.push(vec![
                Cell::plain(force.clone()),
                Cell::plain(area),
                Cell::plain(judgment.published.to_string()),
                Cell::plain(judgment.grade.words()),
                Cell::plain(before.map(|before| change(before, judgment)).unwrap_or_default()),
            ]);
            items.push(v1::SummaryGrade {
                force: force.clone(),
                area: area.to_owned(),
                published: judgment.published,
                record: judgment.record.to_string(),
                inspectorates: judgment.inspectorates.iter().map(ToString::to_string).collect(),
                grade: judgment.grade,
                before: before.map(|before| before.grade),
            });
            before = Some(judgment);
        }
    }
    vec![PaperPart::Grades(Table { columns, rows }, items)]
}

/// Describes how a judgment compares with the previous one.
fn change(before: &Judgment<'_>, after: &Judgment<'_>) -> String {
    let was = format!("was {} on {}", before.grade.words(), before.published);
    // "Not graded" is no judgment, so a change from or to it is neither better nor worse.
    let comparable = before.grade.is_judgment() && after.grade.is_judgment();
    match after.grade.cmp(&before.grade) {
        _ if !comparable => was,
        std::cmp::Ordering::Less => format!("better: {was}"),
        std::cmp::Ordering::Equal => format!("as on {}", before.published),
        std::cmp::Ordering::Greater => format!("worse: {was}"),
    }
}

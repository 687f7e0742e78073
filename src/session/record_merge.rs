//! Merges what two branches say in a record that both changed.

use crate::model::three_way::{Decide, MergeConflict, MergedVersions, Version, merge_versions};
use crate::model::{FieldPath, Record};
use crate::store::BothChanged;
use crate::yaml::{self, Contradicted, PlacedComment};

/// What came of the merge of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct MergedRecord {
    /// The merged text; `None` where the file is removed.
    pub text: Option<String>,
    /// The values that both changed, each as it was decided.
    pub conflicts: Vec<MergeConflict>,
    /// Whether one version was taken as a whole, because the two cannot be put together.
    pub is_whole: bool,
}

/// A record that was merged for a person to decide on.
#[derive(Debug, Clone, PartialEq)]
pub enum MarkedRecord {
    /// The versions do not contradict each other: the merged text.
    Merged(String),
    /// The merged text with git's conflict markers around each value that both changed differently, and these values.
    Marked(String, Vec<MergeConflict>),
    /// The versions cannot be put together value by value.
    Whole,
    /// One of the versions cannot be read as a record.
    Unread,
}

/// Merges a record, each conflict as `decide` says.
pub fn merge_record(both: &BothChanged, decide: Decide<'_>) -> MergedRecord {
    let BothChanged { ours, theirs, merged, .. } = both;
    if ours == theirs {
        return MergedRecord { text: ours.clone(), conflicts: Vec::new(), is_whole: false };
    }
    let merge = Versions::of(both).and_then(|versions| {
        // With several bases the texts know better than one of them, or none, what was changed.
        if versions.base.is_none()
            && let Some(merged) = merged.as_ref().filter(|text| yaml::parse(text).is_ok())
        {
            return Some((merged.clone(), Vec::new()));
        }
        let values = versions.merge(decide)?;
        Some((versions.text(&values, merged.as_deref())?, values.conflicts))
    });
    if let Some((text, conflicts)) = merge {
        return MergedRecord { text: Some(text), conflicts, is_whole: false };
    }
    let at = FieldPath::root();
    let conflict = MergeConflict { finding: None, field: String::new(), base: None, ours: None, theirs: None, at };
    let text = match decide(&conflict) {
        Version::Ours => ours.clone(),
        Version::Theirs => theirs.clone(),
    };
    MergedRecord { text, conflicts: vec![conflict], is_whole: true }
}

/// Merges a record, and leaves each conflict for a person, between markers of `size` characters.
pub fn merge_with_markers(both: &BothChanged, size: usize) -> MarkedRecord {
    // Without the earlier version nothing says who changed a value; but a record that both added has none.
    let is_read = |text: &Option<String>| text.as_deref().is_none_or(|text| yaml::parse(text).is_ok());
    if ![&both.base, &both.ours, &both.theirs].into_iter().all(is_read) {
        return MarkedRecord::Unread;
    }
    let marked = |versions: &Versions| {
        let ours = versions.merge(&|_| Version::Ours)?;
        let text = versions.text(&ours, both.merged.as_deref())?;
        if ours.conflicts.is_empty() {
            return Some(MarkedRecord::Merged(text));
        }
        let theirs = versions.merge(&|_| Version::Theirs)?;
        let other = yaml::revise(&text, &ours.record, &theirs.record).ok().or_else(|| versions.text(&theirs, None))?;
        let values = ours.conflicts.iter().zip(&theirs.conflicts);
        let values: Vec<Contradicted<'_>> =
            values.map(|(ours, theirs)| Contradicted { ours: &ours.at, theirs: &theirs.at }).collect();
        let marked = yaml::with_conflict_markers(&text, &other, &values, size);
        Some(MarkedRecord::Marked(marked, ours.conflicts))
    };
    Versions::of(both).as_ref().and_then(marked).unwrap_or(MarkedRecord::Whole)
}

/// The versions of a record, all in the same version of the format.
struct Versions {
    base: Option<(String, Record)>,
    ours: (String, Record),
    theirs: (String, Record),
}

impl Versions {
    /// Reads the versions; `None` where ours or theirs is none, cannot be read, or cannot be migrated as the other was.
    fn of(BothChanged { base, ours, theirs, .. }: &BothChanged) -> Option<Self> {
        let read = |text: &String| Some((text.clone(), yaml::parse(text).ok()?));
        let (base, ours, theirs) = (base.as_ref().and_then(read), read(ours.as_ref()?)?, read(theirs.as_ref()?)?);
        let format = |version: &(String, Record)| version.1.schema_version;
        if format(&ours) == format(&theirs) && base.as_ref().is_none_or(|base| format(base) == format(&ours)) {
            return Some(Self { base, ours, theirs });
        }
        // One branch migrated the record: what the other changed is migrated too, before the two are compared.
        let migrated = |(text, record): (String, Record)| Some((yaml::migrate(&text, &record).ok()?, record.migrated()));
        let base = match base {
            Some(base) => Some(migrated(base)?),
            None => None,
        };
        Some(Self { base, ours: migrated(ours)?, theirs: migrated(theirs)? })
    }

    fn merge(&self, decide: Decide<'_>) -> Option<MergedVersions> {
        merge_versions(self.base.as_ref().map(|(_, record)| record), &self.ours.1, &self.theirs.1, decide).ok()
    }

    /// Returns the text that says what was merged, with the comments of both versions; `None` where they cannot all be placed.
    /// `merged` is what git made of the lines.
    fn text(&self, MergedVersions { record, conflicts, places }: &MergedVersions, merged: Option<&str>) -> Option<String> {
        if conflicts.is_empty()
            && let Some(merged) = merged.filter(|text| yaml::parse(text).as_ref() == Ok(record))
        {
            return Some(merged.to_owned());
        }
        let in_base = self.base.as_ref().map_or_else(Vec::new, |(text, _)| comments(text, |at| places.of_base(at)));
        let in_ours = comments(&self.ours.0, |at| places.of_ours(at));
        let in_theirs = comments(&self.theirs.0, |at| places.of_theirs(at));
        let made = |(text, before): &(String, Record), others: &[PlacedComment]| {
            let revised = yaml::revise(text, before, record).ok()?;
            yaml::with_comments(&revised, &less(&in_base, others), &less(others, &in_base))
        };
        let made = made(&self.ours, &in_theirs).or_else(|| made(&self.theirs, &in_ours))?;
        (yaml::parse(&made).as_ref() == Ok(record)).then(|| self.with_line_ends(made))
    }

    /// Returns a text with the line ends of the version that changed them, else of ours.
    fn with_line_ends(&self, text: String) -> String {
        let is_windows = |version: &(String, Record)| version.0.contains("\r\n");
        let (ours, theirs) = (is_windows(&self.ours), is_windows(&self.theirs));
        let kept = self.base.as_ref().is_some_and(|base| is_windows(base) == ours);
        let unix = text.replace("\r\n", "\n");
        if if kept { theirs } else { ours } { unix.replace('\n', "\r\n") } else { unix }
    }
}

/// Returns the comments of a text, each with its place in the merged record, as `of` says it.
fn comments(text: &str, of: impl Fn(&FieldPath) -> Option<FieldPath>) -> Vec<PlacedComment> {
    let placed = |comment: PlacedComment| {
        // An entry that is gone leaves its comments to what holds it.
        let at = std::iter::successors(Some(comment.at.clone()), FieldPath::parent).find_map(|at| of(&at));
        PlacedComment { at: at.unwrap_or_default(), ..comment }
    };
    yaml::placed_comments(text).into_iter().map(placed).collect()
}

/// Returns those of `all` that are not among `others`, as often as they are there more often.
fn less(all: &[PlacedComment], others: &[PlacedComment]) -> Vec<PlacedComment> {
    let mut others: Vec<&PlacedComment> = others.iter().collect();
    let is_new = |comment: &&PlacedComment| match others.iter().position(|other| other == comment) {
        Some(index) => {
            others.swap_remove(index);
            false
        }
        None => true,
    };
    all.iter().filter(is_new).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "schema_version: 2\nstage: draft\nforce: Kent\nlocal_policing_body: {kind: pcc}\ninspection:\n  title: Barns\n  \
                        published: 2026-04-20\nrecommendations:\n  - ref: \"1\"\n    text: Mend them.\n";

    fn merged(base: &str, ours: &str, theirs: &str, git: Option<&str>) -> MergedRecord {
        let [base, ours, theirs] = [base, ours, theirs].map(|lines| Some(format!("{TEXT}{lines}")));
        let merged = git.map(|lines| format!("{TEXT}{lines}"));
        let id = "kent/2026-04-20-barns".parse().unwrap();
        merge_record(&BothChanged { id, base, ours, theirs, merged }, &|_| Version::Ours)
    }

    #[test]
    fn lines_beside_each_other_are_no_conflict() {
        let found = merged("", "    priority: high\n", "    owner: Head # since May\n", None);
        assert_eq!(found.text, Some(format!("{TEXT}    priority: high\n    owner: Head # since May\n")));
        assert_eq!(found.conflicts, []);
    }

    #[test]
    fn what_git_made_of_the_texts_counts_only_where_it_says_what_both_say() {
        let good = "    owner: Head\n    # A comment.\n    priority: high\n";
        assert_eq!(merged("", "    priority: high\n", "    owner: Head\n", Some(good)).text, Some(format!("{TEXT}{good}")));
        let bad = "    owner: Head\n    owner: Head\n    priority: high\n";
        let found = merged("", "    priority: high\n", "    owner: Head\n", Some(bad));
        assert_eq!(found.text, Some(format!("{TEXT}    priority: high\n    owner: Head\n")));
    }

    #[test]
    fn comments_of_both_stay_with_the_values_that_they_are_about() {
        let found = merged("", "    priority: high # ours\n", "    # Of theirs.\n    owner: Head # theirs\n", None);
        assert_eq!(found.text, Some(format!("{TEXT}    priority: high # ours\n    # Of theirs.\n    owner: Head # theirs\n")));
        let log = |entries: &str| format!("    progress:\n      # The first.\n      - date: 2026-05-01 # seen\n{entries}");
        let ours = log("      # Mine.\n      - date: 2026-05-04\n");
        let theirs = log("      # Theirs.\n      - date: 2026-05-03 # in haste\n").replace("# seen", "# seen twice");
        let both = log("      # Theirs.\n      - date: 2026-05-03 # in haste\n      # Mine.\n      - date: 2026-05-04\n");
        let found = merged(&log(""), &ours, &theirs, None);
        assert_eq!(found.text, Some(format!("{TEXT}{}", both.replace("# seen", "# seen twice"))));
        assert_eq!(found.conflicts, []);
    }

    #[test]
    fn a_value_that_both_changed_is_between_markers_and_the_rest_is_merged() {
        let [base, ours, theirs] = ["", "    owner: Head\n", "    priority: high\n    owner: Deputy # new\n"]
            .map(|lines| Some(format!("{TEXT}{lines}")));
        let id = "kent/2026-04-20-barns".parse().unwrap();
        let both = BothChanged { id, base, ours, theirs, merged: None };
        let MarkedRecord::Marked(text, conflicts) = merge_with_markers(&both, 9) else { unreachable!("both changed the owner") };
        let meant =
            "    priority: high\n<<<<<<<<< ours\n    owner: Head # new\n=========\n    owner: Deputy # new\n>>>>>>>>> theirs\n";
        assert_eq!((text, conflicts.len()), (format!("{TEXT}{meant}"), 1));
    }

    #[test]
    fn line_ends_that_one_branch_changed_are_changed() {
        let [base, ours, theirs] = ["", "    owner: Head\n", "    priority: high\n"].map(|lines| format!("{TEXT}{lines}"));
        let id = "kent/2026-04-20-barns".parse().unwrap();
        let (base, theirs) = (Some(base), Some(theirs.replace('\n', "\r\n")));
        let both = BothChanged { id, base, ours: Some(ours), theirs, merged: None };
        let meant = format!("{TEXT}    priority: high\n    owner: Head\n").replace('\n', "\r\n");
        assert_eq!(merge_record(&both, &|_| Version::Ours).text, Some(meant));
    }

    #[test]
    fn space_at_the_end_of_a_text_is_not_a_change_of_it() {
        let note = |words: &str| format!("    progress:\n      - date: 2026-05-01\n        note: |\n          {words}");
        let found = merged(&note("Begun.\n"), &note("Begun."), &note("Begun in May.\n"), None);
        assert_eq!((found.text, found.conflicts), (Some(format!("{TEXT}{}", note("Begun in May.\n"))), Vec::new()));
    }

    #[test]
    fn what_one_branch_migrated_is_merged_with_what_the_other_changed_in_the_old_version() {
        let old = TEXT.replace("schema_version: 2", "schema_version: 1");
        let base = format!("{old}    status: closed\n    closure: # Signed.\n      date: 2026-04-25\n      approved_by: DCC\n");
        let ours = yaml::migrate(&base, &yaml::parse(&base).unwrap()).unwrap();
        let theirs = base.replace("    closure:", "    owner: Head\n    closure:").replace("DCC", "DCC # of Kent");
        let id = "kent/2026-04-20-barns".parse().unwrap();
        let both = BothChanged { id, base: Some(base), ours: Some(ours.clone()), theirs: Some(theirs), merged: None };
        let found = merge_record(&both, &|_| Version::Ours);
        let meant = ours.replace("    closures:", "    owner: Head\n    closures:").replace("DCC", "DCC # of Kent");
        assert_eq!((found.text, found.conflicts), (Some(meant), Vec::new()));
    }
}

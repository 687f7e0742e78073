//! Sets a field of a record by a typed path: `owner=Head of Training`, `actions[0].done=2026-05-01` (`irr set`).
//!
//! The record's JSON Schema decides which paths exist and what they may hold, so the same rules apply as for a file. The changed
//! record is then read through its own types.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};

use crate::model::did_you_mean::nearest;
use crate::model::{FieldPath, FindingKind, Record, Segment};
use crate::prose::Prose;
use crate::yaml::parse::{record_schema, resolved, resolved_as_list, type_of, words_of};

/// A change to one field, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The field's path within the finding or the record.
    pub path: FieldPath,
    /// The operation.
    pub operator: AssignOperator,
    /// The value as typed; an empty one removes the field.
    pub value: String,
}

/// The operation on a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AssignOperator {
    /// `=`: sets the value; a list gets it as its only item.
    Set,
    /// `+=`: appends an item to a list.
    Add,
    /// `-=`: removes an item from a list.
    Remove,
}

/// The error where a field cannot be set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct AssignError {
    /// What is wrong.
    pub message: String,
    /// What to do instead.
    pub help: Option<String>,
}

impl AssignError {
    fn of(message: impl Into<String>, help: impl Into<Option<String>>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

impl Assignment {
    /// Returns whether a word of the command line is an assignment rather than an address: only assignments contain `=`.
    pub fn is_meant(word: &str) -> bool {
        word.contains('=')
    }

    /// Parses `path=value`, `path+=value` or `path-=value`.
    ///
    /// # Errors
    /// [`AssignError`] where there is no `=` or no valid path before it.
    pub fn parse(word: &str) -> Result<Self, AssignError> {
        let wanted =
            || AssignError::of(format!("`{word}` is not field=value"), "for example owner='Head of Training'".to_owned());
        let (path, value) = word.split_once('=').ok_or_else(wanted)?;
        let (path, operator) = match (path.strip_suffix('+'), path.strip_suffix('-')) {
            (Some(path), _) => (path, AssignOperator::Add),
            (_, Some(path)) => (path, AssignOperator::Remove),
            _ => (path, AssignOperator::Set),
        };
        let path = path.parse().map_err(|_| wanted())?;
        Ok(Self { path, operator, value: value.to_owned() })
    }
}

/// Returns whether an assignment sets a date, of a record or of a finding.
pub fn is_date(assignment: &Assignment) -> bool {
    let finding = FieldPath::root().key(FindingKind::Recommendation.list()).index(0);
    [FieldPath::root(), finding]
        .iter()
        .any(|base| schema_of(&assignment.path, assignment.operator, base).is_ok_and(|schema| schema["format"] == "date"))
}

/// Sets fields of the record, or of the finding at the path `base`.
///
/// # Errors
/// [`AssignError`] for the first assignment that cannot be made; the record is then unchanged.
pub fn assign(record: &mut Record, base: &FieldPath, assignments: &[Assignment]) -> Result<(), AssignError> {
    // Only the finding is converted to JSON and back, because a record can have many findings.
    if let [Segment::Key(list), Segment::Index(place)] = base.segments() {
        let kind = FindingKind::ALL.iter().find(|kind| kind.list() == list);
        if let Some(finding) = kind.and_then(|kind| record.findings_of_mut(*kind).get_mut(*place)) {
            *finding = assigned(finding, base, assignments)?;
            return Ok(());
        }
    }
    *record = assigned(record, &FieldPath::root(), assignments)?;
    Ok(())
}

fn assigned<T: Serialize + DeserializeOwned>(to: &T, base: &FieldPath, assignments: &[Assignment]) -> Result<T, AssignError> {
    let failed = |error: serde_json::Error| AssignError::of(error.to_string(), None);
    let mut json = serde_json::to_value(to).map_err(failed)?;
    for assignment in assignments {
        let schema = schema_of(&assignment.path, assignment.operator, base)?;
        let value = value_of(schema, assignment)?;
        change(&mut json, assignment.path.segments(), assignment.operator, value, &assignment.path)?;
        // Read through the types after every assignment, so that the error names the one that failed.
        let read: Result<T, _> = serde_json::from_value(json.clone());
        read.map_err(|error| AssignError::of(format!("`{}` cannot be `{}`: {error}", assignment.path, assignment.value), None))?;
    }
    serde_json::from_value(json).map_err(failed)
}

/// Returns the schema of the field at a path below `base`, with references followed.
fn schema_of(path: &FieldPath, operator: AssignOperator, base: &FieldPath) -> Result<&'static Json, AssignError> {
    let mut schema = resolved(record_schema());
    let mut outer = FieldPath::root();
    for (depth, segment) in base.join(path).segments().iter().enumerate() {
        if depth == base.segments().len() {
            outer = FieldPath::root();
        }
        (schema, outer) = match segment {
            Segment::Key(key) => {
                let known = schema["properties"].as_object();
                let field = known.and_then(|known| known.get(key.as_ref())).ok_or_else(|| unknown(key, known, &outer))?;
                // One text or a list: added to or taken from, or with an index, it is a list.
                let is_list = match base.join(path).segments().get(depth + 1) {
                    None => operator != AssignOperator::Set,
                    Some(next) => matches!(next, Segment::Index(_)),
                };
                (if is_list { resolved_as_list(field) } else { resolved(field) }, outer.key(key.clone()))
            }
            Segment::Index(index) if schema["items"].is_object() => (resolved(&schema["items"]), outer.index(*index)),
            Segment::Index(_) => return Err(AssignError::of(format!("`{outer}` is not a list"), None)),
        };
    }
    Ok(schema)
}

fn unknown(key: &str, known: Option<&Map<String, Json>>, of: &FieldPath) -> AssignError {
    let names: Vec<&str> = known.map(|known| known.keys().map(String::as_str).collect()).unwrap_or_default();
    let at = if of.segments().is_empty() { String::new() } else { format!(" in `{of}`") };
    let help = match nearest(key, names.iter().copied()) {
        Some(near) => format!("did you mean {near}?"),
        None if names.is_empty() => format!("`{of}` has no fields"),
        None => format!("its fields are {}", names.join(", ")),
    };
    AssignError::of(format!("there is no field `{key}`{at}"), help)
}

/// Converts a typed value according to the field's schema; `None` where it is empty, to remove the field.
fn value_of(schema: &'static Json, assignment: &Assignment) -> Result<Option<Json>, AssignError> {
    let Assignment { path, operator, value } = assignment;
    // A new number changes the links to the finding, which only `irr mv` updates.
    if path.last_key() == Some("ref") {
        let help = "use `irr mv ADDRESS R5`, which also updates every link to it".to_owned();
        return Err(AssignError::of("a finding's number cannot be set", help));
    }
    let is_list_of_fields = schema["items"].is_object() && resolved(&schema["items"])["properties"].is_object();
    if value.is_empty() && *operator == AssignOperator::Set && !is_list_of_fields {
        return Ok(None);
    }
    if type_of(schema) == "array" {
        let item = resolved(&schema["items"]);
        if item["properties"].is_object() {
            let help = format!("set a field of one entry: `{path}[0].FIELD=VALUE`, counted from 0");
            return Err(AssignError::of(format!("`{path}` is a list of entries with fields"), help));
        }
        let value = scalar(item, path, value)?;
        return Ok(Some(if *operator == AssignOperator::Set { Json::Array(vec![value]) } else { value }));
    }
    if *operator != AssignOperator::Set {
        return Err(AssignError::of(format!("`{path}` is not a list"), format!("set its value with `{path}=VALUE`")));
    }
    if let Some(fields) = schema["properties"].as_object() {
        let fields: Vec<String> = fields.keys().map(|key| format!("{path}.{key}")).collect();
        let help = format!("its fields are {}", fields.join(", "));
        return Err(AssignError::of(format!("`{path}` has no value of its own, only fields"), help));
    }
    scalar(schema, path, value).map(Some)
}

fn scalar(schema: &'static Json, path: &FieldPath, value: &str) -> Result<Json, AssignError> {
    let words = words_of(schema);
    if !words.is_empty() {
        // The same spellings as every vocabulary accepts on the command line.
        let typed = value.trim().to_lowercase().replace(['-', ' '], "_");
        return match words.iter().find(|word| **word == typed) {
            Some(word) => Ok((*word).into()),
            None => {
                let help = match nearest(&typed, words.iter().copied()) {
                    Some(near) => format!("did you mean {near}?"),
                    None => format!("use one of {}", words.join(", ")),
                };
                Err(AssignError::of(format!("`{path}` cannot be `{value}`"), help))
            }
        };
    }
    if type_of(schema) == "boolean" {
        let truth = value.trim().parse::<bool>();
        return truth
            .map(Json::from)
            .map_err(|_| AssignError::of(format!("`{path}` must be true or false, not `{value}`"), None));
    }
    if type_of(schema) == "integer" {
        let number = value.trim().parse::<u32>();
        return number
            .map(Json::from)
            .map_err(|_| AssignError::of(format!("`{path}` must be a whole number, not `{value}`"), None));
    }
    // Prose ends in a line break, as a `|` block does.
    let is_prose = std::ptr::eq(schema, &record_schema()["$defs"]["Prose"]);
    let text = if is_prose { Prose::from_text(value).as_str().to_owned() } else { value.to_owned() };
    Ok(text.into())
}

/// Makes one change, and removes mappings and lists that it leaves empty.
fn change(
    json: &mut Json,
    path: &[Segment],
    operator: AssignOperator,
    value: Option<Json>,
    typed: &FieldPath,
) -> Result<(), AssignError> {
    let Some((first, rest)) = path.split_first() else { return Ok(()) };
    match first {
        Segment::Key(key) => {
            let Some(fields) = json.as_object_mut() else { return Ok(()) };
            let empty =
                if matches!(rest.first(), Some(Segment::Index(_))) { Json::Array(Vec::new()) } else { Json::Object(Map::new()) };
            if rest.is_empty() {
                put(fields, key, operator, value, typed)?;
            } else {
                change(fields.entry(key.to_string()).or_insert(empty), rest, operator, value, typed)?;
            }
            let is_empty =
                |value: &Json| value.as_object().is_some_and(Map::is_empty) || value.as_array().is_some_and(Vec::is_empty);
            if fields.get(key.as_ref()).is_some_and(is_empty) {
                fields.remove(key.as_ref());
            }
        }
        Segment::Index(index) => {
            let items = json.as_array_mut().filter(|items| *index < items.len());
            let Some(items) = items else {
                return Err(AssignError::of(format!("there is no `{typed}`"), "entries are counted from 0".to_owned()));
            };
            match (rest.is_empty(), value) {
                (false, value) => change(&mut items[*index], rest, operator, value, typed)?,
                (true, Some(value)) => items[*index] = value,
                (true, None) => drop(items.remove(*index)),
            }
        }
    }
    Ok(())
}

fn put(
    fields: &mut Map<String, Json>,
    key: &str,
    operator: AssignOperator,
    value: Option<Json>,
    typed: &FieldPath,
) -> Result<(), AssignError> {
    // A single owner is one text: with another one it is a list.
    if operator != AssignOperator::Set
        && let Some(one) = fields.get_mut(key).filter(|value| value.is_string())
    {
        *one = Json::Array(vec![one.take()]);
    }
    match (value, operator) {
        (None, _) => drop(fields.remove(key)),
        (Some(value), AssignOperator::Set) => drop(fields.insert(key.to_owned(), value)),
        (Some(value), AssignOperator::Add) => {
            if let Some(items) = fields.entry(key.to_owned()).or_insert_with(|| Json::Array(Vec::new())).as_array_mut() {
                items.push(value);
            }
        }
        (Some(value), AssignOperator::Remove) => {
            let items = fields.get_mut(key).and_then(Json::as_array_mut);
            let place = items.as_ref().and_then(|items| items.iter().position(|item| *item == value));
            match (items, place) {
                (Some(items), Some(place)) => drop(items.remove(place)),
                _ => return Err(AssignError::of(format!("`{typed}` has no {value}"), None)),
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Status;
    use crate::yaml::parse;

    const TEXT: &str = "schema_version: 1\nstage: draft\nforce: Kent\nlocal_policing_body: {kind: pcc}\n\
        inspection: {title: A subject, published: 2025-05-16}\nrecommendations:\n  - ref: \"1\"\n    actions:\n      - text: plan\n";

    fn assigned(words: &[&str]) -> Result<Record, AssignError> {
        let assignments: Vec<Assignment> = words.iter().map(|word| Assignment::parse(word).unwrap()).collect();
        let base = FieldPath::root().key(FindingKind::Recommendation.list()).index(0);
        let mut record = parse(TEXT).unwrap();
        assign(&mut record, &base, &assignments).map(|()| record)
    }

    #[test]
    fn fields_of_every_kind_are_given_values_and_taken_out() {
        let words = [
            "status=In progress",
            "due=2025-12-31",
            "ours=false",
            "text=One\n\ntwo",
            "addressed_to=chief constables",
            "addressed_to+=forces",
            "actions[0].done=2025-06-01",
            "closure.evidence+=a=b",
            "commissioner_response.action=none",
            "commissioner_response.action=",
        ];
        let record = assigned(&words).unwrap();
        let finding = &record.recommendations[0];
        assert_eq!(finding.status, Some(Status::InProgress));
        assert_eq!(finding.due.map(|due| due.to_string()), Some("2025-12-31".to_owned()));
        assert_eq!(finding.text.as_ref().unwrap().as_str(), "One\n\ntwo\n");
        assert_eq!(finding.addressed_to.len(), 2);
        assert_eq!(finding.closure.as_ref().unwrap().evidence, ["a=b"]);
        assert_eq!((finding.said_ours, finding.commissioner_response.is_none()), (Some(false), true));
    }

    #[test]
    fn what_cannot_be_is_told_with_what_to_do() {
        for (word, message, help) in [
            ("ownr=x", "there is no field `ownr`", Some("did you mean owner?")),
            ("closure.dat=2025-01-01", "there is no field `dat` in `closure`", Some("did you mean date?")),
            ("status=inprogres", "`status` cannot be `inprogres`", Some("did you mean in_progress?")),
            ("withheld=maybe", "`withheld` must be true or false, not `maybe`", None),
            ("area+=x", "`area` is not a list", Some("set its value with `area=VALUE`")),
            ("actions[3].done=2025-01-01", "there is no `actions[3].done`", Some("entries are counted from 0")),
            ("addressed_to-=nobody", "`addressed_to` has no \"nobody\"", None),
        ] {
            let error = assigned(&[word]).unwrap_err();
            assert_eq!((error.message.as_str(), error.help.as_deref()), (message, help), "{word}");
        }
        let error = assigned(&["due=16/05/2025"]).unwrap_err().message;
        assert!(error.starts_with("`due` cannot be `16/05/2025`: "), "{error}");
    }

    #[test]
    fn what_has_an_equals_sign_and_no_path_before_it_is_told() {
        for word in ["=x", "extensions[-1].to=2029-01-01", "a..b=c", "a[0=c", "a[=c"] {
            assert!(Assignment::is_meant(word) && Assignment::parse(word).is_err(), "{word}");
        }
    }
}

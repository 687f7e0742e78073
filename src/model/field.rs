//! Paths of fields within a record.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// One step of a [`FieldPath`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// A key of a mapping.
    Key(Cow<'static, str>),
    /// A position in a list, counted from 0.
    Index(usize),
}

/// The path from the record's root to a field, such as `recommendations[0].due`. The empty path is the record itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FieldPath(Vec<Segment>);

impl FieldPath {
    /// Returns the empty path.
    pub fn root() -> Self {
        Self::default()
    }

    /// Returns the path of the field `key` below this one.
    pub fn key(&self, key: impl Into<Cow<'static, str>>) -> Self {
        self.with(Segment::Key(key.into()))
    }

    /// Returns the path of the list item at `index`, counted from 0.
    pub fn index(&self, index: usize) -> Self {
        self.with(Segment::Index(index))
    }

    /// Returns the steps, outermost first.
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }

    /// Returns the path without its last step; `None` for the record itself.
    pub fn parent(&self) -> Option<Self> {
        let (_, rest) = self.0.split_last()?;
        Some(Self(rest.to_vec()))
    }

    /// Returns this path followed by `rest`.
    pub fn join(&self, rest: &Self) -> Self {
        Self(self.0.iter().chain(&rest.0).cloned().collect())
    }

    /// Returns whether this is `other` or a field below it.
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }

    /// Returns the last step if it is a key; `None` for a list item and for the record itself.
    pub fn last_key(&self) -> Option<&str> {
        match self.0.last()? {
            Segment::Key(key) => Some(key),
            Segment::Index(_) => None,
        }
    }

    /// Returns whether both paths are the same apart from positions in lists.
    pub fn is_alike(&self, other: &Self) -> bool {
        let is_same = |(one, other): (&Segment, &Segment)| match (one, other) {
            (Segment::Index(_), Segment::Index(_)) => true,
            (one, other) => one == other,
        };
        self.0.len() == other.0.len() && self.0.iter().zip(&other.0).all(is_same)
    }

    fn with(&self, segment: Segment) -> Self {
        let mut segments = self.0.clone();
        segments.push(segment);
        Self(segments)
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Key(key) if at == 0 => f.write_str(key)?,
                Segment::Key(key) => write!(f, ".{key}")?,
                Segment::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// The error for a text that is not a field's path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write a field as its path, such as progress[0].note")]
pub struct NotAPath;

impl FromIterator<Segment> for FieldPath {
    fn from_iter<I: IntoIterator<Item = Segment>>(segments: I) -> Self {
        Self(segments.into_iter().collect())
    }
}

impl FromStr for FieldPath {
    type Err = NotAPath;

    /// Parses a path in the form that `Display` writes.
    fn from_str(text: &str) -> Result<Self, NotAPath> {
        let mut path = Self::root();
        for step in text.trim().split('.') {
            let (key, indices) = step.split_once('[').map_or((step, None), |(key, rest)| (key, Some(rest)));
            // Field names contain only these characters; a slip such as `progress[0]note` is refused.
            if key.is_empty() || !key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
                return Err(NotAPath);
            }
            path = path.key(key.to_owned());
            if let Some(indices) = indices {
                for index in indices.strip_suffix(']').ok_or(NotAPath)?.split("][") {
                    path = path.index(index.parse().map_err(|_| NotAPath)?);
                }
            }
        }
        Ok(path)
    }
}

#[cfg(test)]
mod tests {
    use super::FieldPath;

    #[test]
    fn a_path_prints_as_people_write_it() {
        assert_eq!(FieldPath::root().key("recommendations").index(0).key("due").to_string(), "recommendations[0].due");
    }
}

//! Which of the bodies that findings are addressed to are this office and its force.

use super::{Addressee, Force};

/// This office and its force, by the names that reports use for them, and by those that the office adds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Us {
    names: Vec<String>,
}

/// What reports call every office and force.
const EVERYBODY: [&str; 12] = [
    "chief constable",
    "chief officer",
    "police and crime commissioner",
    "fire and crime commissioner",
    "pcc",
    "pfcc",
    "local policing bod",
    "police forces",
    "all forces",
    "each force",
    "forces",
    "mayor",
];

impl Us {
    /// The names that reports use, and these.
    pub fn also(names: &[String]) -> Self {
        Self { names: names.iter().map(|name| name.trim().to_lowercase()).filter(|name| !name.is_empty()).collect() }
    }

    /// Whether a body is this office or its force: chief constables, commissioners, forces, and the force by its name.
    pub fn is_us(&self, addressee: &Addressee, force: &Force) -> bool {
        let name = addressee.as_str().to_lowercase();
        let ours = |us: &str| name == us || name.starts_with(us) || name.ends_with(us) || name.contains(&format!(" {us}"));
        let named = !force.as_str().is_empty() && name.contains(&force.as_str().to_lowercase());
        EVERYBODY.iter().any(|us| ours(us))
            || named
            || matches!(name.as_str(), "force" | "constabulary" | "police")
            || self.names.iter().any(|us| name.contains(us))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chief_constables_commissioners_and_the_force_are_us() {
        let force = Force::from("Kent");
        for us in [
            "chief constables",
            "police and crime commissioners",
            "Kent Police",
            "force",
            "all forces",
            "Chief Constable of Kent",
        ] {
            assert!(Us::default().is_us(&us.into(), &force), "{us}");
        }
        for other in ["National Crime Agency", "Home Office", "National Police Chiefs' Council", "Government", "Surrey Police"] {
            assert!(!Us::default().is_us(&other.into(), &force), "{other}");
        }
    }

    #[test]
    fn an_office_adds_its_own_names() {
        let us = Us::also(&["Violence Reduction Unit".to_owned(), " ".to_owned()]);
        assert!(us.is_us(&"the violence reduction unit".into(), &"Kent".into()));
        assert!(!us.is_us(&"Home Office".into(), &"Kent".into()));
    }
}

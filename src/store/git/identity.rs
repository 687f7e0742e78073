//! Who commits.

use super::command::{Git, Identity};
use crate::store::{Store, StoreError};

impl Store {
    /// Returns who commits by git's configuration; `None` if it names nobody.
    ///
    /// # Errors
    /// Fails if there is no git repository.
    pub fn identity(&self) -> Result<Option<Identity>, StoreError> {
        self.git()?.identity()
    }

    /// Stores who commits in this repository's own configuration, `.git/config`.
    ///
    /// # Errors
    /// Fails if there is no git repository, or if git fails.
    pub fn remember_identity(&self, Identity { name, email }: &Identity) -> Result<(), StoreError> {
        let git = self.git()?;
        git.bytes(&["config", "--local", "user.name", name])?;
        git.bytes(&["config", "--local", "user.email", email]).map(drop)
    }
}

impl Git {
    pub(super) fn identity(&self) -> Result<Option<Identity>, StoreError> {
        let named = |role: &str| -> Result<Option<Identity>, StoreError> {
            // Otherwise git makes an address up from the names of user and computer.
            let output = self.attempt(&["-c", "user.useConfigOnly=true", "var", role], b"")?;
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            Ok(output.status.success().then(|| identity_of(&said)).flatten())
        };
        // Both must be known, and can be set apart: `author.name`, `committer.name`.
        Ok(named("GIT_COMMITTER_IDENT")?.and(named("GIT_AUTHOR_IDENT")?))
    }
}

/// Parses `NAME <EMAIL> SECONDS ZONE`.
fn identity_of(said: &str) -> Option<Identity> {
    let (name, rest) = said.split_once(" <")?;
    let (email, _) = rest.split_once('>')?;
    Some(Identity { name: name.to_owned(), email: email.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::{Identity, identity_of};

    #[test]
    fn what_git_says_of_somebody_is_read() {
        let found = Identity { name: "A. N. Officer".into(), email: "officer@example.org".into() };
        assert_eq!(identity_of("A. N. Officer <officer@example.org> 1748779200 +0100\n"), Some(found));
        assert_eq!(identity_of("\n"), None);
    }
}

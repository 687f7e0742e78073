//! Saved lists: `irr list @monday`.

use std::str::FromStr;

use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::model::did_you_mean::nearest;
use crate::prose::listed;
use crate::query::SavedList;
use crate::session::OfficeSettings;
use crate::view::{Block, saved_lists};

/// The name of a saved list, as it is typed behind the `@`; an empty one asks which there are.
#[derive(Debug, Clone)]
pub(in crate::cli) struct SavedListName(String);

impl FromStr for SavedListName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let name = text.strip_prefix('@').ok_or_else(|| match text {
            "overdue" => "for what is overdue, type `irr list --overdue`".to_owned(),
            _ => format!("`{text}` is not a saved list, such as @monday: to list one record, use --where 'record ~ \"{text}\"'"),
        })?;
        Ok(Self(name.to_owned()))
    }
}

/// What a name stands for.
pub(in crate::cli) enum Saved {
    /// A list.
    List(SavedList),
    /// All saved lists, to be shown.
    All(Vec<Block>),
}

impl SavedListName {
    /// Returns the list in `irr.yaml`.
    pub(in crate::cli) fn find(&self, ctx: &Context) -> Result<Saved, Failure> {
        let settings = OfficeSettings::load(&ctx.store()?)?.settings;
        if self.0.is_empty() {
            return Ok(Saved::All(saved_lists(&settings.lists)));
        }
        let Some(list) = settings.lists.get(&self.0) else {
            let names: Vec<String> = settings.lists.keys().map(|name| format!("@{name}")).collect();
            let hint = match nearest(&self.0, settings.lists.keys().map(String::as_str)) {
                Some(near) => format!("did you mean @{near}?"),
                None if names.is_empty() => "save one in irr.yaml: `lists: {monday: {where: overdue}}`".to_owned(),
                None => format!("there are {}", listed(&names, names.len(), names.len())),
            };
            return Err(Failure::because(format!("there is no saved list @{}", self.0)).hint(hint));
        };
        // It was checked when the settings were read.
        SavedList::read(list, ctx.days.today)
            .map(Saved::List)
            .map_err(|(_, error)| Failure::new(error, "cannot use the saved list"))
    }
}

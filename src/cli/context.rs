//! What is ambient: the store, the day, the streams and what is drawn on.

use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::path::PathBuf;
use std::time::Duration;

use clap::{ValueEnum, ValueHint};

use super::failure::Failure;
use crate::draw::{Colour, Links, Page};
use crate::model::Date;
use crate::store::{LARGEST, Store};

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ColourChoice {
    /// On a terminal, unless NO_COLOR says otherwise
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Everywhere")]
pub(super) struct Global {
    /// The folder that holds records/, instead of looking for it upwards from here
    #[arg(long, global = true, env = "IRR_STORE", value_name = "DIR", value_hint = ValueHint::DirPath)]
    store: Option<PathBuf>,
    /// The day everything is judged on, instead of today
    #[arg(long, global = true, env = "IRR_TODAY", value_name = "DATE")]
    as_of: Option<Date>,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", value_enum)]
    color: ColourChoice,
    /// Ask nothing, and show no progress, as where there is no terminal
    #[arg(long, global = true)]
    no_input: bool,
}

/// Where no terminal says how wide it is, a line has so many columns.
const WIDTH_OF_A_PIPE: usize = 120;
/// Narrower than this nothing can be read.
const LEAST_WIDTH: usize = 40;

/// Everything a command has that is not its arguments.
pub(super) struct Context {
    store: Option<PathBuf>,
    /// The day everything is judged on.
    pub(super) today: Date,
    /// The day it is: another one where --as-of looks back or ahead.
    pub(super) actual_today: Date,
    /// Where data goes.
    pub(super) out: Box<dyn Write>,
    /// Where words go.
    pub(super) err: Box<dyn Write>,
    /// What data is drawn on.
    pub(super) page: Page,
    /// What words are drawn on.
    pub(super) err_page: Page,
    /// Whether somebody is there to be asked.
    pub(super) is_answered: bool,
    /// Whether somebody sees what goes on.
    pub(super) is_watched: bool,
    /// For how long somebody has seen work go on.
    pub(super) worked: Duration,
}

impl Context {
    /// The context of this process.
    pub(super) fn of_process(global: &Global) -> Self {
        let (stdout, stderr) = (io::stdout(), io::stderr());
        let width = width(stdout.is_terminal());
        // IRR_TODAY stands for the day it is; --as-of is another day that is looked at.
        let actual_today = std::env::var("IRR_TODAY").ok().and_then(|day| day.parse().ok()).unwrap_or_else(today);
        let colour = |auto: anstream::ColorChoice| match (global.color, auto) {
            (ColourChoice::Never, _) | (ColourChoice::Auto, anstream::ColorChoice::Never) => Colour::Off,
            _ => Colour::On,
        };
        Self {
            store: global.store.clone(),
            today: global.as_of.unwrap_or(actual_today),
            actual_today,
            page: Page { width, colour: colour(anstream::AutoStream::choice(&stdout)), links: Links::Off },
            err_page: Page { width, colour: colour(anstream::AutoStream::choice(&stderr)), links: Links::Off },
            is_answered: !global.no_input && io::stdin().is_terminal() && stderr.is_terminal() && knows_keys(),
            is_watched: !global.no_input && stderr.is_terminal() && knows_keys() && !is_a_job(),
            worked: Duration::ZERO,
            out: Box::new(BufWriter::with_capacity(1 << 16, stdout)),
            err: Box::new(stderr),
        }
    }

    /// Tells a failure on the error stream.
    pub(super) fn tell(&mut self, failure: &Failure) {
        // Where even this cannot be written there is nobody to tell.
        let _ = self.err.write_all(failure.text(&self.err_page).as_bytes());
    }

    /// The page for data, on which files of the store are links where the terminal knows them.
    pub(super) fn linked_page(&self, store: &Store) -> Page {
        let knows = self.page.colour == Colour::On
            && io::stdout().is_terminal()
            && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout);
        let folder = store.root().canonicalize().ok().filter(|_| knows);
        // The process ends next: nobody waits for the name to be given back.
        let below = |folder: PathBuf| Links::Below(format!("file://{}/", folder.display()).leak());
        Page { links: folder.map_or(Links::Off, below), ..self.page }
    }

    /// Whether somebody agrees; nobody does where nobody is there.
    pub(super) fn confirm(&self, words: &str) -> Result<bool, Failure> {
        match self.asker() {
            Some(asker) => asker.confirm(words),
            None => Err(Failure::said("nobody is there to agree").hint("--yes agrees, --dry-run shows what would change")),
        }
    }

    /// The command of the editor that this person has named.
    pub(super) fn named_editor(&self) -> Option<String> {
        let named = ["VISUAL", "EDITOR"].into_iter().filter_map(|name| std::env::var(name).ok());
        named.into_iter().find(|command| !command.trim().is_empty())
    }

    /// The command of an editor; on a terminal there always is one.
    pub(super) fn editor(&self) -> Option<String> {
        let usual = if cfg!(windows) { "notepad" } else { "vi" };
        self.named_editor().or_else(|| self.is_answered.then(|| usual.to_owned()))
    }

    /// The store that was named, and need not be there.
    pub(super) fn named_store(&self) -> Option<PathBuf> {
        self.store.clone()
    }

    /// The store to read.
    pub(super) fn store(&self) -> Result<Store, Failure> {
        match &self.store {
            Some(root) => Ok(Store::at(root)),
            None => {
                let here = std::env::current_dir().map_err(|error| Failure::new(error, "cannot tell which folder this is"))?;
                Ok(Store::find(&here)?)
            }
        }
    }
}

/// All of the standard input.
pub(super) fn standard_input() -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes);
    read.map_err(|error| Failure::new(error, "cannot read the standard input"))?;
    if bytes.len() as u64 > LARGEST {
        return Err(Failure::said(format!("the standard input has more than {LARGEST} bytes")));
    }
    Ok(bytes)
}

/// All of the standard input, as text.
pub(super) fn standard_text() -> Result<String, Failure> {
    String::from_utf8(standard_input()?).map_err(|error| Failure::new(error, "the standard input is not UTF-8 text"))
}

/// The day it is where this computer is.
fn today() -> Date {
    chrono::Local::now().date_naive().into()
}

/// Whether the terminal can move its cursor, as a question wants it to.
fn knows_keys() -> bool {
    std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// Whether this is a forge's job, whose terminal is a log.
fn is_a_job() -> bool {
    std::env::var_os("CI").is_some_and(|ci| !ci.is_empty() && ci != "false")
}

/// How many columns a line has.
fn width(on_a_terminal: bool) -> usize {
    let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    let found = || terminal_size::terminal_size().filter(|_| on_a_terminal).map(|(width, _)| usize::from(width.0));
    asked.or_else(found).unwrap_or(WIDTH_OF_A_PIPE).max(LEAST_WIDTH)
}

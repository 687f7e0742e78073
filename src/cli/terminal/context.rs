//! The environment of a command: records folder, date, streams and terminal.

use std::cell::{OnceCell, RefCell};
use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use clap::{ValueEnum, ValueHint};

use crate::cli::complete;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::pager::Pager;
use crate::cli::terminal::stream::OutputStream;
use crate::cli::terminal::unsaved::{SharedWords, UnsavedWords};
use crate::draw::{self, Colour, Links, OutputFormat, PageStyle, VerdictFormat, in_address};
use crate::model::{Date, TypedDate};
use crate::session::Days;
use crate::store::{LARGEST, Store, read_bytes};
use crate::view::{Block, ValidationReport, View};

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(in crate::cli) enum ColourChoice {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Global options")]
pub(in crate::cli) struct Global {
    /// The folder that contains records/ [default: searched upwards from the current folder]
    #[arg(long, global = true, env = "IRR_STORE", value_name = "DIR", value_hint = ValueHint::DirPath)]
    store: Option<PathBuf>,
    /// Show everything as of this date instead of today
    #[arg(long, global = true, env = "IRR_TODAY", value_name = "DATE", allow_hyphen_values = true)]
    pub(in crate::cli) as_of: Option<TypedDate>,
    /// Read the records as this git commit has them, or the last commit of this day; nothing is checked out
    #[arg(long, global = true, value_name = "REV", allow_hyphen_values = true, add = complete::by(complete::revisions))]
    pub(in crate::cli) rev: Option<String>,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", value_enum)]
    color: ColourChoice,
    /// Never ask questions and show no progress, as without a terminal
    #[arg(long, global = true)]
    no_input: bool,
    /// Never open a pager for output that does not fit the screen
    #[arg(long, global = true)]
    no_pager: bool,
}

/// Line width if the output is not a terminal.
const WIDTH_OF_A_PIPE: usize = 120;
/// Narrower tables cannot be read.
const LEAST_WIDTH: usize = 40;
/// Wider than any screen; guards against absurd values of COLUMNS.
const MOST_WIDTH: usize = 1_000;

/// Everything a command has besides its arguments.
pub(in crate::cli) struct Context {
    store: Option<PathBuf>,
    /// The store as the commit of --rev has it.
    pub(in crate::cli) past: Option<Store>,
    /// The date everything is evaluated on, and the real date.
    pub(in crate::cli) days: Days,
    /// The standard output, for data.
    pub(in crate::cli) out: OutputStream,
    /// The error stream, for messages.
    pub(in crate::cli) err: OutputStream,
    /// How data is drawn.
    pub(in crate::cli) page: PageStyle,
    /// How messages are drawn.
    pub(in crate::cli) err_page: PageStyle,
    /// Whether the user can be asked.
    pub(in crate::cli) is_answered: bool,
    /// Whether progress is shown.
    pub(in crate::cli) is_watched: bool,
    /// How long progress has been shown so far.
    pub(in crate::cli) worked: Duration,
    pager: Option<Pager>,
    /// What was typed and is not written, once anything was asked.
    pub(in crate::cli) unsaved: OnceCell<SharedWords>,
}

impl Context {
    /// Returns the context of this process.
    pub(in crate::cli) fn of_process(global: &Global) -> Self {
        let (stdout, stderr) = (io::stdout(), io::stderr());
        let shows = (stdout.is_terminal(), stderr.is_terminal());
        let width = width(shows.0);
        // IRR_TODAY replaces the real date; --as-of is a date to look back or ahead to.
        let actual_today = std::env::var("IRR_TODAY").ok().and_then(|day| day.parse().ok()).unwrap_or_else(today);
        let colour = |auto: anstream::ColorChoice| match (global.color, auto) {
            (ColourChoice::Never, _) | (ColourChoice::Auto, anstream::ColorChoice::Never) => Colour::Off,
            _ => Colour::On,
        };
        Self {
            store: global.store.clone(),
            past: None,
            days: Days { today: actual_today, actual_today },
            page: PageStyle { width, colour: colour(choice(&stdout, shows.0)), links: Links::Off },
            err_page: PageStyle { width, colour: colour(choice(&stderr, shows.1)), links: Links::Off },
            is_answered: !global.no_input && io::stdin().is_terminal() && stderr.is_terminal() && knows_keys(),
            is_watched: !global.no_input && stderr.is_terminal() && knows_keys() && !is_a_job(),
            worked: Duration::ZERO,
            pager: None,
            unsaved: OnceCell::new(),
            out: OutputStream::new(Box::new(BufWriter::with_capacity(1 << 16, stdout)), shows.0),
            err: OutputStream::new(Box::new(stderr), shows.1),
        }
    }

    /// Shows what is drawn in a pager, if it does not fit the screen and somebody sits there.
    pub(in crate::cli) fn use_pager(&mut self, global: &Global) {
        let is_unwanted = global.no_pager || global.no_input || !self.out.is_terminal() || !knows_keys() || is_a_job();
        self.pager = Pager::of_environment().filter(|_| !is_unwanted);
        if self.pager.is_some() {
            self.out.hold_drawn();
        }
    }

    /// Writes a failure to the error stream.
    pub(in crate::cli) fn report(&mut self, failure: &Failure) {
        // If this cannot be written, there is nobody to report it to.
        let _ = write!(self.err.drawn(self.err_page.colour), "{}", failure.text(&self.err_page));
    }

    /// Draws an answer on the standard output.
    pub(in crate::cli) fn draw(&mut self, view: &dyn View, format: OutputFormat) -> Result<(), Failure> {
        let written = match format {
            OutputFormat::Text => draw::write(view, format, &self.page, &mut self.out.drawn(self.page.colour)),
            _ => draw::write(view, format, &self.page, &mut self.out.data()),
        };
        Ok(written?)
    }

    /// Draws help on the standard output.
    pub(in crate::cli) fn draw_help(&mut self, blocks: &[Block]) -> Result<(), Failure> {
        Ok(draw::write_text(blocks, &self.page, &mut self.out.drawn(self.page.colour))?)
    }

    /// Draws the result of a check on the standard output.
    pub(in crate::cli) fn draw_verdict(
        &mut self,
        verdict: &ValidationReport,
        format: VerdictFormat,
        page: &PageStyle,
    ) -> Result<(), Failure> {
        let written = match format {
            VerdictFormat::As(OutputFormat::Text) | VerdictFormat::InWords | VerdictFormat::Lines => {
                draw::write_verdict(verdict, format, page, &mut self.out.drawn(page.colour))
            }
            VerdictFormat::Github => draw::write_verdict(verdict, format, page, &mut self.out.commands()),
            _ => draw::write_verdict(verdict, format, page, &mut self.out.data()),
        };
        Ok(written?)
    }

    /// Draws a change to a file on the standard output.
    pub(in crate::cli) fn draw_diff(&mut self, name: &str, before: &str, after: &str) -> Result<(), Failure> {
        let written = match self.page.colour {
            Colour::On => draw::write_diff(name, before, after, &self.page, &mut self.out.drawn(Colour::On)),
            Colour::Off => draw::write_diff(name, before, after, &self.page, &mut self.out.data()),
        };
        Ok(written?)
    }

    /// Flushes both streams, and notes if data was escaped for a terminal, because it then differs from the stored data.
    pub(in crate::cli) fn end(&mut self) -> Result<(), Failure> {
        self.out.end()?;
        if let Some(text) = self.out.release()
            && !self.pager.take().is_some_and(|pager| pager.show(&text))
        {
            self.out.put_filtered(&text)?;
        }
        if self.out.has_changed_data() {
            let words = "some control characters are shown as symbols or split with spaces";
            writeln!(self.err, "note: {words}: a terminal or a CI log would obey them")?;
        }
        let kept = self.unsaved.get().map_or(Ok(None), |words| words.borrow_mut().keep())?;
        if let Some(path) = kept {
            let path = shown_path(&path);
            writeln!(self.err, "what you typed is kept, in {path}: run the command again and press the Up key")?;
        }
        Ok(self.err.end()?)
    }

    /// Returns the page for data, with file links if the terminal supports them.
    pub(in crate::cli) fn linked_page(&self, store: &Store) -> PageStyle {
        // A link leads to the file of today.
        let knows = self.page.colour == Colour::On
            && !store.is_past()
            && io::stdout().is_terminal()
            && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout);
        let folder = store.root().canonicalize().ok().filter(|_| knows);
        let below = |folder: PathBuf| Links::Below(in_address(&format!("file://{}/", folder.display())));
        PageStyle { links: folder.map_or(Links::Off, below), ..self.page }
    }

    /// Asks for confirmation; an error without a terminal.
    pub(in crate::cli) fn confirm(&self, words: &str) -> Result<bool, Failure> {
        match self.asker() {
            Some(asker) => asker.confirm(words),
            None => Err(Failure::because("confirmation needed, but there is no terminal")
                .hint("use --yes to confirm, or --dry-run to see what would change")),
        }
    }

    /// Returns the words that are typed and not written.
    pub(in crate::cli) fn unsaved_words(&self) -> SharedWords {
        let read = || UnsavedWords::new(self.store().ok().map(|store| store.unsaved_words()));
        Rc::clone(self.unsaved.get_or_init(|| Rc::new(RefCell::new(read()))))
    }

    /// Forgets what was typed, because it is written now.
    pub(in crate::cli) fn words_are_written(&mut self) -> Result<(), Failure> {
        Ok(self.unsaved.get().map_or(Ok(()), |words| words.borrow_mut().forget())?)
    }

    /// Says what one would do next, with the command; scripts are told nothing.
    pub(in crate::cli) fn propose(&mut self, what: &str, command: &str) -> Result<(), Failure> {
        if self.is_answered {
            writeln!(self.err, "next: {what}: {command}")?;
        }
        Ok(())
    }

    /// Returns the editor from $VISUAL or $EDITOR.
    pub(in crate::cli) fn named_editor(&self) -> Option<String> {
        let named = ["VISUAL", "EDITOR"].into_iter().filter_map(|name| variable(name)?.into_string().ok());
        named.into_iter().find(|command| !command.trim().is_empty())
    }

    /// Returns the editor; on a terminal there always is one.
    pub(in crate::cli) fn editor(&self) -> Option<String> {
        let usual = if cfg!(windows) { "notepad" } else { "vi" };
        self.named_editor().or_else(|| self.is_answered.then(|| usual.to_owned()))
    }

    /// Returns the command lines of browsers from $BROWSER.
    pub(in crate::cli) fn browsers(&self) -> Option<String> {
        variable("BROWSER")?.into_string().ok()
    }

    /// Returns the folder given with --store, which need not exist.
    pub(in crate::cli) fn named_store(&self) -> Option<PathBuf> {
        self.store.clone()
    }

    /// Returns the store to read.
    pub(in crate::cli) fn store(&self) -> Result<Store, Failure> {
        match (&self.past, &self.store) {
            (Some(past), _) => Ok(past.clone()),
            (None, Some(root)) => Ok(Store::at(root)),
            (None, None) => Ok(Store::find(&self.here()?)?),
        }
    }

    /// Returns the current folder.
    pub(in crate::cli) fn here(&self) -> Result<PathBuf, Failure> {
        std::env::current_dir().map_err(|error| Failure::new(error, "cannot find the current folder"))
    }
}

/// Formats a path as a person would write it from the current folder.
pub(in crate::cli) fn shown_path(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let below = path.strip_prefix(".").or_else(|_| path.strip_prefix(&here)).ok();
    below.filter(|below| !below.as_os_str().is_empty()).unwrap_or(path).display().to_string()
}

/// Reads the standard input.
pub(in crate::cli) fn standard_input() -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes);
    read.map_err(|error| Failure::new(error, "cannot read the standard input"))?;
    if bytes.len() as u64 > LARGEST {
        return Err(Failure::because(format!("the standard input is too large: it has more than {LARGEST} bytes")));
    }
    Ok(bytes)
}

/// Reads the standard input as text.
pub(in crate::cli) fn standard_text() -> Result<String, Failure> {
    String::from_utf8(standard_input()?).map_err(|error| Failure::new(error, "the standard input is not UTF-8 text"))
}

/// Reads a text file; `-` is the standard input.
pub(in crate::cli) fn text_of_file(file: &Path) -> Result<String, Failure> {
    if file == Path::new("-") {
        return standard_text();
    }
    let not_text = |error| Failure::new(error, format!("{} is not UTF-8 text", file.display()));
    String::from_utf8(read_bytes(file)?).map_err(not_text)
}

/// Returns the local date.
fn today() -> Date {
    chrono::Local::now().date_naive().into()
}

/// Whether the terminal can move its cursor, which prompts need.
fn knows_keys() -> bool {
    variable("TERM").is_none_or(|term| term != "dumb")
}

/// Whether this is a CI job, whose terminal is a log.
pub(in crate::cli) fn is_a_job() -> bool {
    variable("CI").is_some_and(|ci| ci != "false")
}

/// Returns the line width.
fn width(on_a_terminal: bool) -> usize {
    let asked = variable("COLUMNS").and_then(|columns| columns.to_str()?.trim().parse().ok());
    let found = || terminal_size::terminal_size().filter(|_| on_a_terminal).map(|(width, _)| usize::from(width.0));
    // Some pseudo-terminals report 0 columns.
    let known = asked.filter(|width| *width > 0).or_else(|| found().filter(|width| *width > 0));
    known.unwrap_or(WIDTH_OF_A_PIPE).clamp(LEAST_WIDTH, MOST_WIDTH)
}

/// Returns an environment variable; an empty one counts as unset, as CI systems set unfilled ones to "".
pub(in crate::cli) fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// Returns the same command line, ignoring empty environment variables.
pub(in crate::cli) fn without_empty_variables(command: clap::Command) -> clap::Command {
    let is_filled = |name: &std::ffi::OsStr| std::env::var_os(name).is_none_or(|value| !value.is_empty());
    let command = command.mut_args(|arg| match arg.get_env().is_none_or(is_filled) {
        true => arg,
        false => arg.env(None::<&str>),
    });
    command.mut_subcommands(without_empty_variables)
}

/// Decides about colours for a stream if no flag does. An empty CLICOLOR_FORCE forces nothing.
fn choice(stream: &impl anstream::stream::RawStream, is_terminal: bool) -> anstream::ColorChoice {
    match anstream::AutoStream::choice(stream) {
        _ if !is_terminal && variable("CLICOLOR_FORCE").is_none() => anstream::ColorChoice::Never,
        choice => choice,
    }
}

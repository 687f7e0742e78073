//! `irr init`

pub(in crate::cli) mod merge_driver;

use std::io::Write;
use std::path::PathBuf;

use clap::{ValueEnum, ValueHint};
use merge_driver::Repository;

use crate::cli::args::force_name;
use crate::cli::commands::new::interview::{choice_of_body, optional};
use crate::cli::complete;
use crate::cli::terminal::context::{Context, shown_path};
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::prompt::{Prompter, Question};
use crate::model::force::Forces;
use crate::model::{BodyKind, ChiefOfficer, Force, LocalPolicingBody, Settings};
use crate::prose::listed;
use crate::rules::settings_schema;
use crate::session::OfficeSettings;
use crate::store::{Forge, SETTINGS, StarterOutcome, Store, starters};
use crate::yaml::record_schema;

/// Set up a folder for records
///
/// Creates records/, schemas/, irr.yaml, and the files that git and pre-commit need. Existing files are kept, so it is safe in a
/// repository with other content, and safe to repeat. After an upgrade it renews the schemas, hooks and CI jobs that an
/// earlier irr wrote, except those that were edited. On a terminal it asks for the force and its offices. They are kept in
/// irr.yaml, so that `irr new` does not ask again.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "Examples:
  irr init
  irr init responses --ci github
  irr init --force Staffordshire --body pfcc --holder 'A. N. Other'")]
pub(in crate::cli) struct InitArgs {
    /// The folder to set up [default: that of --store, otherwise the current folder]
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    folder: Option<PathBuf>,
    /// Your force
    #[arg(long, add = complete::by(complete::known_forces))]
    force: Option<String>,
    /// The local policing body's kind: pcc, pfcc, mayor, mopac, common_council, transport_police_authority, fire_authority, other
    #[arg(long, value_name = "KIND")]
    body: Option<BodyKind>,
    /// Who holds that office
    #[arg(long, value_name = "NAME")]
    holder: Option<String>,
    /// The chief officer's name
    #[arg(long, value_name = "NAME")]
    chief_officer: Option<String>,
    /// The chief officer's title [default: the usual one of the force, such as Chief Constable]
    #[arg(long, value_name = "TITLE")]
    chief_officer_title: Option<String>,
    /// Accept a force name that irr does not know, and list it under `forces` in irr.yaml
    #[arg(long)]
    anyway: bool,
    /// Add a CI job that checks the records on every push
    #[arg(long, value_enum)]
    ci: Option<Ci>,
    /// Do not create a git repository, even if the folder is not in one
    #[arg(long)]
    no_git: bool,
}

const VERSION: &str = env!("CARGO_PKG_VERSION");

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Ci {
    /// .github/workflows/inspection-responses.yml
    Github,
    /// .gitlab-ci.yml
    Gitlab,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &InitArgs) -> Result<Outcome, Failure> {
    let folder = args.folder.clone().or_else(|| ctx.named_store()).unwrap_or_else(|| PathBuf::from("."));
    let (store, here) = (Store::at(&folder), shown_path(&folder) == ".");
    let is_set = !matches!(store.settings(), Ok(None));
    let mut args = args.clone();
    if let Some(asker) = ctx.asker() {
        args.ask(ctx, &asker, &store, is_set)?;
    }
    let mut settings = args.settings()?;
    if let Some(force) = settings.force.take() {
        let known = Forces::default();
        let force = force_name::usual(ctx, &known, &force, args.anyway)?;
        if known.read(force.as_str()).is_err() {
            // Accepted once with --anyway, it need not be accepted for each record.
            settings.forces.push(force.clone());
        }
        settings.force = Some(force);
    }
    let not_kept = match is_set && settings != Settings::default() {
        true => args.differing(&OfficeSettings::load(&store)?.settings),
        false => Vec::new(),
    };
    let mut forges = store.jobs();
    let asked = args.ci.map(|ci| match ci {
        Ci::Github => Forge::Github,
        Ci::Gitlab => Forge::Gitlab,
    });
    forges.extend(asked.filter(|forge| !forges.contains(forge)));
    let files = starters(&settings, format!("{:#}\n", record_schema()), format!("{:#}\n", settings_schema()), &forges)?;
    let mut repository = Repository::Existing;
    if !args.no_git && store.work_tree().is_none() {
        store
            .init_git()
            .map_err(|error| Failure::from(error).hint("use --no-git to set up the folder without a git repository"))?;
        let folder = if here { "this folder".to_owned() } else { shown_path(&folder) };
        writeln!(ctx.err, "created a git repository in {folder}")?;
        repository = Repository::Created;
    }
    let started = store.start(&files)?;
    ctx.words_are_written()?;
    let (mut is_hooked, mut edited) = (true, Vec::new());
    for (path, outcome) in started {
        let path = shown_path(&path);
        is_hooked &= !(path.ends_with(".pre-commit-config.yaml") && outcome == StarterOutcome::Kept);
        match outcome {
            StarterOutcome::Written => writeln!(ctx.out, "wrote {path}")?,
            StarterOutcome::Renewed => writeln!(ctx.out, "renewed {path}")?,
            StarterOutcome::UpToDate | StarterOutcome::Kept => writeln!(ctx.out, "kept  {path}")?,
            StarterOutcome::KeptEdited(version) => {
                writeln!(ctx.out, "kept  {path}, which was edited since irr {version} wrote it")?;
                edited.extend((version != VERSION).then_some(path));
            }
            StarterOutcome::KeptLater(version) => {
                writeln!(ctx.out, "kept  {path}, which irr {version} wrote: this is irr {VERSION}")?
            }
        }
    }
    ctx.out.flush()?;
    if !not_kept.is_empty() {
        let flags = listed(&not_kept, not_kept.len(), not_kept.len());
        writeln!(ctx.err, "kept the existing {SETTINGS}, without what you gave with {flags}: change it in that file")?;
    }
    if !edited.is_empty() {
        let (names, them) = (listed(&edited, edited.len(), edited.len()), if edited.len() == 1 { "it" } else { "them" });
        writeln!(
            ctx.err,
            "to take the new version of {names}, rename {them}, run `irr init` again (with --ci for a CI job), and move your changes over"
        )?;
    }
    let hooks = match is_hooked {
        _ if !store.can_be_named() => {
            "hooks and CI jobs were not written: the folder's name has characters that shells treat specially"
        }
        true => "to check the records at each commit, run `pre-commit install`",
        false => "kept the existing .pre-commit-config.yaml: make sure that it has irr's hooks",
    };
    writeln!(ctx.err, "{hooks}")?;
    if store.work_tree().is_some() {
        merge_driver::set_up(ctx, &store, repository)?;
    }
    let there = if here { String::new() } else { format!(", in {}", shown_path(&folder)) };
    let next = match store.ids() {
        Ok(_) => "check the records with `irr validate`",
        Err(_) => "create the first record with `irr new` or `irr import FILE`",
    };
    writeln!(ctx.err, "next{there}: {next}")?;
    Ok(if not_kept.is_empty() { Outcome::Done } else { Outcome::No })
}

impl InitArgs {
    /// Asks for what the flags do not give, and nothing that an existing irr.yaml would not take.
    fn ask(&mut self, ctx: &mut Context, asker: &Prompter, store: &Store, is_set: bool) -> Result<(), Failure> {
        let given = self.clone();
        if !is_set {
            self.ask_for_offices(ctx, asker)?;
            // A name that was typed one question too early would be in every response.
            while *self != given && !asker.confirm("Is that right?")? {
                self.clone_from(&given);
                self.ask_for_offices(ctx, asker)?;
            }
        }
        if self.ci.is_none() && store.jobs().is_empty() {
            let choices = [("nobody", None), ("GitHub", Some(Ci::Github)), ("GitLab", Some(Ci::Gitlab))];
            let choices = choices.map(|(label, ci)| (label.to_owned(), ci)).into();
            self.ci = asker.select("Have the records checked on every push by:", choices, 0)?;
        }
        Ok(())
    }

    fn ask_for_offices(&mut self, ctx: &mut Context, asker: &Prompter) -> Result<(), Failure> {
        let text =
            |words, help| asker.text(&Question { words, help: Some(help), ..Question::default() }, |text| Ok(optional(text)));
        if self.force.is_none() {
            let (help, known) = (Some("its short name; Enter skips, here and below"), Forces::default());
            let question = Question { words: "Force:", help, suggestions: &known.names(), ..Question::default() };
            let force = force_name::asked(ctx, asker, &known, &question, true)?;
            // It was asked about: it is not asked about again.
            self.anyway |= force.is_some();
            self.force = force.map(|force| force.to_string());
        }
        if self.body.is_none() {
            self.body = choice_of_body(
                asker,
                "Local policing body:",
                Some("not stated"),
                self.named_force().and_then(|force| force.usual_body(ctx.days.today)),
            )?;
        }
        if self.holder.is_none() && self.body.is_some() {
            self.holder = text("Who holds that office:", "the name, without a title")?;
        }
        if self.chief_officer.is_none() {
            self.chief_officer = text("Chief officer:", "the name, without a title")?;
        }
        if self.chief_officer_title.is_none() && self.chief_officer.is_some() {
            let question = Question { words: "Chief officer's title:", default: Some(self.usual_title()), ..Question::default() };
            self.chief_officer_title = asker.text(&question, |text| Ok(optional(text)))?;
        }
        Ok(())
    }

    fn named_force(&self) -> Option<Force> {
        Some(Force::from(self.force.as_deref()?))
    }

    /// Returns the usual title of the force's chief officer.
    fn usual_title(&self) -> &'static str {
        self.named_force().unwrap_or_else(|| Force::from("")).chief_officer_title()
    }

    fn settings(&self) -> Result<Settings, Failure> {
        let said = |text: &Option<String>| text.as_deref().and_then(optional);
        let holder = said(&self.holder);
        if holder.is_some() && self.body.is_none() {
            return Err(Failure::because("missing --body: --holder needs to know which office is held"));
        }
        let title = said(&self.chief_officer_title).or_else(|| said(&self.chief_officer).map(|_| self.usual_title().to_owned()));
        Ok(Settings {
            force: said(&self.force).map(|force| force.as_str().into()),
            local_policing_body: self.body.map(|kind| LocalPolicingBody { kind, name: None, holder }),
            chief_officer: title.map(|title| ChiefOfficer { title: Some(title), name: said(&self.chief_officer) }),
            ..Settings::default()
        })
    }

    /// Returns the flags that differ from the existing settings.
    fn differing(&self, settings: &Settings) -> Vec<&'static str> {
        let body = settings.local_policing_body.as_ref();
        let chief = settings.chief_officer.as_ref();
        let differs = |said: &Option<String>, set: Option<&str>| said.as_deref().is_some_and(|said| set != Some(said.trim()));
        let flags = [
            ("--force", differs(&self.force, settings.force.as_ref().map(|force| force.as_str()))),
            ("--body", self.body.is_some_and(|kind| body.is_none_or(|body| body.kind != kind))),
            ("--holder", differs(&self.holder, body.and_then(|body| body.holder.as_deref()))),
            ("--chief-officer", differs(&self.chief_officer, chief.and_then(|chief| chief.name.as_deref()))),
            ("--chief-officer-title", differs(&self.chief_officer_title, chief.and_then(|chief| chief.title.as_deref()))),
        ];
        flags.into_iter().filter(|(_, differs)| *differs).map(|(flag, _)| flag).collect()
    }
}

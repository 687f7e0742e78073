//! irr keeps track of a police force's inspections: what was recommended, what was answered, and what is overdue.
//!
//! The library is made for the `irr` command and its tests; it is no stable API. Terms of the inspectorate, of the Act and of
//! this code are explained in `docs/glossary.md`.
//!
//! # The rooms
//!
//! The top-level modules are called rooms. Rooms are named after things, commands after actions. A test (`tests/architecture.rs`)
//! enforces which room may import which, and that each foreign thing (the disk, the clock, the terminal, a parser) is used by its
//! one owner only.
//!
//! | room | what lives there | imports |
//! |---|---|---|
//! | [`prose`] | text that somebody wrote: Markdown, escaping, invisible characters | nothing |
//! | [`model`] | what a record is, and its deadlines; pure values | prose |
//! | [`form`] | the printed form as data: labels, headings, which field stands under which | model, prose |
//! | [`yaml`] | text to record and back, with the place of every field | model, prose |
//! | [`query`] | filter, order, expressions and look-up of findings | model, prose |
//! | [`rules`] | what is wrong with a record; one family of rules in each file | model, yaml, prose |
//! | [`intake`] | a document of somebody else's to a draft record, with notes | model, form, prose |
//! | [`store`] | the records folder; the only room that touches files, git and other programs | model, yaml, prose |
//! | [`session`] | what a command does, without a terminal: load, resolve, check, plan, fix | model, yaml, query, rules, store, prose |
//! | [`view`] | answers as plain data, and their published JSON | model, form, query, rules, yaml, prose |
//! | [`draw`] | answers to characters; one file for each format | view, prose |
//! | [`cli`] | flags in, exit code out; one file for each command | all of them |
//!
//! ```text
//!                 main
//!                  │
//!                 cli ───────────────┬──────────┐
//!                  │                 │          │
//!                draw ──► view    session    intake
//!                          │ │       │ │        │
//!                          │ └► rules◄┘└► store │
//!                          │      │         │   │
//!                          │      └► yaml ◄─┘   │
//!                          ▼          │         ▼
//!                        query ───► model ◄── form
//!                                     │
//!                                   prose
//! ```
//!
//! # A query through the rooms: `irr list --overdue`
//!
//! 1. `cli` parses the flags (`cli::commands::list::ListArgs`) and builds a [`query::Filter`] from them.
//! 2. [`store::Store::find`] looks for the nearest folder with `records/` in it, upwards from the current one;
//!    [`store::Store::load_each`] reads every file, on all cores.
//! 3. [`yaml::parse`] turns each text into a [`model::Record`], or into faults with their places. Files with faults are reported,
//!    and the others are listed.
//! 4. [`view::Listing::compute`] judges each finding on the day ([`model::FindingState`]), filters and sorts.
//! 5. [`draw::write`] draws the listing as a table, or writes its export as JSON.
//! 6. The outcome becomes the exit code: 0 success, 1 refused or problems found, 2 something could not be done.
//!
//! # A change through the rooms: `irr close custody:R1 …`
//!
//! 1. `cli` parses the flags into a transition, which is a plain value: [`model::transition::Close`].
//! 2. [`session::resolve`] finds the records and findings. While holding the [`store::Lock`], the transition is applied to
//!    a copy of the record. Everything that is missing is reported at once.
//! 3. [`yaml::revise`] changes the text to say what the copy says, leaves the rest alone, and reads its result back.
//! 4. [`session::preflight`] checks the records before and after the change. A change that adds errors is refused.
//! 5. [`store::Store::apply`] writes all files or none, and keeps what `irr undo` and `irr doctor` need.
//!
//! # A document through the rooms: `irr render custody --format docx`, then `irr import`
//!
//! 1. [`view::ResponseForm`] makes [`view::Block`]s of the record from the tables of [`form`], which say which
//!    field stands under which label.
//! 2. [`draw::OutputDocument`] draws the blocks. Prose is drawn in parts (headings, paragraphs, lists) where the format
//!    has them, and as plain text where it does not ([`prose::ProseContent`]).
//! 3. [`intake::open`] turns the bytes that come back into [`intake::SourceBlock`]s, whatever their format.
//! 4. [`intake::roundtrip`] reads documents that irr wrote, by the same tables. All others go through [`intake::extract`], which
//!    guesses, and notes each guess.
//!
//! # Where to add things
//!
//! - A command: a file and a line in `cli/commands`, and a file in `tests/cli`.
//! - A change to findings: a file in `model::transition`, and its command.
//! - A rule: a line and a check in a family of `rules`, a section in the family's page, and a bad and a good fixture with its
//!   name.
//! - A column: a line in the table of `query/columns.rs`.
//! - A kind of export row: a struct in `view/export/v1`, and a file in `view/rows`.
//! - A section of the meeting paper: a file in `view/section`, a line in its list, and a variant of [`model::SummarySection`].
//! - A field of the printed form: a line in [`form`].
//! - An output format: a file in `draw`.

pub mod cli;
pub mod draw;
pub mod form;
pub mod intake;
pub mod model;
pub mod prose;
pub mod query;
pub mod rules;
pub mod session;
pub mod store;
pub mod view;
pub mod yaml;

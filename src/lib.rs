//! irr keeps the responses to inspections of a police force: what was recommended, what was answered, and what is overdue.
//!
//! # The rooms
//!
//! Rooms are nouns, commands are verbs. A test (`tests/architecture.rs`) enforces the doors, and that each foreign thing
//! (the disk, the clock, the terminal, a parser) stays with its one owner.
//!
//! | room | what lives there | imports |
//! |---|---|---|
//! | [`model`] | what a record is, and the law's clocks; pure values | nothing |
//! | [`yaml`] | text to record and back, with the place of every field | model |
//! | [`query`] | the questions asked of findings: filter, order, expression, lookup | model |
//! | [`rules`] | what is wrong with a record; one family of rules a file | model, yaml |
//! | [`intake`] | a foreign document to a draft record and complaints | model |
//! | [`store`] | the records on disk: the only room that touches a file | model, yaml |
//! | [`report`] | answers as plain data, and their published JSON | model, query, rules, yaml |
//! | [`draw`] | answers to characters, one file a format | report |
//! | [`cli`] | flags in, exit code out; one file a command | all of them |
//!
//! ```text
//!                 main
//!                  │
//!                 cli ───────────────┬──────────┬─────────┐
//!                  │                 │          │         │
//!                draw ──► report ──► rules    intake    store
//!                           │  │       │        │         │
//!                           │  └─────► yaml ◄───┼─────────┘
//!                           ▼          │        │
//!                         query ────► model ◄───┘
//! ```
//!
//! # One command through the rooms: `irr list --overdue`
//!
//! 1. `cli` reads the flags: `cli::list::ListArgs`, and from its `select` a [`query::Filter`].
//! 2. [`store::Store::find`] goes up to the folder that has `records/`; [`store::Store::load_each`] reads every file, on all cores.
//! 3. [`yaml::parse`] makes a [`model::Record`] of each text, or faults with their places; those are told, and the rest goes on.
//! 4. [`report::Listing::compute`] asks each finding how it stands on the day ([`model::Standing`]), filters and orders.
//! 5. [`draw::write`] draws the listing's blocks as a table, or writes its export as JSON.
//! 6. The outcome becomes the exit code: 0 done, 1 the answer is no, 2 something could not be done.
//!
//! # One change through the rooms: `irr close custody:R1 …`
//!
//! 1. `cli` reads the flags into a step, which is a value: [`model::step::Close`].
//! 2. Under the store's [`store::Lock`] the record is read, and the step taken with a copy of it: all that is missing is told at once.
//! 3. [`yaml::revise`] makes the text say what the copy says, touches nothing else, and reads back what it made.
//! 4. The [`store::ChangeSet`] is held against the rules, as they are broken now and as they would be: what is new is told, and refused.
//! 5. [`store::Store::apply`] writes all of it or nothing, and keeps what `irr undo` and `irr doctor` need.
//!
//! # One document through the rooms: `irr render custody --format docx`, and `irr import` of what comes back
//!
//! 1. [`report::ResponseForm`] makes [`report::Block`]s of the record by the tables of [`model::printed`]: each label, and the field that stands under it.
//! 2. [`draw::Document`] draws the blocks: prose in parts where Markdown's marks have their like there, to the character where not ([`model::Told`]).
//! 3. [`intake::open`] makes [`intake::Block`]s of the bytes that come back, whatever they came in.
//! 4. [`intake::own`] reads them by the same tables; a document of anybody else goes through [`intake::layout`], which guesses and tells what it guessed.
//!
//! To add a step: a file in `model::step`, and its command. To add a rule: a line and a check in a family of `rules`, a section in that family's page, a bad and a good fixture of its name. To add a column: a word in
//! [`query::Facet`]. To add a kind of row: a struct in `report/export/v1`, a file in `report/rows`. To add a section to the meeting's paper: a file in `report/section`, a line in its list, and a word in [`model::SummarySection`]. To add a field to the printed form: a line in [`model::printed`]. To add a format: a file in `draw`. To add a command: a file in `cli`, a line in `cli/command.rs`, and a file in `tests/cli`.

pub mod cli;
pub mod draw;
pub mod intake;
pub mod model;
pub mod query;
pub mod report;
pub mod rules;
pub mod store;
pub mod yaml;

//! Which file imports which, and the circles among them.
//!
//! A path is followed through re-exports to the file that defines the thing: what a re-export carries counts as an import.
//! A folder's `mod.rs` is left out: it lists its files, so it knows them, and they may use what it defines for all of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};

/// A path from the root of the crate, such as `["model", "date", "Date"]`.
type Segments = Vec<String>;

/// A file of the source as a module.
#[derive(Default)]
struct Module {
    /// Names that the file imports, with their paths.
    imports: BTreeMap<String, Segments>,
    /// Names that it passes on, with their paths.
    exports: BTreeMap<String, Segments>,
    /// Other paths in its code.
    mentions: Vec<Segments>,
}

/// Collects the paths of a file; tests in it do not count.
struct Collector<'a> {
    at: &'a Segments,
    module: Module,
}

impl Collector<'_> {
    /// Returns a path from the root of the crate; `None` where it leads to another crate.
    fn absolute(&self, path: &[String]) -> Option<Segments> {
        let (first, rest) = path.split_first()?;
        let above = path.iter().take_while(|it| *it == "super").count();
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some([self.at, rest].concat()),
            "super" => Some([&self.at[..self.at.len().checked_sub(above)?], &path[above..]].concat()),
            _ => None,
        }
    }

    fn add_use(&mut self, tree: &syn::UseTree, before: &[String], is_passed_on: bool) {
        let mut add = |name: String, alias: String| {
            let path = if name == "self" { before.to_vec() } else { [before, &[name]].concat() };
            // A path without `crate` may begin with a module below this file.
            let path = self.absolute(&path).unwrap_or_else(|| [self.at.clone(), path.clone()].concat());
            let names = if is_passed_on { &mut self.module.exports } else { &mut self.module.imports };
            names.insert(alias, path);
        };
        match tree {
            syn::UseTree::Path(path) => self.add_use(&path.tree, &[before, &[path.ident.to_string()]].concat(), is_passed_on),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.add_use(tree, before, is_passed_on)),
            syn::UseTree::Name(it) if it.ident == "self" => add("self".into(), before.last().cloned().unwrap_or_default()),
            syn::UseTree::Name(it) => add(it.ident.to_string(), it.ident.to_string()),
            syn::UseTree::Rename(it) => add(it.ident.to_string(), it.rename.to_string()),
            syn::UseTree::Glob(_) => {}
        }
    }
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|it| it.path().is_ident("cfg") && it.parse_args::<syn::Path>().is_ok_and(|it| it.is_ident("test")))
}

impl<'ast> Visit<'ast> for Collector<'_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.add_use(&item.tree, &[], !matches!(item.vis, syn::Visibility::Inherited));
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let path_segments: Segments = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if path_segments.len() > 1 {
            self.module.mentions.push(path_segments);
        }
        visit::visit_path(self, path);
    }
}

/// The files of the source by module, and what they import.
struct Graph {
    modules: BTreeMap<Segments, Module>,
    /// The modules that are a `mod.rs`, or the root.
    doors: BTreeSet<Segments>,
}

impl Graph {
    fn of(root: &Path) -> Self {
        let (mut modules, mut doors) = (BTreeMap::new(), BTreeSet::from([Vec::new()]));
        let mut folders = vec![root.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path: PathBuf = entry.unwrap().path();
                let is_source = path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs");
                if path.is_dir() {
                    folders.push(path);
                } else if is_source {
                    let at = module_path(root, &path);
                    doors.extend(path.ends_with("mod.rs").then(|| at.clone()));
                    modules.insert(at, fs::read_to_string(&path).unwrap());
                }
            }
        }
        Self::parse(modules, doors)
    }

    fn parse(texts: BTreeMap<Segments, String>, doors: BTreeSet<Segments>) -> Self {
        let parse = |(at, text): (Segments, String)| {
            let file = syn::parse_file(&text).unwrap();
            let mut collector = Collector { at: &at, module: Module::default() };
            collector.visit_file(&file);
            let module = collector.module;
            (at, module)
        };
        Self { modules: texts.into_iter().map(parse).collect(), doors }
    }

    /// Returns the file that defines what a path leads to.
    fn file_of(&self, path: &[String], depth: usize) -> Option<Segments> {
        let length = (0..=path.len()).rev().find(|length| self.modules.contains_key(&path[..*length]))?;
        let (file, rest) = path.split_at(length);
        let onward = rest.first().and_then(|name| self.modules[file].exports.get(name)).filter(|_| depth < 8);
        onward.and_then(|onward| self.file_of(onward, depth + 1)).or_else(|| Some(file.to_vec()))
    }

    /// Returns the files that a file imports from.
    fn imports_of(&self, at: &Segments, module: &Module) -> BTreeSet<Segments> {
        let collector = Collector { at, module: Module::default() };
        let is_module = |path: &Segments| self.modules.contains_key(path);
        let mentioned = module.mentions.iter().filter_map(|path| {
            let through = || module.imports.get(&path[0]).filter(|it| is_module(it));
            let below = || Some([at, &path[..1]].concat()).filter(is_module);
            let from = collector
                .absolute(path)
                .or_else(|| through().cloned().or_else(below).map(|it| [it, path[1..].to_vec()].concat()));
            from.filter(|_| path[0] != "Self")
        });
        // A module that is imported by its name is imported for what the code takes from it.
        let imported = module.imports.values().filter(|path| !is_module(path)).cloned();
        imported
            .chain(mentioned)
            .filter_map(|path| self.file_of(&path, 0))
            .filter(|file| file != at && !self.doors.contains(file))
            .collect()
    }

    /// Returns each circle of files, as the names of its files.
    fn circles(&self) -> Vec<Vec<String>> {
        let imports: BTreeMap<&Segments, BTreeSet<Segments>> =
            self.modules.iter().map(|(at, module)| (at, self.imports_of(at, module))).collect();
        let reached = |from: &Segments| {
            let mut reached = BTreeSet::new();
            let mut next: Vec<&Segments> = imports[from].iter().collect();
            while let Some(file) = next.pop() {
                if reached.insert(file) {
                    next.extend(&imports[file]);
                }
            }
            reached
        };
        let all: BTreeMap<&Segments, BTreeSet<&Segments>> = imports.keys().map(|file| (*file, reached(file))).collect();
        let circle = |file: &&Segments| -> Vec<String> {
            let back = all[*file].iter().filter(|other| all[**other].contains(*file));
            back.map(|file| file.join("::")).collect()
        };
        let circles: BTreeSet<Vec<String>> = all.keys().map(circle).filter(|circle| circle.len() > 1).collect();
        circles.into_iter().collect()
    }
}

fn module_path(root: &Path, file: &Path) -> Segments {
    let below = file.strip_prefix(root).unwrap().with_extension("");
    let mut path: Segments = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if path.last().is_some_and(|last| last == "mod" || last == "lib") {
        path.pop();
    }
    path
}

/// Inside `intake`: phrases know no format, and readers of a format know nothing of what a document says.
const INTAKE: [(&str, &[&str]); 2] = [("phrases", &["readers", "extract", "roundtrip"]), ("readers", &["extract", "roundtrip"])];

/// Returns each import inside `intake` that leads upwards.
fn imports_upwards(graph: &Graph) -> Vec<String> {
    let folder = |file: &Segments| (file.first()? == "intake").then(|| file.get(1).cloned()).flatten();
    let mut found = Vec::new();
    for (at, module) in &graph.modules {
        let above = INTAKE.iter().find(|(below, _)| folder(at).as_deref() == Some(*below)).map_or(&[][..], |(_, above)| above);
        let is_above = |file: &Segments| folder(file).is_some_and(|it| above.contains(&it.as_str()));
        let wrong = graph.imports_of(at, module).into_iter().filter(is_above);
        found.extend(wrong.map(|file| format!("{} imports {}", at.join("::"), file.join("::"))));
    }
    found
}

#[test]
fn intake_is_built_from_below() {
    let graph = Graph::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    for (folder, _) in INTAKE {
        let is_there = |file: &Segments| file.starts_with(&["intake".to_owned(), folder.to_owned()]);
        assert!(graph.modules.keys().any(is_there), "intake/{folder} is not where this test looks for it");
    }
    assert_eq!(imports_upwards(&graph), Vec::<String>::new());
}

#[test]
fn an_import_upwards_in_intake_is_seen_also_in_a_group() {
    let text = |path: &str, text: &str| (path.split("::").map(str::to_owned).collect(), text.to_owned());
    let graph = Graph::parse(
        BTreeMap::from([
            text("intake::phrases::date", "use crate::intake::{extract::letter::Letter};"),
            text("intake::extract::letter", "use crate::intake::phrases::date; pub struct Letter; fn f() { date::g() }"),
        ]),
        BTreeSet::new(),
    );
    assert_eq!(imports_upwards(&graph), ["intake::phrases::date imports intake::extract::letter"]);
}

#[test]
fn no_two_files_import_each_other() {
    let graph = Graph::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    assert!(graph.modules.len() > 200, "the source is not where this test looks for it");
    assert_eq!(graph.circles(), Vec::<Vec<String>>::new());
}

#[test]
fn a_circle_is_seen_also_through_a_re_export_and_a_module_name() {
    let text = |path: &str, text: &str| (path.split("::").map(str::to_owned).collect(), text.to_owned());
    let graph = Graph::parse(
        BTreeMap::from([
            text("a", "mod one; mod two; pub use one::One;"),
            text("a::one", "use super::two; pub struct One; fn f() { two::g() }"),
            text("a::two", "pub fn g(_: crate::a::One) {}"),
            text("b", "use crate::a::One; #[cfg(test)] mod tests { use crate::c::C; }"),
            text("c", "use crate::b::B; pub struct C;"),
        ]),
        BTreeSet::from([vec!["a".to_owned()]]),
    );
    assert_eq!(graph.circles(), [["a::one", "a::two"]]);
}

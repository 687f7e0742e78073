//! Everything around the text: opens a template's page, styles, lists and relationships, and adds what irr needs.

use std::collections::BTreeMap;

use super::lists::DocxLists;
use super::markup::{Tag, TagKind, escaped, put_before, tags};
use super::package::{CONTENT_TYPES, DocxWriter, NUMBERING, ROOT_RELATIONS, STYLES, unusable};
use crate::draw::DrawError;

const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CORE: &str = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
/// Text width in twentieths of a point if the template does not say: A4 with margins of 2 cm.
const USUAL_WIDTH: usize = 9_638;

/// A template, split at the place where the text goes.
pub(super) struct Frame {
    document: String,
    before: String,
    after: String,
    /// The text width, in twentieths of a point.
    pub(super) width: usize,
    /// The template's id of each style, by the default template's id.
    pub(super) styles: BTreeMap<String, String>,
    /// The template's list definitions and the first free list id.
    pub(super) lists: DocxLists,
}

impl Frame {
    /// Opens a template and adds the styles and lists that it lacks.
    pub(super) fn of(package: &mut DocxWriter) -> Result<Self, DrawError> {
        let document = main_part(package)?;
        let types = package.text(CONTENT_TYPES)?;
        // The output is a .docx, and Word does not open a .docx that contains macros.
        if types.contains("macroEnabled") {
            return Err(unusable("it has macros: save it as .docx or .dotx, without them"));
        }
        package
            // A .dotx declares itself a template. The output is a document, so its declaration changes.
            .set(CONTENT_TYPES, types.replace(&format!("{CONTENT}.template.main+xml"), &format!("{CONTENT}.document.main+xml")));
        let text = package.text(&document)?;
        let (before, after, width) = opened(&document, &text)?;
        let relations = relations_of(&document);
        if !package.has(&relations) {
            return Err(unusable("it has no styles"));
        }
        let styles = styles(package, &document, &relations)?;
        let lists = lists(package, &document, &relations)?;
        Ok(Self { document, before, after, width, styles, lists })
    }

    /// Puts a notice into the header of every page: into the template's headers, and into a new one for page kinds without.
    pub(super) fn head_each_page(&mut self, package: &mut DocxWriter, notice: &str) -> Result<(), DrawError> {
        let whole = format!("{}{}", self.before, self.after);
        let tags_of_all = tags(&self.document, &whole)?;
        // The last section of the body is the one that the text goes into.
        let section = tags_of_all.iter().rfind(|tag| tag.name == "w:sectPr" && tag.depth == 2 && tag.kind != TagKind::Closes);
        let inner: Vec<&Tag> =
            tags_of_all.iter().filter(|tag| section.is_some_and(|section| tag.start > section.start)).collect();
        let own: Vec<(&str, &str)> = inner
            .iter()
            .filter(|tag| tag.name == "w:headerReference")
            .filter_map(|tag| Some((tag.attribute("w:type").unwrap_or("default"), tag.attribute("r:id")?)))
            .collect();
        let relations = relations_of(&self.document);
        let line = format!(
            "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
            escaped(notice)
        );
        for (_, id) in &own {
            let Some(part) = target_where(package, &self.document, &relations, |tag| tag.attribute("Id") == Some(*id))? else {
                continue;
            };
            let mut text = package.text(&part)?;
            // A template that is itself an earlier rendering has the notice already.
            if let Some(root) = tags(&part, &text)?.first().filter(|root| root.kind == TagKind::Opens && !text.contains(&line)) {
                text.insert_str(root.end, &line);
                package.set(&part, text);
            }
        }
        // Word uses separate headers for the first page and for even pages if the template turns them on.
        let is_on = |name: &str| inner.iter().any(|tag| tag.name == name);
        let settings = target(package, &self.document, &relations, "settings")?;
        let has_even = settings.is_some_and(|part| package.text(&part).is_ok_and(|text| text.contains("<w:evenAndOddHeaders")));
        let wanted = [("default", true), ("first", is_on("w:titlePg")), ("even", has_even)];
        let missing: Vec<&str> = wanted
            .iter()
            .filter(|(kind, is_wanted)| *is_wanted && !own.iter().any(|(known, _)| known == kind))
            .map(|(kind, _)| *kind)
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        let folder = self.document.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let part = format!("{folder}irrNotice.xml");
        package.set(
            &part,
            format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:hdr xmlns:w=\"{MAIN}\">{line}</w:hdr>"),
        );
        add_type(package, &part, &format!("{CONTENT}.header+xml"))?;
        let relation = format!("<Relationship Id=\"irrNotice\" Type=\"{KINDS}/header\" Target=\"irrNotice.xml\"/>");
        add_relations(package, &relations, &relation)?;
        let references: String = missing
            .iter()
            .map(|kind| format!("<w:headerReference xmlns:r=\"{KINDS}\" w:type=\"{kind}\" r:id=\"irrNotice\"/>"))
            .collect();
        let start = self.before.len();
        match section.map(|section| (section.kind, section.start - start, section.end - start)) {
            Some((TagKind::Opens, _, end)) => self.after.insert_str(end, &references),
            Some((_, from, end)) => self.after.replace_range(from..end, &format!("<w:sectPr>{references}</w:sectPr>")),
            None => self.after.insert_str(0, &format!("<w:sectPr>{references}</w:sectPr>")),
        }
        Ok(())
    }

    /// Inserts the text, its links and its lists into the template.
    pub(super) fn fill(
        &self,
        package: &mut DocxWriter,
        body: &str,
        links: &[String],
        lists: &DocxLists,
    ) -> Result<(), DrawError> {
        package.set(&self.document, format!("{}{body}{}", self.before, self.after));
        let relations = relations_of(&self.document);
        let told: String = links
            .iter()
            .enumerate()
            .map(|(at, to)| {
                let to = escaped(to);
                format!("<Relationship Id=\"irrLink{at}\" Type=\"{KINDS}/hyperlink\" Target=\"{to}\" TargetMode=\"External\"/>")
            })
            .collect();
        drop_links(package, &relations)?;
        add_relations(package, &relations, &told)?;
        let numbering = target(package, &self.document, &relations, "numbering")?.unwrap_or_default();
        let text = package.text(&numbering)?;
        // The schema wants list instances after all definitions, and `numIdMacAtCleanup` last.
        package.set(&numbering, put_before(&numbering, &text, &["<w:numIdMacAtCleanup", "</w:numbering>"], &lists.instances())?);
        Ok(())
    }
}

/// Removes links from an earlier rendering, in case the template is itself a rendered document.
fn drop_links(package: &mut DocxWriter, part: &str) -> Result<(), DrawError> {
    let mut text = package.text(part)?;
    let tags = tags(part, &text)?;
    let links = tags.iter().rev().filter(|tag| tag.attribute("Id").is_some_and(|id| id.starts_with("irrLink")));
    for link in links.filter(|tag| tag.kind == TagKind::Empty) {
        text.replace_range(link.start..link.end, "");
    }
    package.set(part, text);
    Ok(())
}

/// Sets the document's core properties: title, author and language.
pub(super) fn set_core(package: &mut DocxWriter, core: String) -> Result<(), DrawError> {
    let known = tags(ROOT_RELATIONS, &package.text(ROOT_RELATIONS)?)?;
    let known = known.iter().find(|tag| tag.attribute("Type") == Some(CORE)).and_then(|tag| tag.attribute("Target"));
    match known {
        Some(target) => package.set(target.trim_start_matches('/'), core),
        None => {
            package.set("docProps/core.xml", core);
            add_relations(
                package,
                ROOT_RELATIONS,
                &format!("<Relationship Id=\"irrCore\" Type=\"{CORE}\" Target=\"docProps/core.xml\"/>"),
            )?;
            add_type(package, "docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")?;
        }
    }
    Ok(())
}

fn main_part(package: &DocxWriter) -> Result<String, DrawError> {
    // A zip archive without this part is something else, such as a spreadsheet.
    let no_document = || unusable("it is not a Word document (.docx or .dotx)");
    let relations = package.text(ROOT_RELATIONS).map_err(|_| no_document())?;
    let tags = tags(ROOT_RELATIONS, &relations)?;
    let main = tags.iter().find(|tag| tag.attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument")));
    let target = main.and_then(|tag| tag.attribute("Target")).ok_or_else(no_document)?.trim_start_matches('/');
    Ok(target.to_owned())
}

/// Splits the document at its text; returns what is before, what is after, and the text width.
fn opened(part: &str, text: &str) -> Result<(String, String, usize), DrawError> {
    let tags = tags(part, text)?;
    let root = tags.first().filter(|root| root.name == "w:document" && root.attribute("xmlns:w") == Some(MAIN));
    // Strict Open XML uses other namespaces throughout, so nothing below would be found in it.
    if root.is_none() {
        return Err(unusable("it is not an ordinary Word document (save it as .docx or .dotx, not as Strict Open XML)"));
    }
    let body = tags.iter().find(|tag| tag.name == "w:body" && tag.depth == 1 && tag.kind == TagKind::Opens);
    let end = tags.iter().rfind(|tag| tag.name == "w:body" && tag.depth == 1 && tag.kind == TagKind::Closes);
    let (Some(body), Some(end)) = (body, end) else { return Err(unusable("it has no text, not even an empty paragraph")) };
    let section = tags.iter().rfind(|tag| tag.name == "w:sectPr" && tag.depth == 2 && tag.kind != TagKind::Closes);
    let after = section.map_or(end.start, |section| section.start);
    let last = |name: &str| tags.iter().rfind(|tag| tag.name == name && tag.start > after);
    let width = (|| {
        let of = |tag: &Tag, name: &str| tag.attribute(name)?.parse::<usize>().ok();
        let (page, margins) = (last("w:pgSz")?, last("w:pgMar")?);
        of(page, "w:w")?.checked_sub(of(margins, "w:left")? + of(margins, "w:right")?)
    })();
    // A width outside of 3.5 to 70 cm is taken for an error in the template.
    let width = width.filter(|width| (2_000..=40_000).contains(width)).unwrap_or(USUAL_WIDTH);
    Ok((text[..body.end].to_owned(), text[after..].to_owned(), width))
}

fn relations_of(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    format!("{folder}/_rels/{name}.rels").trim_start_matches('/').to_owned()
}

/// Returns the part that the document refers to by a kind of relationship, such as its styles.
fn target(package: &DocxWriter, document: &str, relations: &str, kind: &str) -> Result<Option<String>, DrawError> {
    let kind = format!("{KINDS}/{kind}");
    target_where(package, document, relations, |tag| tag.attribute("Type") == Some(&kind))
}

/// Returns the part of the first relationship that `is_meant` accepts.
fn target_where(
    package: &DocxWriter,
    document: &str,
    relations: &str,
    is_meant: impl Fn(&Tag) -> bool,
) -> Result<Option<String>, DrawError> {
    let tags = tags(relations, &package.text(relations)?)?;
    let found = tags.iter().find(|tag| is_meant(tag)).and_then(|tag| tag.attribute("Target"));
    let folder = document.rsplit_once('/').map_or("", |(folder, _)| folder);
    Ok(found.map(|target| match target.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None => format!("{folder}/{target}").trim_start_matches('/').to_owned(),
    }))
}

fn add_relations(package: &mut DocxWriter, part: &str, relations: &str) -> Result<(), DrawError> {
    let text = put_before(part, &package.text(part)?, &["</Relationships>"], relations)?;
    package.set(part, text);
    Ok(())
}

fn add_type(package: &mut DocxWriter, part: &str, kind: &str) -> Result<(), DrawError> {
    let told = format!("<Override PartName=\"/{part}\" ContentType=\"{kind}\"/>");
    let types = package.text(CONTENT_TYPES)?;
    if !types.contains(&format!("PartName=\"/{part}\"")) {
        package.set(CONTENT_TYPES, put_before(CONTENT_TYPES, &types, &["</Types>"], &told)?);
    }
    Ok(())
}

/// Maps each style of the default template to an id in this one, adding the styles that it lacks.
///
/// Styles are matched by name, because their ids depend on the language of Word.
fn styles(package: &mut DocxWriter, document: &str, relations: &str) -> Result<BTreeMap<String, String>, DrawError> {
    let part = target(package, document, relations, "styles")?.ok_or_else(|| unusable("it has no styles"))?;
    let text = package.text(&part)?;
    let theirs = named_styles(&part, &text)?;
    let ours = named_styles(&part, STYLES)?;
    let mut ids = BTreeMap::new();
    let mut missing = Vec::new();
    for (id, name, kind, source) in &ours {
        let known = theirs.iter().find(|(_, known, known_kind, _)| known.eq_ignore_ascii_case(name) && known_kind == kind);
        let new = match known {
            Some((known, ..)) => known.clone(),
            None => {
                missing.push(*source);
                let is_taken = |id: &str| theirs.iter().any(|(known, ..)| known == id);
                // The template uses this id for another style, which must not change.
                if is_taken(id) { format!("{id}Irr") } else { id.clone() }
            }
        };
        ids.insert(id.clone(), new);
    }
    let mut added = String::new();
    for source in missing {
        // The template has default styles of its own, and there must be only one of each type.
        let mut style = source.replace(" w:default=\"1\"", "");
        for (id, new) in ids.iter().filter(|(id, new)| id != new) {
            for place in ["w:styleId=", "w:basedOn w:val=", "w:next w:val="] {
                style = style.replace(&format!("{place}\"{id}\""), &format!("{place}\"{new}\""));
            }
        }
        added.push_str(&style);
    }
    if !added.is_empty() {
        package.set(&part, put_before(&part, &text, &["</w:styles>"], &added)?);
    }
    Ok(ids)
}

/// Returns the id, name, type and XML source of each style.
fn named_styles<'a>(part: &str, text: &'a str) -> Result<Vec<(String, String, String, &'a str)>, DrawError> {
    let mut found = Vec::new();
    let mut open: Option<(&str, &str, &str, usize)> = None;
    let tags = tags(part, text)?;
    for tag in tags.iter().filter(|tag| tag.depth <= 2) {
        match (tag.name.as_str(), tag.kind) {
            ("w:style", TagKind::Opens) => {
                open = Some((
                    tag.attribute("w:styleId").unwrap_or(""),
                    "",
                    tag.attribute("w:type").unwrap_or("paragraph"),
                    tag.start,
                ));
            }
            ("w:name", _) => {
                if let (Some((_, name, ..)), Some(told)) = (&mut open, tag.attribute("w:val")) {
                    *name = told;
                }
            }
            ("w:style", TagKind::Closes) => {
                if let Some((id, name, kind, start)) = open.take() {
                    found.push((id.to_owned(), name.to_owned(), kind.to_owned(), &text[start..tag.end]));
                }
            }
            _ => {}
        }
    }
    Ok(found)
}

/// Adds irr's bullet and number lists to the template unless it has them, and returns their ids.
fn lists(package: &mut DocxWriter, document: &str, relations: &str) -> Result<DocxLists, DrawError> {
    let part = match target(package, document, relations, "numbering")? {
        Some(part) => part,
        None => {
            let folder = document.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
            let part = format!("{folder}numbering.xml");
            package.set(&part, NUMBERING.to_owned());
            add_relations(
                package,
                relations,
                &format!("<Relationship Id=\"irrLists\" Type=\"{KINDS}/numbering\" Target=\"numbering.xml\"/>"),
            )?;
            add_type(package, &part, &format!("{CONTENT}.numbering+xml"))?;
            part
        }
    };
    let text = package.text(&part)?;
    let known = tags(&part, &text)?;
    let most = |name: &str, id: &str| {
        let ids = known.iter().filter(|tag| tag.name == name).filter_map(|tag| tag.attribute(id)?.parse::<usize>().ok());
        ids.max().map_or(0, |most| most + 1)
    };
    let named = |name: &str| {
        let at = known.iter().position(|tag| tag.name == "w:name" && tag.attribute("w:val") == Some(name))?;
        let kind = known[..at].iter().rfind(|tag| tag.name == "w:abstractNum" && tag.kind == TagKind::Opens)?;
        kind.attribute("w:abstractNumId")?.parse::<usize>().ok()
    };
    // Word reserves list id 0 for "no list".
    let first = most("w:num", "w:numId").max(1);
    // The template is itself an earlier rendering: its definitions of irr's lists are used again.
    if let (Some(bullets), Some(numbers)) = (named("Irr Bullets"), named("Irr Numbers")) {
        return Ok(DocxLists::of(bullets, numbers, first));
    }
    let bullets = most("w:abstractNum", "w:abstractNumId");
    let kinds =
        NUMBERING.find("<w:abstractNum ").zip(NUMBERING.find("</w:numbering>")).map_or("", |(start, end)| &NUMBERING[start..end]);
    let kinds = kinds.replace("w:abstractNumId=\"1\"", &format!("w:abstractNumId=\"{}\"", bullets + 1));
    let kinds = kinds.replace("w:abstractNumId=\"0\"", &format!("w:abstractNumId=\"{bullets}\""));
    // The schema wants all definitions before the first list instance.
    package.set(&part, put_before(&part, &text, &["<w:num ", "<w:numIdMacAtCleanup", "</w:numbering>"], &kinds)?);
    Ok(DocxLists::of(bullets, bullets + 1, first))
}

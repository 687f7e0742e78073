//! Blocks of a document, and how they look as HTML, Markdown and plain text.

use super::dice::Dice;
use super::marks;

pub(crate) enum Block {
    Head(usize, String),
    /// An `ITEM` mark begins an item of a list.
    Para(String),
    /// An address, a signature, a form's label with its value: lines that stay lines.
    Lines(Vec<String>),
    /// Each item has paragraphs.
    Bullets(Vec<Vec<String>>),
    Quote(Vec<String>),
    Table(Vec<String>, Vec<Vec<Cell>>),
    /// Links of a menu or footer.
    Links(&'static str, Vec<String>),
}

/// Paragraphs are parted by a new line. A cell with `span` 0 is covered by the one above it.
#[derive(Clone)]
pub(crate) struct Cell {
    pub(crate) words: String,
    pub(crate) span: usize,
}

impl Cell {
    pub(crate) fn new(words: impl Into<String>) -> Self {
        Self { words: words.into(), span: 1 }
    }
}

/// Habits of an office's editor or website.
pub(crate) struct Habits {
    pub(crate) format: &'static str,
    /// Typewriter apostrophes and quotation marks.
    straight: bool,
    entities: bool,
    bold_heads: bool,
    word_classes: bool,
    head_cells: bool,
    width: usize,
    bullet: &'static str,
    underlined: bool,
}

impl Habits {
    pub(crate) fn any(dice: &mut Dice, format: &'static str) -> Self {
        Self {
            format,
            straight: dice.chance(40),
            entities: dice.chance(35),
            bold_heads: dice.chance(20),
            word_classes: dice.chance(20),
            head_cells: dice.chance(70),
            width: [usize::MAX, 78, 96][dice.below(3)],
            bullet: ["- ", "* ", "• "][dice.below(if format == "markdown" { 2 } else { 3 })],
            underlined: dice.chance(40),
        }
    }

    /// Words as this office types them.
    pub(crate) fn typed(&self, words: &str) -> String {
        if self.straight { words.replace(['’', '‘'], "'").replace(['“', '”'], "\"") } else { words.to_owned() }
    }

    pub(crate) fn print(&self, blocks: &[Block]) -> String {
        let text = self.typed(&blocks.iter().map(|block| self.block(block)).collect::<String>());
        if self.format != "html" || !self.entities {
            return text;
        }
        let named = [("’", "&rsquo;"), ("‘", "&lsquo;"), ("“", "&ldquo;"), ("”", "&rdquo;"), ("–", "&ndash;"), ("£", "&pound;")];
        let text = named.iter().fold(text, |text, (letter, name)| text.replace(letter, name));
        // Editors of websites keep a number on the line of its word.
        (1..10).fold(text, |text, number| {
            text.replace(&format!("Recommendation {number}"), &format!("Recommendation&nbsp;{number}"))
        })
    }

    /// What a browser needs around the printed blocks.
    pub(crate) fn page(&self, title: &str, body: &str) -> String {
        if self.format != "html" {
            return body.trim_start().to_owned();
        }
        let head = format!("<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n</head>", self.escaped(title));
        format!("<!DOCTYPE html>\n<html lang=\"en-GB\">\n{head}\n<body>\n{body}</body>\n</html>\n")
    }

    fn block(&self, block: &Block) -> String {
        match self.format {
            "html" => self.html(block),
            "markdown" => self.markdown(block),
            _ => self.text(block),
        }
    }

    fn escaped(&self, words: &str) -> String {
        words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
    }

    fn inline(&self, words: &str) -> String {
        let (open, close) = match (self.format, self.word_classes) {
            ("html", true) => ("<b>", "</b>"),
            ("html", false) => ("<strong>", "</strong>"),
            ("markdown", _) => ("**", "**"),
            _ => ("", ""),
        };
        let words = if self.format == "html" { self.escaped(words) } else { words.to_owned() };
        words.replace(marks::BOLD, open).replace(marks::PLAIN, close)
    }

    /// A paragraph, and the list that it may lead.
    fn html_para(&self, words: &str, tag: &str) -> String {
        let class = if self.word_classes && tag == "p" { " class=\"MsoNormal\"" } else { "" };
        let mut items = words.split(marks::ITEM);
        let lead = self.inline(items.next().unwrap_or_default());
        let items: String = items.map(|item| format!("<li>{}</li>\n", self.inline(item))).collect();
        let list = if items.is_empty() { String::new() } else { format!("<ul>\n{items}</ul>\n") };
        if tag.is_empty() { format!("{lead}{list}") } else { format!("<{tag}{class}>{lead}</{tag}>\n{list}") }
    }

    fn html_cell(&self, words: &str) -> String {
        let paras: Vec<&str> = words.split('\n').collect();
        if let [only] = paras.as_slice() {
            self.html_para(only, if self.word_classes { "p" } else { "" })
        } else if self.bold_heads && !words.contains(marks::ITEM) {
            paras.iter().map(|para| self.inline(para)).collect::<Vec<_>>().join("<br>\n")
        } else {
            paras.iter().map(|para| self.html_para(para, "p")).collect()
        }
    }

    fn html(&self, block: &Block) -> String {
        match block {
            Block::Head(1, words) => format!("<h1>{}</h1>\n", self.inline(words)),
            Block::Head(_, words) if self.bold_heads => format!("<p><strong>{}</strong></p>\n", self.inline(words)),
            Block::Head(level, words) => format!("<h{level}>{}</h{level}>\n", self.inline(words)),
            Block::Para(words) => self.html_para(words, "p"),
            Block::Lines(lines) => {
                format!("<p>{}</p>\n", lines.iter().map(|line| self.inline(line)).collect::<Vec<_>>().join("<br>\n"))
            }
            Block::Bullets(items) => {
                let items: String =
                    items.iter().map(|paras| format!("<li>{}</li>\n", self.html_cell(&paras.join("\n")))).collect();
                format!("<ul>\n{items}</ul>\n")
            }
            Block::Quote(paras) => {
                let paras: String = paras.iter().map(|para| self.html_para(para, "p")).collect();
                format!("<blockquote>\n{paras}</blockquote>\n")
            }
            Block::Table(head, rows) => self.html_table(head, rows),
            Block::Links(tag, links) => {
                let items: String =
                    links.iter().map(|link| format!("<li><a href=\"#\">{}</a></li>\n", self.inline(link))).collect();
                format!("<{tag}>\n<ul>\n{items}</ul>\n</{tag}>\n")
            }
        }
    }

    fn html_table(&self, head: &[String], rows: &[Vec<Cell>]) -> String {
        let tag = if self.head_cells { "th" } else { "td" };
        let bold = |words: &str| if self.head_cells { words.to_owned() } else { marks::bold(words) };
        let cells: String = head.iter().map(|words| format!("<{tag}>{}</{tag}>", self.html_cell(&bold(words)))).collect();
        let head = if head.is_empty() { String::new() } else { format!("<tr>{cells}</tr>\n") };
        let rows: String = rows
            .iter()
            .map(|row| {
                let cells: String = row
                    .iter()
                    .filter(|cell| cell.span > 0)
                    .map(|cell| {
                        let span = if cell.span > 1 { format!(" rowspan=\"{}\"", cell.span) } else { String::new() };
                        let words = if cell.words.is_empty() { "&nbsp;".to_owned() } else { self.html_cell(&cell.words) };
                        format!("<td{span}>{words}</td>\n")
                    })
                    .collect();
                format!("<tr>\n{cells}</tr>\n")
            })
            .collect();
        format!("<table>\n<tbody>\n{head}{rows}</tbody>\n</table>\n")
    }

    fn markdown(&self, block: &Block) -> String {
        match block {
            Block::Head(level, words) if *level > 1 && self.bold_heads => format!("**{words}**\n\n"),
            Block::Head(level, words) => format!("{} {words}\n\n", "#".repeat(*level)),
            Block::Para(words) => format!("{}\n\n", self.inline(words)),
            Block::Lines(lines) => format!("{}\n\n", lines.iter().map(|line| self.inline(line)).collect::<Vec<_>>().join("  \n")),
            Block::Bullets(items) => self.bullets(items),
            Block::Quote(paras) => {
                format!("{}\n\n", paras.iter().map(|para| format!("> {}", self.inline(para))).collect::<Vec<_>>().join("\n>\n"))
            }
            // Only HTML has tables here; a menu is a line of words once a page has become text.
            Block::Table(..) => String::new(),
            Block::Links(_, links) => format!("{}\n\n", links.join(" | ")),
        }
    }

    fn bullets(&self, items: &[Vec<String>]) -> String {
        let item = |paras: &Vec<String>| {
            let indented: Vec<String> = paras.iter().map(|para| self.inline(para)).collect();
            format!("{}{}\n", self.bullet, indented.join("\n\n  "))
        };
        items.iter().map(item).collect::<String>() + "\n"
    }

    fn text(&self, block: &Block) -> String {
        match block {
            Block::Head(level, words) if self.underlined => {
                let line = if *level == 1 { "=" } else { "-" };
                format!("{}\n{}\n\n", self.inline(words), line.repeat(self.inline(words).chars().count().min(78)))
            }
            Block::Head(_, words) => format!("{}\n\n", self.inline(words)),
            Block::Para(words) => format!("{}\n", self.wrapped(&self.inline(words)) + "\n"),
            Block::Lines(lines) => lines.iter().map(|line| self.inline(line) + "\n").collect::<String>() + "\n",
            Block::Bullets(items) => self.bullets(items),
            Block::Quote(paras) => paras.iter().map(|para| self.wrapped(&self.inline(para)) + "\n\n").collect(),
            Block::Table(..) => String::new(),
            Block::Links(_, links) => links.join("\n") + "\n\n",
        }
    }

    fn wrapped(&self, words: &str) -> String {
        let (mut lines, mut line) = (Vec::new(), String::new());
        for word in words.split(' ') {
            if !line.is_empty() && line.chars().count() + word.chars().count() >= self.width {
                lines.push(std::mem::take(&mut line));
            }
            line = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        }
        lines.push(line);
        lines.join("\n")
    }
}

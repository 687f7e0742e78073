//! Interprets the content of pages: text with its positions, and drawn lines.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::font::Font;
use super::layers::HiddenLayers;
use super::lexer::Lexer;
use super::marked_content::OpenMarks;
use super::matrix::{Matrix, STILL, matrix_of, point, times};
use super::object::{Dict, Object, PdfStream};
use super::objects::Objects;
use super::page::PdfPage;
use super::text_run::{MOST_POINTS, PdfContent, RuledLine, TextRun, turned};

/// Limits: nested form XObjects, saved graphics states, operands of one operator.
const DEEPEST: usize = 12;
const MOST_STATES: usize = 200;
const MOST_OPERANDS: usize = 10_000;
/// The most directions of text on a page.
const MOST_TURNS: usize = 8;
/// The most drawn lines on a page.
const MOST_RULES: usize = 2_000;

#[derive(Clone)]
struct GraphicsState {
    page: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    letter_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

/// Interprets pages one after the other.
pub(super) struct PageInterpreter<'f, 'a> {
    pub(super) file: &'f Objects<'a>,
    layers: HiddenLayers,
    fonts: BTreeMap<u32, Rc<Font>>,
    pub(super) found: PdfContent,
    at_page: usize,
    /// The ways in which text runs on the page.
    turns: Vec<i32>,
    state: GraphicsState,
    states: Vec<GraphicsState>,
    line: Matrix,
    text: Matrix,
    marks: OpenMarks,
    /// The current point of the path, and its straight sides so far.
    pen: Option<(f64, f64)>,
    path: Vec<RuledLine>,
}

impl<'f, 'a> PageInterpreter<'f, 'a> {
    pub(super) fn of(file: &'f Objects<'a>) -> Self {
        Self {
            file,
            layers: HiddenLayers::of(file),
            fonts: BTreeMap::new(),
            found: PdfContent::default(),
            at_page: 0,
            turns: Vec::new(),
            state: GraphicsState::at(STILL),
            states: Vec::new(),
            line: STILL,
            text: STILL,
            marks: OpenMarks::default(),
            pen: None,
            path: Vec::new(),
        }
    }

    pub(super) fn page(&mut self, at: usize, page: &PdfPage) {
        self.at_page = at;
        self.turns.clear();
        self.found.rules.resize(at + 1, Vec::new());
        self.begin(page.upright);
        let (content, is_whole) = page.content(self.file);
        if !is_whole {
            self.found.damaged.insert(at);
        }
        self.read(&content, &page.resources, 0);
    }

    /// Begins new content on the page, placed by this matrix.
    fn begin(&mut self, at: Matrix) {
        self.state = GraphicsState::at(at);
        self.states.clear();
        self.marks = OpenMarks::default();
        (self.pen, self.path) = (None, Vec::new());
    }

    /// Draws the appearance of an annotation.
    pub(super) fn appearance(&mut self, at: Matrix, appearance: &PdfStream) {
        self.begin(at);
        self.form(appearance, &Dict::default(), 0);
    }

    fn read(&mut self, content: &[u8], resources: &Dict, depth: usize) {
        let mut lexer = Lexer::of_content(content);
        let mut operands: Vec<Object> = Vec::new();
        while let Some(object) = lexer.next() {
            let Object::Word(word) = object else {
                if operands.len() < MOST_OPERANDS {
                    operands.push(object);
                }
                continue;
            };
            if !self.file.budget.spend_operator() {
                return;
            }
            // Inline image data is binary and would be read as operators.
            if *word == *b"ID" {
                lexer.skip_picture();
            } else {
                self.operator(&word, &operands, resources, depth);
            }
            operands.clear();
            lexer.left = crate::intake::readers::pdf::lexer::AT_ONCE;
        }
    }

    fn operator(&mut self, word: &[u8], operands: &[Object], resources: &Dict, depth: usize) {
        let number = |i: usize| operands.get(i).and_then(Object::number).unwrap_or(0.0);
        let matrix = || [number(0), number(1), number(2), number(3), number(4), number(5)];
        match word {
            b"q" if self.states.len() < MOST_STATES => self.states.push(self.state.clone()),
            b"Q" => {
                if let Some(state) = self.states.pop() {
                    self.state = state;
                }
            }
            b"cm" => self.state.page = times(matrix(), self.state.page),
            b"BT" => (self.text, self.line) = (STILL, STILL),
            b"Tf" => {
                self.state.size = number(1);
                self.state.font = operands.first().and_then(Object::name).and_then(|name| self.font(resources, name));
            }
            b"Tm" => (self.text, self.line) = (matrix(), matrix()),
            b"Td" => self.next_line(number(0), number(1)),
            b"TD" => {
                self.state.leading = -number(1);
                self.next_line(number(0), number(1));
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"TL" => self.state.leading = number(0),
            b"Tc" => self.state.letter_space = number(0),
            b"Tw" => self.state.word_space = number(0),
            b"Tz" => self.state.stretch = number(0) / 100.0,
            b"Ts" => self.state.rise = number(0),
            b"Tj" => self.show(operands.first()),
            b"'" => {
                self.next_line(0.0, -self.state.leading);
                self.show(operands.first());
            }
            b"\"" => {
                (self.state.word_space, self.state.letter_space) = (number(0), number(1));
                self.next_line(0.0, -self.state.leading);
                self.show(operands.get(2));
            }
            b"TJ" => {
                for item in operands.first().and_then(Object::array).iter().flat_map(|items| items.iter()) {
                    match item {
                        Object::Number(back) => self.forward(-back / 1000.0 * self.state.size * self.state.stretch),
                        // Without this, empty texts would cost nothing.
                        text if self.file.budget.spend_operator() => self.show(Some(text)),
                        _ => return,
                    }
                }
            }
            b"BMC" | b"BDC" => self.marks.begin(self.file, &self.layers, operands, resources, self.found.runs.len()),
            b"EMC" => self.marks.end(&mut self.found.runs),
            b"Do" => self.draw(operands, resources, depth),
            b"EI" => self.found.pictures += 1,
            b"m" => self.pen = Some((number(0), number(1))),
            b"l" => self.side(number(0), number(1)),
            b"re" => {
                let (x, y, width, height) = (number(0), number(1), number(2), number(3));
                self.pen = Some((x, y));
                self.side(x + width, y);
                self.side(x + width, y + height);
                self.side(x, y + height);
                self.side(x, y);
            }
            b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" => {
                if let Some(rules) = self.found.rules.get_mut(self.at_page).filter(|rules| rules.len() < MOST_RULES) {
                    rules.append(&mut self.path);
                }
                self.path.clear();
            }
            // A path that only clips is not visible.
            b"n" => self.path.clear(),
            _ => {}
        }
    }

    fn font(&mut self, resources: &Dict, name: &str) -> Option<Rc<Font>> {
        let fonts = self.file.get(resources, "Font");
        let entry = fonts.dict()?.get(name).clone();
        let number = if let Object::Reference(number) = entry { Some(number) } else { None };
        if let Some(font) = number.and_then(|number| self.fonts.get(&number)) {
            return Some(Rc::clone(font));
        }
        let font = Rc::new(Font::read(self.file, self.file.resolve(&entry).dict()?));
        // A font without an object number cannot be cached, and is read again.
        self.file.budget.spend_bytes(if number.is_some() { 20_000 } else { 100_000 });
        if let Some(number) = number {
            self.fonts.insert(number, Rc::clone(&font));
        }
        Some(font)
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = times([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.text = self.line;
    }

    fn forward(&mut self, x: f64) {
        self.text = times([1.0, 0.0, 0.0, 1.0, x, 0.0], self.text);
    }

    fn show(&mut self, text: Option<&Object>) {
        let (Some(bytes), Some(font)) = (text.and_then(Object::text), self.state.font.clone()) else { return };
        if !self.file.budget.spend_letters(bytes.len()) {
            return;
        }
        let turn = self.turn();
        let (x, y, size) = self.place(turn);
        let mut words = String::new();
        let mut last_space = 0.0;
        for glyph in font.glyphs(self.file, bytes) {
            match glyph.text {
                Some(text) => {
                    // One code may stand for many letters.
                    if !self.file.budget.spend_letters(text.len() / 4) {
                        return;
                    }
                    words.push_str(&text);
                }
                None => {
                    self.found.unknown += 1;
                    words.push(char::REPLACEMENT_CHARACTER);
                }
            }
            let space = self.state.letter_space + if glyph.is_blank { self.state.word_space } else { 0.0 };
            last_space = space * self.state.stretch;
            self.forward((glyph.width * self.state.size + space) * self.state.stretch);
        }
        self.forward(-last_space);
        let (end, ..) = self.place(turn);
        self.forward(last_space);
        let is_place = [x, y, size, end].iter().all(|number| number.is_finite() && number.abs() < MOST_POINTS);
        if words.is_empty() || !is_place {
            return;
        }
        let (tag, standing) = (self.marks.tag(), self.marks.standing());
        let (page, is_bold) = (self.at_page, font.is_bold);
        let is_letter = words.chars().nth(1).is_none();
        if let Some(last) = self.going_on(x, y, size)
            && (last.page, last.turn, last.is_bold, last.tag, last.standing) == (page, turn, is_bold, tag, standing)
        {
            let letter = last.last_letter.filter(|_| is_letter);
            let distance = letter.map(|before| x - before);
            let (least, most) = last.pitch.unwrap_or((f64::MAX, f64::MIN));
            (last.pitch, last.last_letter) =
                (distance.map(|distance| (least.min(distance), most.max(distance))), letter.map(|_| x));
            last.text.push_str(&words);
            last.end = end.max(x);
            return;
        }
        // Many files place each letter; only what is kept apart costs more than its letters.
        if self.file.budget.spend_run() {
            let end = end.max(x);
            let (last_letter, text) = (is_letter.then_some(x), words);
            self.found.runs.push(TextRun {
                page,
                turn,
                x,
                y,
                end,
                last_letter,
                size,
                is_bold,
                text,
                tag,
                standing,
                ..TextRun::default()
            });
        }
    }

    /// Returns the last run if text at this position continues it: many PDFs place each letter separately.
    fn going_on(&mut self, x: f64, y: f64, size: f64) -> Option<&mut TextRun> {
        let first = self.marks.first_replaced();
        if first == self.found.runs.len() {
            return None;
        }
        self.found.runs.last_mut().filter(|last| {
            let gap = (x - last.end) / size.max(0.1);
            (last.y - y).abs() < 0.01 * size && (last.size - size).abs() < 0.01 && (-0.3..0.1).contains(&gap)
        })
    }

    /// Returns the position of the next letter for text that runs this way, and the font size as displayed.
    fn place(&self, turn: i32) -> (f64, f64, f64) {
        let all = times(times([1.0, 0.0, 0.0, 1.0, 0.0, self.state.rise], self.text), self.state.page);
        let (x, y) = turned(turn, (all[4], all[5]));
        (x, y, (self.state.size * all[2].hypot(all[3])).abs())
    }

    /// Returns the way in which text runs on the upright page, in degrees from 0 to 359.
    fn turn(&mut self) -> i32 {
        let all = times(self.text, self.state.page);
        let forward = self.state.size * self.state.stretch;
        let (x, y) = (all[0] * forward, all[1] * forward);
        if y == 0.0 && x >= 0.0 {
            return 0;
        }
        let degrees = y.atan2(x).to_degrees().round() as i32;
        // Scanned pages lie a little askew, line by line differently.
        let quarter = (f64::from(degrees) / 90.0).round() as i32 * 90;
        let turn = (if (degrees - quarter).abs() <= 5 { quarter } else { degrees }).rem_euclid(360);
        if !self.turns.contains(&turn) {
            // More directions are a drawing, such as a circle of letters.
            if self.turns.len() >= MOST_TURNS {
                return 0;
            }
            self.turns.push(turn);
        }
        turn
    }

    fn draw(&mut self, operands: &[Object], resources: &Dict, depth: usize) {
        let named = self.file.get(resources, "XObject");
        let Some(name) = operands.first().and_then(Object::name) else { return };
        let Some(Object::Stream(stream)) = named.dict().map(|dict| self.file.get(dict, name)) else { return };
        if stream.dict.get("Subtype").name() != Some("Form") {
            self.found.pictures += 1;
            return;
        }
        self.form(&stream, resources, depth);
    }

    /// Reads a form XObject: content with a matrix and resources of its own.
    fn form(&mut self, stream: &PdfStream, resources: &Dict, depth: usize) {
        if depth >= DEEPEST || !self.file.budget.spend_bytes(10_000) {
            return;
        }
        self.file.is_damaged.set(false);
        let content = self.file.unpacked(stream);
        if content.is_none() || self.file.is_damaged.get() {
            self.found.damaged.insert(self.at_page);
        }
        let Some(content) = content else { return };
        let own = self.file.get(&stream.dict, "Resources");
        let own = own.dict().unwrap_or(resources);
        let known = ["Font", "XObject", "Properties"].iter().filter_map(|name| {
            let value = own.0.get(*name).or_else(|| resources.0.get(*name))?;
            Some((Rc::from(*name), value.clone()))
        });
        let all = Dict(known.collect());
        let before = (self.state.clone(), self.text, self.line);
        let states = std::mem::take(&mut self.states);
        self.state.page = times(matrix_of(&self.file.get(&stream.dict, "Matrix")), self.state.page);
        let marks = self.marks.len();
        if self.layers.hide(self.file, stream.dict.get("OC")) {
            self.marks.hide();
        }
        self.read(&content, &all, depth + 1);
        // What a form leaves open ends with it.
        while self.marks.len() > marks {
            self.marks.end(&mut self.found.runs);
        }
        (self.state, self.text, self.line) = before;
        self.states = states;
    }

    /// Records a side of a path if it may separate rows or columns of a table.
    fn side(&mut self, x: f64, y: f64) {
        let Some((from_x, from_y)) = self.pen.replace((x, y)) else { return };
        let (from, to) = (point(self.state.page, from_x, from_y), point(self.state.page, x, y));
        if self.path.len() >= MOST_RULES {
            return;
        }
        self.path.extend(RuledLine::between(from, to));
    }
}

impl GraphicsState {
    fn at(page: Matrix) -> Self {
        Self { page, font: None, size: 1.0, letter_space: 0.0, word_space: 0.0, stretch: 1.0, leading: 0.0, rise: 0.0 }
    }
}

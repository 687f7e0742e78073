//! The parser of the `--where` language: it splits the text into tokens and parses them by recursive descent.

use super::columns::COLUMN_HELP;
use super::expr::{AskedColumn, AskedOf, ComparisonOperator, Expr, ExprError, Operand};
use super::filter::Kind;
use super::{Column, ColumnMark, ColumnType};
use crate::model::did_you_mean::nearest;
use crate::model::{Date, DateRole, FindingKind, InspectionKind, Priority, Status, TypedDate};

impl Expr {
    /// Parses an expression; `today` is the day from which `today+3m` counts.
    ///
    /// # Errors
    /// [`ExprError`] with the column of the first mistake and what was expected there.
    pub fn parse(text: &str, today: Date) -> Result<Self, ExprError> {
        Self::parse_of(AskedOf::Finding, text, today)
    }

    /// Parses an expression that uses only columns which `of` has.
    ///
    /// # Errors
    /// As for [`Self::parse`].
    pub fn parse_of(of: AskedOf, text: &str, today: Date) -> Result<Self, ExprError> {
        let mut reader = Reader { text, tokens: tokens(text)?, at: 0, depth: 0, today, of };
        let expr = reader.either()?;
        match reader.peek() {
            Some(token) => {
                Err(reader.error(format!("`{}` is not expected here: join comparisons with `and` or `or`", token.text)))
            }
            None => Ok(expr),
        }
    }
}

#[derive(Debug, Clone)]
struct Token {
    text: String,
    column: usize,
    quoted: bool,
}

fn tokens(text: &str) -> Result<Vec<Token>, ExprError> {
    let characters: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        let start = at;
        let c = characters[at];
        if c.is_whitespace() {
            at += 1;
            continue;
        }
        let mut quoted = false;
        let token: String = if c == '"' || c == '\'' {
            let mut inside = String::new();
            loop {
                let rest = &characters[at + 1..];
                let length = rest.iter().position(|other| *other == c).ok_or_else(|| ExprError {
                    text: text.to_owned(),
                    column: start + 1,
                    message: "this quote is never closed".into(),
                })?;
                inside.extend(&rest[..length]);
                at += length + 1;
                // A doubled quotation mark inside a quoted text stands for one mark.
                if rest.get(length + 1) != Some(&c) {
                    break;
                }
                inside.push(c);
                at += 1;
            }
            quoted = true;
            at += 1;
            inside
        } else if "(),".contains(c) {
            at += 1;
            c.to_string()
        } else if "=!<>~".contains(c) {
            at += 1 + usize::from(
                characters.get(at + 1).is_some_and(|next| matches!((c, next), ('!' | '<' | '>' | '=', '=') | ('!', '~'))),
            );
            characters[start..at].iter().collect()
        } else {
            let length = characters[at..].iter().position(|c| c.is_whitespace() || "()=!<>~,\"'".contains(*c));
            at = length.map_or(characters.len(), |length| at + length);
            characters[start..at].iter().collect()
        };
        tokens.push(Token { text: token, column: start + 1, quoted });
    }
    Ok(tokens)
}

struct Reader<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    today: Date,
    of: AskedOf,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn is_next(&self, word: &str) -> bool {
        self.peek().is_some_and(|token| !token.quoted && token.text.eq_ignore_ascii_case(word))
    }

    fn take(&mut self, word: &str) -> bool {
        let taken = self.is_next(word);
        self.at += usize::from(taken);
        taken
    }

    fn error(&self, message: String) -> ExprError {
        let column = self.peek().map_or_else(|| self.text.chars().count() + 1, |token| token.column);
        ExprError { text: self.text.to_owned(), column, message }
    }

    fn either(&mut self) -> Result<Expr, ExprError> {
        let mut expr = self.both()?;
        while self.take("or") {
            expr = Expr::Or(Box::new(expr), Box::new(self.both()?));
        }
        Ok(expr)
    }

    fn both(&mut self) -> Result<Expr, ExprError> {
        let mut expr = self.one()?;
        while self.take("and") {
            expr = Expr::And(Box::new(expr), Box::new(self.one()?));
        }
        Ok(expr)
    }

    fn one(&mut self) -> Result<Expr, ExprError> {
        self.depth += 1;
        // The parser is recursive, so unlimited nesting in a command line could overflow the stack.
        if self.depth > 100 {
            return Err(self.error("the expression is nested too deeply".into()));
        }
        let expr = if self.take("not") {
            Expr::Not(Box::new(self.one()?))
        } else if self.take("(") {
            let inner = self.either()?;
            if !self.take(")") {
                return Err(self.error("a `)` is missing here".into()));
            }
            inner
        } else {
            self.test()?
        };
        self.depth -= 1;
        Ok(expr)
    }

    fn test(&mut self) -> Result<Expr, ExprError> {
        let Some(token) = self.peek().cloned() else {
            return Err(self.error("a comparison is missing here, such as `status = in_progress`".into()));
        };
        let asked = self.asked(&token.text).map_err(|message| self.error(message))?;
        let column = asked.column;
        self.at += 1;
        if self.take("in") {
            return Ok(Expr::Test(asked, ComparisonOperator::Equal, self.list(column)?));
        }
        let comparison = match self.peek().map(|token| token.text.as_str()) {
            Some("=" | "==") => ComparisonOperator::Equal,
            Some("!=") => ComparisonOperator::NotEqual,
            Some("<") => ComparisonOperator::Less,
            Some("<=") => ComparisonOperator::AtMost,
            Some(">") => ComparisonOperator::More,
            Some(">=") => ComparisonOperator::AtLeast,
            Some("~") => ComparisonOperator::Contains,
            Some("!~") => ComparisonOperator::Lacks,
            // A boolean column stands for itself: `overdue` means `overdue = true`.
            _ if column.value_type() == ColumnType::Truth => {
                return Ok(Expr::Test(asked, ComparisonOperator::Equal, vec![Operand::Truth(true)]));
            }
            _ => return Err(self.error(format!("after `{column}`, use one of = != < <= > >= ~ !~ in"))),
        };
        self.at += 1;
        if matches!(comparison, ComparisonOperator::Contains | ComparisonOperator::Lacks)
            && column.value_type() != ColumnType::Text
        {
            // Back to the operator, so that the error points at it.
            self.at -= 1;
            return Err(self.error(format!("cannot search inside `{column}`, which is not text: compare it with = or <")));
        }
        Ok(Expr::Test(asked, comparison, vec![self.operand(column, comparison)?]))
    }

    /// Reads a column's name and the day after an `@`, if there is one.
    fn asked(&self, text: &str) -> Result<AskedColumn, String> {
        let (name, day) = text.split_once('@').map_or((text, None), |(name, day)| (name, Some(day)));
        let column = name.parse().ok().filter(|column| self.of.has(*column)).ok_or_else(|| self.no_column(name))?;
        match day {
            // Records keep no history of such columns.
            // Showing today's owner as last year's would be wrong without anybody noticing.
            Some(_) if !column.is(ColumnMark::Dated) => {
                Err(format!("records do not keep earlier values of `{column}`: leave out the `@` and the date after it"))
            }
            day => Ok(AskedColumn { column, on: day.map(|day| self.day(day)).transpose()? }),
        }
    }

    fn no_column(&self, name: &str) -> String {
        let has: Vec<&str> = Column::ALL.iter().filter(|column| self.of.has(**column)).map(|column| column.as_str()).collect();
        // A name that is a column elsewhere, but not here, is no spelling mistake, so no similar name is suggested.
        let near = nearest(name, has.iter().copied()).filter(|_| name.parse::<Column>().is_err());
        let rest = match (near, self.of) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, AskedOf::Finding) => COLUMN_HELP.to_owned(),
            (None, AskedOf::Response) => format!("its columns are {}", has.join(", ")),
        };
        format!("`{name}` is not a column of {}: {rest}", self.of.name())
    }

    fn list(&mut self, column: Column) -> Result<Vec<Operand>, ExprError> {
        if !self.take("(") {
            return Err(self.error("`in` needs a list: (one, two)".into()));
        }
        let mut operands = vec![self.operand(column, ComparisonOperator::Equal)?];
        while self.take(",") {
            operands.push(self.operand(column, ComparisonOperator::Equal)?);
        }
        if !self.take(")") {
            return Err(self.error("a `)` is missing here".into()));
        }
        Ok(operands)
    }

    fn operand(&mut self, column: Column, comparison: ComparisonOperator) -> Result<Operand, ExprError> {
        let Some(token) = self.peek().cloned().filter(|token| token.quoted || !["(", ")", ","].contains(&token.text.as_str()))
        else {
            return Err(self.error(format!("a value for `{column}` is missing here")));
        };
        let text = token.text.as_str();
        // In quotes, "none" is an ordinary word.
        if !token.quoted && text.eq_ignore_ascii_case("none") {
            self.at += 1;
            return Ok(Operand::None);
        }
        // Never for text: in `owner = area`, "area" is a word, although a column has that name.
        let is_of_its_kind = |other: &Column| {
            !token.quoted && column.value_type() != ColumnType::Text && other.value_type() == column.value_type()
        };
        let name = text.split('@').next().unwrap_or(text);
        if name.parse().is_ok_and(|other| is_of_its_kind(&other)) {
            let other = self.asked(text).map_err(|message| self.error(message))?;
            self.at += 1;
            return Ok(Operand::Column(other));
        }
        let operand = match column.value_type() {
            ColumnType::Date => self.day(text).map(Operand::Date),
            ColumnType::Number => {
                text.parse().map(Operand::Number).map_err(|_| format!("`{column}` is a number, and `{text}` is not"))
            }
            ColumnType::Truth => match text {
                "true" | "yes" => Ok(Operand::Truth(true)),
                "false" | "no" => Ok(Operand::Truth(false)),
                _ => Err(format!("`{column}` is true or false, not `{text}`")),
            },
            ColumnType::Text if comparison == ComparisonOperator::Contains => Ok(Operand::Text(text.to_owned())),
            ColumnType::Text => word_of(column, text).map(Operand::Text),
        };
        let operand = operand.map_err(|message| self.error(message))?;
        self.at += 1;
        Ok(operand)
    }

    /// Reads a day as it is typed everywhere; in quotes where it has blanks.
    fn day(&self, text: &str) -> Result<Date, String> {
        TypedDate::new(text).read_alone(self.today, DateRole::Any).map_err(|error| error.to_string())
    }
}

/// Returns a vocabulary word in the spelling of records, or the text itself for a column without a vocabulary.
fn word_of(column: Column, text: &str) -> Result<String, String> {
    let word = match column {
        Column::Status => text.parse::<Status>().map(Status::as_str),
        Column::Priority => text.parse::<Priority>().map(Priority::as_str),
        Column::InspectionKind => text.parse::<InspectionKind>().map(InspectionKind::as_str),
        Column::Kind => match text.parse::<Kind>() {
            Ok(Kind::Finding(kind)) => Ok(kind.as_str()),
            _ => text.parse::<FindingKind>().map(FindingKind::as_str),
        },
        _ => return Ok(text.to_owned()),
    };
    word.map(str::to_owned).map_err(|error| error.to_string())
}

//! Reads a mail: its day, its text and its attachments.

use mail_parser::{MessageParser, MimeHeaders};

use crate::intake::IntakeError;
use crate::model::Date;

/// A mail.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mail {
    /// The day it was sent.
    pub day: Option<Date>,
    /// The name, or the address, of who sent it.
    pub from: Option<String>,
    /// Its text.
    pub text: String,
    /// The attachments, by name.
    pub attachments: Vec<(String, Vec<u8>)>,
}

/// Reads a mail (RFC 5322).
///
/// # Errors
/// Fails if it is none.
pub fn read_mail(bytes: &[u8]) -> Result<Mail, IntakeError> {
    let none = || IntakeError::Unreadable("it is no mail".to_owned());
    let mail = MessageParser::default().parse(bytes).ok_or_else(none)?;
    let from = mail.from().and_then(|from| from.first());
    let from = from.and_then(|from| from.name().or_else(|| from.address())).map(str::to_owned);
    let day = mail.date().and_then(|date| Date::new(i32::from(date.year), u32::from(date.month), u32::from(date.day)));
    let attachment = |part: &mail_parser::MessagePart<'_>| Some((part.attachment_name()?.to_owned(), part.contents().to_vec()));
    let text = mail.body_text(0).map(|text| text.replace("\r\n", "\n")).unwrap_or_default();
    Ok(Mail { day, from, text, attachments: mail.attachments().filter_map(attachment).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_has_a_day_a_sender_a_text_and_attachments() {
        let mail = "From: \"Head of Custody\" <head@example.org>\r\nDate: Mon, 30 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n\
                    Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\
                    Content-Transfer-Encoding: quoted-printable\r\n\r\nCaf=C3=A9\r\n--b\r\nContent-Type: text/csv\r\n\
                    Content-Disposition: attachment; filename=\"a.csv\"\r\nContent-Transfer-Encoding: base64\r\n\r\nYSxi\r\n--b--\r\n";
        let read = read_mail(mail.as_bytes()).unwrap();
        assert_eq!(read.day, "2026-11-30".parse().ok());
        assert_eq!(read.from.as_deref(), Some("Head of Custody"));
        assert_eq!(read.text.trim(), "Café");
        assert_eq!(read.attachments, [("a.csv".to_owned(), b"a,b".to_vec())]);
    }
}

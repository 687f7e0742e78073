//! Writes drafts of mails with an attachment, which any mail program opens; nothing is sent.

use mail_builder::MessageBuilder;
use mail_builder::headers::raw::Raw;

use super::DrawError;

/// A draft of a mail.
#[derive(Debug, Clone, Copy)]
pub struct MailDraft<'a> {
    /// The subject.
    pub subject: &'a str,
    /// The text.
    pub text: &'a str,
    /// The name of the attachment.
    pub attached: &'a str,
    /// The attachment: a workbook.
    pub workbook: &'a [u8],
    /// The moment it is dated, in seconds since the beginning of 1970.
    pub at: i64,
    /// What tells the mail from others.
    pub id: &'a str,
}

/// The type of a workbook.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Returns the draft as a file (RFC 5322). The office adds the address.
///
/// # Errors
/// Fails if it cannot be represented.
pub fn mail_draft(draft: &MailDraft<'_>) -> Result<Vec<u8>, DrawError> {
    let message = MessageBuilder::new()
        .subject(draft.subject)
        // Without it the library would name this computer.
        .message_id(format!("{}@irr.invalid", draft.id))
        .date(draft.at)
        // Outlook opens the file as a mail that is still to be sent.
        .header("X-Unsent", Raw::new("1"))
        .text_body(draft.text)
        .attachment(XLSX, draft.attached, draft.workbook);
    Ok(message.write_to_vec()?)
}

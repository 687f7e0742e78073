"""Spreadsheets and mails that are damaged, locked or made to fill a computer's memory, each written into a file."""

import email.message
import io
import struct
import zipfile

import openpyxl

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEADS = ["Report", "Published", "Ref", "Recommendation", "Owner", "Due date"]
ROW = ["A made-up inspection of barns", "16/05/2025", "R1", "The force should count its barns.", "Head of Rural Crime", "31/03/2027"]
LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>"
BIG = 150_000_000


def good():
    """A workbook with one finding."""
    file = openpyxl.Workbook()
    file.active.append(HEADS)
    file.active.append(ROW)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def parts(raw):
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_part(name, content):
    """The good workbook with one part in another way; `content` may be what is to be made of the part."""
    all_parts = parts(good())
    all_parts[name] = content(all_parts[name].decode()) if callable(content) else content
    return packed(all_parts)


def in_sheet(rows, dimension="A1:F2"):
    head = "".join(f'<c t="inlineStr"><is><t>{words}</t></is></c>' for words in HEADS)
    xml = f'<worksheet xmlns="{SHEET}"><dimension ref="{dimension}"/><sheetData><row r="1">{head}</row>{rows}</sheetData></worksheet>'
    return with_part("xl/worksheets/sheet1.xml", xml)


def wide():
    """A row with every column that there is, in a sheet that says it has every row."""
    cells = "".join('<c t="inlineStr"><is><t>x</t></is></c>' for _ in range(16_384))
    return in_sheet(f'<row r="2">{cells}</row>', "A1:XFD1048576")


def far_cell():
    return in_sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "A1:XFD1048576")


def laughing_strings():
    return with_part("xl/sharedStrings.xml", f'<?xml version="1.0"?>{LAUGHS}<sst xmlns="{SHEET}"><si><t>&a11;</t></si></sst>')


def laughing_sheet():
    rows = '<row r="2"><c r="D2" t="inlineStr"><is><t>&a11;</t></is></c></row>'
    return with_part("xl/worksheets/sheet1.xml", LAUGHS + parts(in_sheet(rows))["xl/worksheets/sheet1.xml"].decode())


def many_strings():
    """One long text, and thirty thousand cells that say it: a gigabyte, if each had its own."""
    strings = f'<sst xmlns="{SHEET}"><si><t>{"barn " * 6000}</t></si></sst>'
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(2, 30_000))
    sheet = f'<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData></worksheet>'
    return packed({**parts(good()), "xl/sharedStrings.xml": strings, "xl/worksheets/sheet1.xml": sheet})


def nested():
    return in_sheet("<row>" + "<c><is>" * 200_000 + "</is></c>" * 200_000 + "</row>")


def compound(streams):
    """A compound file (CFB, version 3) with some streams of at least 4,096 bytes."""
    sector, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    data, table, entries = b"", [0xFFFFFFFD, end], []
    for name, content in streams.items():
        count = -(-len(content) // sector)
        start = len(table)
        table += [start + at + 1 for at in range(count - 1)] + [end]
        data += content.ljust(count * sector, b"\0")
        entries.append((name, 2, start, len(content)))
    directory = b""
    for at, (name, kind, start, size) in enumerate([("Root Entry", 5, end, 0), *entries]):
        words = (name + "\0").encode("utf-16-le")
        right = at + 1 if 0 < at < len(entries) else free
        below = 1 if kind == 5 else free
        directory += words.ljust(64, b"\0") + struct.pack("<HBBIII", len(words), kind, 1, free, right, below)
        directory += bytes(36) + struct.pack("<IQ", start, size)
    directory = directory.ljust(sector, b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<IIIIIIIII", 1, 1, 0, 4096, end, 0, end, 0, 0) + b"\xff" * 432
    assert len(table) <= sector // 4 and len(head) == 512 and len(directory) == sector
    return head + struct.pack(f"<{len(table)}I", *table).ljust(sector, b"\xff") + directory + data


def locked():
    """A workbook with a password: it is an encrypted part of a compound file."""
    return compound({"EncryptionInfo": b"\4\0\4\0\x40\0\0\0<encryption/>".ljust(4096, b" "), "EncryptedPackage": bytes(range(256)) * 64})


def locked_old():
    """An .xls file with a password: its second part says how it is encrypted."""
    begin = b"\x09\x08\x10\0\0\x06\x05\0" + bytes(12)
    return compound({"Workbook": (begin + b"\x2f\0\x36\0\1\0\1\0\1\0" + bytes(range(48)) + b"\x0a\0\0\0").ljust(4096, b"\0")})


def locked_parts():
    """A zip archive of which each part has a password."""
    raw = bytearray(good())
    for signature, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        start = raw.find(signature)
        while start >= 0:
            raw[start + at] |= 1
            start = raw.find(signature, start + 4)
    return bytes(raw)


def with_macros():
    workbook = parts(good())
    kind = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    workbook["[Content_Types].xml"] = workbook["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", kind
    )
    workbook["xl/vbaProject.bin"] = compound({"VBA": b'Sub Auto_Open()\nShell "calc"\nEnd Sub\n'.ljust(4096, b" ")})
    return packed(workbook)


def ods(table, before=""):
    office = "urn:oasis:names:tc:opendocument:xmlns:"
    names = " ".join(f'xmlns:{name}="{office}{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0"?>{before}<office:document-content {names} office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="Tracker">{table}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    media = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{office}manifest:1.0"><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{media}"/></manifest:manifest>'
    )
    return packed({"mimetype": media, "META-INF/manifest.xml": manifest, "content.xml": content})


def ods_row(cells, of_row="", of_cell=""):
    cells = "".join(f'<table:table-cell office:value-type="string" {of_cell}><text:p>{cell}</text:p></table:table-cell>' for cell in cells)
    return f"<table:table-row {of_row}>{cells}</table:table-row>"


def repeated():
    """Every row and every column of a sheet, with words in each, in two hundred bytes."""
    many = ods_row(["x"], 'table:number-rows-repeated="1048576"', 'table:number-columns-repeated="16384"')
    return ods(ods_row(HEADS) + many)


def repeated_words():
    """A finding that is repeated a million times."""
    return ods(ods_row(HEADS) + ods_row(ROW, 'table:number-rows-repeated="1048570"'))


def repeated_nothing():
    """As LibreOffice ends its sheets: empty rows up to the last. The finding is to be read."""
    empty = (
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    return ods(ods_row(HEADS) + ods_row(ROW) + empty)


def laughing_ods():
    return ods(ods_row(HEADS) + ods_row(["&a11;"]), LAUGHS)


def one_line():
    return (",".join(HEADS) + "\n" + "x" * 50_000_000 + "\n").encode()


def one_line_of_cells():
    return (",".join(HEADS) + "\n" + "x," * 25_000_000 + "\n").encode()


def open_quote():
    return (",".join(HEADS) + "\n" + '"never closed, ' * 1_000_000).encode()


def nested_mail(depth, size):
    """A mail of parts within parts, and one of so many bytes within the last."""
    head = "From: Owner <owner@example.org>\r\nDate: Thu, 3 Dec 2026 09:00:00 +0000\r\nMIME-Version: 1.0\r\n"
    opened = "".join(f'Content-Type: multipart/mixed; boundary="b{at}"\r\n\r\n--b{at}\r\n' for at in range(depth))
    closed = "".join(f"\r\n--b{at}--\r\n" for at in reversed(range(depth)))
    return (head + opened + "Content-Type: text/plain\r\n\r\n" + "Nothing new.\r\n" * (size // 14) + closed).encode()


def mails_in_mails():
    mail = "Content-Type: text/plain\r\n\r\nNothing new.\r\n"
    for _ in range(3000):
        mail = "Content-Type: message/rfc822\r\n\r\n" + mail
    return ("From: Owner <owner@example.org>\r\nMIME-Version: 1.0\r\n" + mail).encode()


def mail_with(name, content):
    mail = email.message.EmailMessage()
    mail["From"], mail["Date"] = "Owner <owner@example.org>", "Thu, 3 Dec 2026 09:00:00 +0000"
    mail.set_content("See the sheet.")
    mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


# Each file: its name, and what makes it.
FILES = [
    ("space-bomb.xlsx", lambda: with_part("xl/worksheets/sheet1.xml", lambda xml: xml.replace("</sheetData>", " " * BIG + "</sheetData>"))),
    ("string-bomb.xlsx", lambda: with_part("xl/sharedStrings.xml", f'<sst xmlns="{SHEET}"><si><t>{"x" * BIG}</t></si></sst>')),
    ("style-bomb.xlsx", lambda: with_part("xl/styles.xml", lambda xml: xml + " " * BIG)),
    ("picture-bomb.xlsx", lambda: with_part("xl/media/image1.png", bytes(BIG))),
    ("laughing-strings.xlsx", laughing_strings),
    ("laughing-sheet.xlsx", laughing_sheet),
    ("many-strings.xlsx", many_strings),
    ("wide.xlsx", wide),
    ("far-cell.xlsx", far_cell),
    ("nested.xlsx", nested),
    ("locked.xlsx", locked),
    ("locked.xls", locked_old),
    ("locked-parts.xlsx", locked_parts),
    ("half.xlsx", lambda: good()[: len(good()) // 2]),
    ("no-directory.xlsx", lambda: good()[:-30]),
    ("not-a-zip.xlsx", lambda: b"PK\3\4" + bytes(5000)),
    ("half.ods", lambda: repeated_nothing()[:600]),
    ("half.xls", lambda: compound({"Workbook": b"\x09\x08\x10\x00\x00\x06\x05\x00".ljust(8192, b"\xff")})[:3000]),
    ("junk.xls", lambda: compound({"Workbook": b"\x09\x08\x10\x00\x00\x06\x05\x00".ljust(8192, b"\xff")})),
    ("empty.xlsx", lambda: b""),
    ("macros.xlsm", with_macros),
    ("repeated.ods", repeated),
    ("repeated-words.ods", repeated_words),
    ("repeated-nothing.ods", repeated_nothing),
    ("laughing.ods", laughing_ods),
    ("one-line.csv", one_line),
    ("one-line-of-cells.csv", one_line_of_cells),
    ("open-quote.csv", open_quote),
    ("nulls.csv", lambda: bytes(5_000_000)),
    ("nested.eml", lambda: nested_mail(2000, 20_000_000)),
    ("nested-deeply.eml", lambda: nested_mail(200_000, 1_000_000)),
    ("mails-in-mails.eml", mails_in_mails),
    ("bomb-attached.eml", lambda: mail_with("november.xlsx", far_cell())),
    ("laughs-attached.eml", lambda: mail_with("november.xlsx", laughing_strings())),
]


def in_folder(name):
    """Is it the answer of an owner?"""
    return name.endswith(".eml")

"""A form exported as text, made into what offices send: a page and a Word document. By hand, so that no tool of irr's is in it."""

import html
import io
import re
import zipfile

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
SITE = (
    '<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>'
    "<main>{}</main><footer><p>Copyright of the office</p></footer>"
)


def parts(text):
    """(kind, words) of each part: row, heading, item, paragraph, page break."""
    empty = 0
    for line in text.split("\n"):
        if not line.strip():
            empty += 1
            continue
        if empty >= 3:
            yield "break", ""
        empty = 0
        if match := re.match(r"(#+) +(.*)", line):
            yield f"h{len(match[1])}", match[2].strip("* ")
        elif "\t" in line:
            yield "row", line.split("\t", 1)
        elif line.startswith("- "):
            yield "item", line[2:].strip()
        else:
            yield "paragraph", line


def page(text, around=True):
    """The form as a page; as a saved one, with what a site puts around it."""
    out, open_part, new_page = [], None, ""
    for kind, words in parts(text):
        part = {"row": "table", "item": "ul"}.get(kind)
        if kind == "break" and open_part == "table":
            continue
        if open_part and part != open_part:
            out.append(f"</{open_part}>")
        if part and part != open_part:
            out.append(f"<{part}>")
        open_part = part
        if kind == "row":
            label, value = words
            # What leaked into the cell was HTML once.
            value = value if "<ul>" in value else html.escape(value)
            out.append(f"<tr><td>{html.escape(label)}</td><td>{value}</td></tr>")
        elif kind == "item":
            out.append(f"<li>{html.escape(words)}</li>")
        elif kind == "break":
            new_page = ' style="page-break-before: always"'
        else:
            tag = "p" if kind == "paragraph" else kind
            out.append(f"<{tag}{new_page}>{html.escape(words.strip())}</{tag}>")
            new_page = ""
    if open_part:
        out.append(f"</{open_part}>")
    body = "\n".join(out)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Responses</title>'
        "<style>table { border-collapse: collapse } td { border: 1px solid; padding: 4px }</style></head><body>"
        + (SITE.format(body) if around else body)
        + "</body></html>"
    )


def leaked_lines(value):
    """(depth, words) of the printed lines of a cell: how deep in lists each stands, 0 where in none."""
    depth = 0
    for piece in re.split(r"(<[^>]+>)", value):
        if piece.startswith("<"):
            depth += {"<ul>": 1, "</ul>": -1}.get(piece, 0)
        elif piece.strip():
            yield depth, html.unescape(piece.strip())


def word(text):
    """The form as a Word document: a table, real headings, a numbered style for its lists."""

    def paragraph(words, style=None, depth=0):
        listed = f'<w:numPr><w:ilvl w:val="{depth - 1}"/><w:numId w:val="1"/></w:numPr>' if depth else ""
        properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else f"<w:pPr>{listed}</w:pPr>"
        return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{html.escape(words)}</w:t></w:r></w:p>'

    def cell(paragraphs):
        return f"<w:tc>{''.join(paragraphs) or paragraph('')}</w:tc>"

    out, in_table = [], False
    for kind, words in parts(text):
        if kind == "break" and in_table:
            continue
        if in_table and kind != "row":
            out.append("</w:tbl>")
            in_table = False
        if kind == "row":
            if not in_table:
                out.append(f"<w:tbl><w:tblPr><w:tblBorders>{BORDERS}</w:tblBorders></w:tblPr>")
                in_table = True
            out.append(f"<w:tr>{cell([paragraph(words[0])])}{cell([paragraph(line, depth=depth) for depth, line in leaked_lines(words[1])])}</w:tr>")
        elif kind == "break":
            out.append('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
        elif kind == "item":
            out.append(paragraph(words, "ListBullet"))
        else:
            out.append(paragraph(words.strip(), None if kind == "paragraph" else f"Heading{kind[1]}"))
    if in_table:
        out.append("</w:tbl>")
    heads = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/></w:style>' for n in range(1, 7)
    )
    listed = (
        '<w:style w:type="paragraph" w:styleId="ListBullet"><w:name w:val="List Bullet"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#8226;"/>'
        f'<w:pPr><w:ind w:left="{360 * (n + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
        for n in range(3)
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{main}.{kind}+xml"/>'
            for name, kind in (("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"))
        )
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{office}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{relations}">'
        f'<Relationship Id="r1" Type="{office}/styles" Target="styles.xml"/>'
        f'<Relationship Id="r2" Type="{office}/numbering" Target="numbering.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{NAMESPACE}"><w:body>{"".join(out)}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{NAMESPACE}"><w:docDefaults><w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr>'
        f"</w:pPrDefault></w:docDefaults>{heads}{listed}</w:styles>",
        "word/numbering.xml": f'<w:numbering xmlns:w="{NAMESPACE}">{numbering}</w:numbering>',
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in files.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{xml}')
    return packed.getvalue()

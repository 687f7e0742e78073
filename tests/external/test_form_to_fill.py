"""A form that irr sends out, filled in and saved again by LibreOffice: every word of it comes home, or is told."""

import html
import json
import re
import zipfile

import pytest

from harness import IRR
from test_documents import office, run

pytestmark = [pytest.mark.documents, pytest.mark.office]

NAME = "kent/2025-05-16-hedges"
RECORD = """\
schema_version: 2
stage: draft
force: Kent
local_policing_body:
  kind: pcc
  holder: A. N. Other
chief_officer:
  title: Chief Constable
  name: C. Constable
inspection:
  title: An inspection of hedges
  published: 2025-05-16
recommendations:
  - ref: "1"
    text: |
      By 31 December 2025, chief constables should:

      - trim their hedges; and
      - count them | all.
    addressed_to: [chief constables]
    due: 2025-12-31
    chief_officer_response:
      text: |
        *Shears* were **bought**, see [the list](https://example.org/list).

        1. One for each
        2. of us.

        And more.
  - ref: "2"
    text: |
      Plant more of them.
areas_for_improvement:
  - ref: "1"
    text: |
      The force should water its hedges.
commissioner_overall_comments: |
  All is well.
"""
# The boxes of the form, in its order.
R1_CHIEF, R1_BODY, R2_CHIEF, R2_BODY, AFI1_CHIEF, AFI1_BODY, INITIAL, OVERVIEW, NEXT, OVERALL = range(1, 11)
BASIC = "openoffice.org/2000"


def basic(folder, deeds):
    """Lets LibreOffice open the form, do things to it in Basic, and save it."""
    lines = f"""
Function Box(doc, number)
  Dim found, at
  For at = 0 To doc.TextTables.Count - 1
    If doc.TextTables.getByIndex(at).Columns.Count = 1 Then
      found = found + 1
      If found = number Then Box = doc.TextTables.getByIndex(at)
    End If
  Next
End Function
Function AtEnd(doc, number)
  Dim cursor
  cursor = Box(doc, number).getCellByName("A2").createTextCursor()
  cursor.gotoEnd(False)
  AtEnd = cursor
End Function
Sub Main
  On Error Goto Failed ' Without it, LibreOffice would wait for somebody to read what went wrong.
  Dim doc, cell, cursor
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim how(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL("file://{folder}/sent.docx", "_blank", 0, hidden())
  {deeds}
  how(0).Name = "FilterName" : how(0).Value = "MS Word 2007 XML"
  doc.storeToURL("file://{folder}/returned.docx", how())
  doc.close(True)
  Exit Sub
Failed:
  Open "{folder}/error.txt" For Output As #1
  Print #1, Error$
  Close #1
  StarDesktop.terminate()
End Sub
"""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    # A new profile is filled at its first start, over what is in it.
    run("soffice", profile, "--headless", "--terminate_after_init", timeout=120)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    library = folder / "profile" / "user" / "basic" / "Standard"
    library.mkdir(parents=True, exist_ok=True)
    (library / "script.xlb").write_text(
        f'{head}<library:library xmlns:library="http://{BASIC}/library" library:name="Standard" library:readonly="false" '
        'library:passwordprotected="false"><library:element library:name="Fill"/></library:library>', encoding="utf-8")
    (library / "Fill.xba").write_text(
        f'{head}<script:module xmlns:script="http://{BASIC}/script" script:name="Fill" script:language="StarBasic">'
        f"{html.escape(lines)}</script:module>", encoding="utf-8")
    (library.parent / "script.xlc").write_text(
        f'{head}<library:libraries xmlns:library="http://{BASIC}/library" xmlns:xlink="http://www.w3.org/1999/xlink"><library:library '
        'library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple" library:link="false"/>'
        "</library:libraries>", encoding="utf-8")
    returned = folder / "returned.docx"
    returned.unlink(missing_ok=True)
    run("soffice", profile, "--headless", "macro:///Standard.Fill.Main", timeout=120)
    return returned


def spoiled(document, *changes):
    """The document with its main part changed, as a person's copy and paste or another program would."""
    with zipfile.ZipFile(document) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts["word/document.xml"].decode()
    for pattern, by in changes:
        assert re.search(pattern, text, re.DOTALL), pattern
        text = re.sub(pattern, by, text, count=1, flags=re.DOTALL)
    parts["word/document.xml"] = text.encode()
    with zipfile.ZipFile(document, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return document


@pytest.fixture
def sent(tmp_path):
    (tmp_path / "records" / "kent").mkdir(parents=True)
    (tmp_path / "records" / f"{NAME}.yaml").write_text(RECORD, encoding="utf-8")
    run(IRR, "--store", tmp_path, "render", NAME, "--to-fill", "--output", tmp_path / "sent.docx", check=True)
    return tmp_path


def answers(folder, document):
    """What irr reads of a form: the answers by box, what is unplaced, and the notes."""
    ran = run(IRR, "--store", folder, "import", "--dry-run", "--format", "json", document, text=True)
    assert ran.returncode == 0, ran.stderr
    # The change is shown before the JSON.
    item = json.loads(ran.stdout[ran.stdout.index('{\n  "schema"'):])["items"][0]
    draft, found = item["draft"], {}
    for kind, letters in (("recommendations", "R"), ("areas_for_improvement", "AFI")):
        for finding in draft.get(kind) or []:
            for side in ("chief_officer_response", "commissioner_response"):
                found[f"{letters}{finding['ref']} {side.split('_')[0]}"] = (finding.get(side) or {}).get("text")
    found["overview"] = (draft.get("chief_officer_response") or {}).get("overview")
    found["overall"] = draft.get("commissioner_overall_comments")
    found["unplaced"] = draft.get("unplaced")
    notes = [f"{note['code']}: {note['message']} {note['quote'] or ''}" for note in item["complaints"]]
    assert item["record"] == NAME
    return {box: text for box, text in found.items() if text}, notes, item["merged"]


OWN = {
    "R1 chief": "*Shears* were **bought**, see [the list](https://example.org/list).\n\n1. One for each\n2. of us.\n\nAnd more.\n",
    "overall": "All is well.\n",
}


def compared(found, wanted):
    return [f"{box}: {found.get(box)!r} is not {wanted.get(box)!r}" for box in {*found, *wanted} if found.get(box) != wanted.get(box)]


def test_a_form_that_libreoffice_only_saved_says_nothing_new(tally, sent):
    saved = sent / "saved"
    saved.mkdir()
    for document in (sent / "sent.docx", office("docx", sent / "sent.docx", saved)):
        found, notes, merged = answers(sent, document)
        tally.hold(document.parent.name, compared(found, OWN) + notes + [str(field) for field in merged])
    # OpenDocument has no such boxes, and what was in them is still below their labels.
    text = office("odt", sent / "sent.docx", saved)
    found, notes, merged = answers(sent, office("docx", text, sent / "saved"))
    dropped = [note for note in notes if "a program has dropped the form's boxes" in note]
    tally.hold("through odt", compared(found, OWN) + [note for note in notes if note not in dropped] + [str(field) for field in merged])
    tally.hold("through odt, told", [] if dropped else ["nobody says that the boxes are gone"])


def test_what_is_typed_into_the_boxes_and_beside_them_comes_home(tally, sent):
    returned = basic(sent, f"""
  cell = Box(doc, {R2_CHIEF}).getCellByName("A2")
  cell.setString("We planted")
  cursor = AtEnd(doc, {R2_CHIEF})
  cell.insertControlCharacter(cursor, com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK, False)
  cell.insertString(cursor, "ten of them.", False)
  ' Beside the prompt, which LibreOffice keeps unless somebody types into it.
  Box(doc, {R2_BODY}).getCellByName("A2").insertString(AtEnd(doc, {R2_BODY}), " I agree.", False)
  Box(doc, {R1_CHIEF}).getCellByName("A2").insertString(AtEnd(doc, {R1_CHIEF}), " Blades too.", False)
  ' Above the first heading, and at the end.
  cursor = doc.Text.createTextCursor()
  cursor.gotoStart(False)
  doc.Text.insertString(cursor, "Dear office, ", False)
  cursor.gotoEnd(False)
  doc.Text.insertString(cursor, "Yours, C. C.", False)""")
    found, notes, _ = answers(sent, returned)
    wanted = {
        "R1 chief": OWN["R1 chief"].replace("And more.", "And more. Blades too."),
        "R2 chief": "We planted\n\nten of them.\n",
        "R2 commissioner": "I agree.\n",
        "overall": "All is well.\n\nYours, C. C.\n",
    }
    told = " ".join(notes)
    tally.hold("in the boxes", compared({box: found.get(box) for box in wanted}, wanted))
    tally.hold("beside the last box", [] if "guessed: this stands beside the box “Response: commissioner's overall comments”" in told else notes)
    words = told + " ".join(found.values())
    tally.hold("above the form", [] if "Dear office," in words else notes)


def test_a_deleted_box_and_tracked_changes_are_told(tally, sent):
    returned = basic(sent, f"""
  doc.RecordChanges = True
  cell = Box(doc, {R1_CHIEF}).getCellByName("A2")
  cursor = cell.createTextCursor()
  cursor.gotoStart(False)
  cursor.goRight(6, True)
  cursor.setString("Blades")
  cell = Box(doc, {OVERVIEW}).getCellByName("A2")
  cell.insertString(AtEnd(doc, {OVERVIEW}), "An overview.", False)
  doc.RecordChanges = False
  Box(doc, {R2_BODY}).dispose()""")
    found, notes, merged = answers(sent, returned)
    wanted = {**OWN, "R1 chief": OWN["R1 chief"].replace("*Shears*", "*Blades*"), "overview": "An overview.\n"}
    tally.hold("tracked changes are taken as accepted", compared(found, wanted))
    for what in ("left_out: tracked changes are taken as accepted; these words were deleted by Unknown Author Shears",
                 "tracked insertions from here on, by Unknown Author",
                 "missing: the box “R2: commissioner's explanation” is not in the form any more"):
        tally.hold(what, [] if any(what in note for note in notes) else notes)
    tally.hold("nothing is removed", [str(field) for field in merged if not field["document"]])
    again = spoiled(returned, ("Plant more of them\\.", "Plant fewer of them."), ("(<w:tbl>(?:(?!<w:tbl>).)*?An overview\\..*?</w:tbl>)", r"\1<w:p/>\1"))
    found, notes, _ = answers(sent, again)
    tally.hold("a box that was copied", compared(found, wanted))
    for what in ("the box “Response: chief officer's overview” is there twice, and has the same words",
                 "disagrees: Recommendation 2: these words are not as the record has them; the record's are kept Plant fewer of them."):
        tally.hold(what, [] if any(what in note for note in notes) else notes)


def test_a_spoiled_form_is_seen(tally, sent):
    """What these tests compare would be seen if it were lost."""
    document = spoiled(sent / "sent.docx", ("And more\\.", "And less."))
    found, _, merged = answers(sent, document)
    tally.refused("other words in a box", compared(found, OWN) and merged)

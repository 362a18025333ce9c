"""The corpus of uploads, made at run time: {what it is: (file name, bytes or maker, Fault expected)}; good ones have no fault."""

from functools import cache

from readiness.uploads.faults import Fault
from tests.files import office, pdfs, pictures
from tests.files.archives import flagged_as_locked, zipped
from tests.files.office import COMPOUND, document, links, open_content, parts

EICAR = "".join(["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD", "-ANTIVIRUS-TEST", "-FILE!$H+H*"]).encode()
EXE = b"MZ\x90\x00" + b"\x00" * 200
SCRIPT = b"<html><script>alert(1)</script></html>"
GIF = b"GIF89a/*\x00\x00\x80\x00\x00" + b"*/=1;alert(1)"
MACRO = "application/vnd.ms-office.vbaProject"
MACRO_DOCUMENT = "application/vnd.ms-word.document.macroEnabled.main+xml"
BILLION = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
WORD_LINKS = "word/_rels/document.xml.rels"
LOCKED_COMPOUND = COMPOUND + "EncryptedPackage".encode("utf-16-le")

WRONG_TYPES = {
    f"a file named {name}": (name, content, Fault.TYPE)
    for name, content in {
        "program.exe": EXE, "start.bat": b"del *", "code.js": b"alert(1)", "page.html": SCRIPT, "page.xhtml": SCRIPT,
        "drawing.svg": b"<svg onload='alert(1)'/>", "shell.php": b"<?php phpinfo();", "archive.zip": zipped({"a": "b"}),
        "macro.docm": b"PK\x03\x04", "old.doc": COMPOUND, "letter.rtf": b"{\\rtf1}", "picture.gif": GIF,
        "noextension": b"%PDF-1.7",
        ".pdf": b"%PDF-1.7", "twice.pdf.exe": EXE, "link.lnk": b"L\x00", "eicar.com": EICAR, "trailing.pdf.": b"%PDF-1.7",
    }.items()
}  # fmt: skip
DISGUISES = {
    "a program named pdf": ("a.pdf", EXE, Fault.OTHER),
    "a page named pdf": ("a.pdf", SCRIPT, Fault.OTHER),
    "a PDF named png": ("a.png", pdfs.plain, Fault.OTHER),
    "a PNG named jpg": ("a.jpg", pictures.picture, Fault.OTHER),
    "an archive named docx": ("a.docx", zipped({"a": "b"}), Fault.OTHER),
    "a workbook named docx": ("a.docx", lambda: document("xlsx"), Fault.OTHER),
    "a table of calc named odt": ("a.odt", lambda: document("ods"), Fault.OTHER),
    "a program named csv": ("a.csv", EXE, Fault.OTHER),
    "letters in another encoding": ("a.csv", "Été;1".encode("cp1252"), Fault.ENCODING),
    "the test virus named pdf": ("eicar.pdf", EICAR, Fault.OTHER),
}
EMPTIES = {"nothing": ("a.pdf", b"", Fault.EMPTY), "blanks": ("a.txt", b" \r\n\t", Fault.EMPTY)}
POLYGLOTS = {
    "a PDF that is a zip file": ("a.pdf", pdfs.with_zip_in_the_tail, Fault.HIDDEN),
    "a PDF with a page behind": ("a.pdf", lambda: pdfs.plain() + SCRIPT, Fault.HIDDEN),
    "a page before the PDF": ("a.pdf", lambda: SCRIPT + pdfs.plain(), Fault.OTHER),
    "a GIF that is a script": ("a.jpg", GIF, Fault.OTHER),
    "a JPEG with a script behind": ("a.jpg", lambda: pictures.picture("JPEG") + SCRIPT, Fault.HIDDEN),
    "a JPEG with a program behind": ("a.jpg", lambda: pictures.picture("JPEG") + EXE, Fault.HIDDEN),
    "a JPEG with a script in its comment": ("a.jpg", lambda: pictures.with_comment(b"<?php system($_GET[0]);"), Fault.HIDDEN),
    "a PNG that is a zip file": ("a.png", lambda: zipped({"x.js": "alert(1)"}, before=pictures.picture()), Fault.HIDDEN),
    "a PNG with something behind": ("a.png", lambda: pictures.picture() + b"more", Fault.HIDDEN),
    "a document that is a PDF": (
        "a.docx", lambda: zipped({"x.txt": pdfs.plain()} | parts("docx"), packed=False), Fault.HIDDEN,
    ),
    "a program before the document": ("a.docx", lambda: EXE + document(), Fault.OTHER),
    "a document with a page behind": ("a.docx", lambda: document() + SCRIPT, Fault.HIDDEN),
    "a document with something between": (
        "a.docx", lambda: zipped(parts("docx"), before=b"PK\x03\x04" + EXE), Fault.HIDDEN,
    ),
}  # fmt: skip
PDFS = {
    "a script": ("a.pdf", lambda: pdfs.saved(pdfs.script), Fault.ACTIVE_PDF),
    "a script in a packed object": ("a.pdf", lambda: pdfs.saved(pdfs.script, packed=True), Fault.ACTIVE_PDF),
    "a script packed twice": ("a.pdf", pdfs.packed_twice, Fault.ACTIVE_PDF),
    "a script in escaped letters": ("a.pdf", pdfs.escaped, Fault.ACTIVE_PDF),
    "a program to start": ("a.pdf", lambda: pdfs.saved(pdfs.program), Fault.ACTIVE_PDF),
    "an attached file": ("a.pdf", lambda: pdfs.saved(pdfs.attachment, packed=True), Fault.ACTIVE_PDF),
    "a dynamic form": ("a.pdf", lambda: pdfs.saved(pdfs.dynamic_form, packed=True), Fault.ACTIVE_PDF),
    "a film": ("a.pdf", lambda: pdfs.saved(pdfs.film), Fault.ACTIVE_PDF),
    "a PDF cut in the middle": ("a.pdf", lambda: pdfs.printed()[: len(pdfs.printed()) // 2], Fault.DAMAGED),
    "a PDF without objects": ("a.pdf", b"%PDF-1.7\n%%EOF\n", Fault.DAMAGED),
    "a PDF with a password": ("a.pdf", pdfs.locked, Fault.LOCKED),
    "a PDF that unpacks without end": ("a.pdf", pdfs.bomb, Fault.MUCH),
}
PIXELS = {
    "a PNG of a billion pixels": ("a.png", lambda: pictures.png(60_000, 60_000), Fault.PIXELS),
    "a JPEG of a billion pixels": ("a.jpg", lambda: pictures.jpeg(60_000, 60_000), Fault.PIXELS),
    "a PNG without its pixels": ("a.png", lambda: pictures.png(8000, 8000), Fault.DAMAGED),
    "a JPEG cut in the middle": ("a.jpg", lambda: pictures.picture("JPEG")[:-100], Fault.DAMAGED),
    "a PNG with a wrong sum": ("a.png", lambda: pictures.picture().replace(b"IDAT", b"IDAX"), Fault.DAMAGED),
}


def with_links(*each):
    return lambda: document(more={WORD_LINKS: links(*each)})


OFFICE = {
    "a macro under its name": ("a.docx", lambda: document(more={"word/vbaProject.bin": COMPOUND}), Fault.ACTIVE),
    "a macro under another name": ("a.docx", lambda: document(more={"word/media/image1.png": COMPOUND}), Fault.ACTIVE),
    "a macro by its type": ("a.docx", lambda: document(bin=MACRO), Fault.ACTIVE),
    "a document with macros named docx": ("a.docx", lambda: document(main_type=MACRO_DOCUMENT), Fault.ACTIVE),
    "a macro by its relation": ("a.docx", with_links(("vbaProject", "x.bin", False)), Fault.ACTIVE),
    "a sheet of macros": (
        "a.xlsx", lambda: document("xlsx", overrides={"xl/m.xml": "application/vnd.ms-excel.macrosheet+xml"}), Fault.ACTIVE,
    ),
    "a program inside": ("a.pptx", lambda: document("pptx", more={"ppt/media/a.png": EXE}), Fault.ACTIVE),
    "a template from elsewhere": ("a.docx", with_links(("attachedTemplate", "http://127.0.0.1:9/a.dotm", True)), Fault.LINKED),
    "a template from a share": ("a.docx", with_links(("attachedTemplate", "file://\\\\host\\share\\a.dotm", True)), Fault.LINKED),
    "a picture from elsewhere": ("a.docx", with_links(("image", "https://example.org/a.png", True)), Fault.LINKED),
    "a linked program": ("a.xlsx", lambda: document("xlsx", more={
        "xl/worksheets/_rels/sheet1.xml.rels": links(("oleObject", "file:///C:/a.exe", True))
    }), Fault.LINKED),
    "a command in a link": ("a.xlsx", lambda: document("xlsx", more={
        "xl/externalLinks/externalLink1.xml": "<externalLink><ddeLink ddeService='cmd' ddeTopic='/c calc'/></externalLink>"
    }), Fault.LINKED),
    "a bomb of a part": ("a.docx", lambda: document(more={"word/media/a.bin": b" " * 60_000_000}), Fault.MUCH),
    "a bomb of many parts": (
        "a.xlsx", lambda: document("xlsx", more={f"xl/media/{n}.bin": b" " * 900_000 for n in range(200)}), Fault.MUCH,
    ),
    "a bomb of names": ("a.docx", lambda: document(more={f"{n:0200}": "" for n in range(5000)}), Fault.MUCH),
    "an archive inside": ("a.docx", lambda: document(more={"word/media/a.bin": zipped({"a": "b"})}), Fault.HIDDEN),
    "a document within an embedded document": (
        "a.docx", lambda: document(more={"word/embeddings/a.docx": document(more={"word/embeddings/b.docx": document()})}),
        Fault.HIDDEN,
    ),
    "an embedded document with a macro": (
        "a.docx", lambda: document(more={"word/embeddings/a.xlsx": document("xlsx", bin=MACRO)}), Fault.ACTIVE,
    ),
    "entities": ("a.docx", lambda: document(more={"word/document.xml": f"{BILLION}<x>&b;</x>"}), Fault.ACTIVE),
    "entities in UTF-16": (
        "a.docx", lambda: document(more={"word/document.xml": f"{BILLION}<x>&b;</x>".encode("utf-16")}), Fault.ACTIVE,
    ),
    "a part that is no XML": ("a.docx", lambda: document(more={"word/document.xml": "<x>"}), Fault.DAMAGED),
    "names that leave the folder": ("a.docx", lambda: document(more={"../../evil.xml": "<x/>"}), Fault.HIDDEN),
    "a name from the root": ("a.xlsx", lambda: document("xlsx", more={"/etc/cron.d/x": "x"}), Fault.HIDDEN),
    "a name of another system": ("a.xlsx", lambda: document("xlsx", more={"..\\..\\x": "x"}), Fault.HIDDEN),
    "a name twice": ("a.docx", lambda: zipped([*parts("docx").items(), ("WORD/document.xml", "<x/>")]), Fault.HIDDEN),
    "a document with a password": ("a.docx", LOCKED_COMPOUND, Fault.LOCKED),
    "an older document": ("a.xlsx", COMPOUND, Fault.OTHER),
    "parts with a password": ("a.docx", lambda: flagged_as_locked(document()), Fault.LOCKED),
    "a document cut in the middle": ("a.docx", lambda: document()[:-400], Fault.DAMAGED),
    "an open document with a macro": ("a.odt", lambda: document("odt", more={"Basic/Standard/x.xml": "<x/>"}), Fault.ACTIVE),
    "an open document that calls a macro": (
        "a.odt", lambda: document("odt", more={"content.xml": open_content("odt", "<script:event-listener/>")}), Fault.ACTIVE,
    ),
    "an open document with a picture from elsewhere": (
        "a.odt", lambda: document("odt", more={"content.xml": open_content("odt", '<draw:image xlink:href="http://x.org/a"/>')}),
        Fault.LINKED,
    ),
    "an open document with a password": (
        "a.ods", lambda: document("ods", more={"META-INF/manifest.xml": office.manifest("ods", "<encryption-data/>")}),
        Fault.LOCKED,
    ),
}  # fmt: skip
BAD = WRONG_TYPES | DISGUISES | EMPTIES | POLYGLOTS | PDFS | PIXELS | OFFICE

GOOD = {
    "a printed PDF": ("plan.pdf", pdfs.printed),
    "a PDF in capitals": ("PLAN.PDF", pdfs.plain),
    "a PDF that opens at a place": ("place.pdf", lambda: pdfs.saved(pdfs.place_on_opening, packed=True)),
    "a PNG": ("screen.png", pictures.picture),
    "a JPEG": ("photo.jpg", lambda: pictures.picture("JPEG")),
    "a JPEG in passes": ("photo.jpeg", lambda: pictures.picture("JPEG", progressive=True)),
    "a JPEG with a second picture, as phones make": ("pair.jpg", lambda: pictures.picture("JPEG") + pictures.picture("JPEG")),
    "a JPEG of two pixels": ("dot.jpg", lambda: pictures.picture("JPEG", size=(2, 1))),
    "a document": ("words.docx", document),
    "a document from the reader's own template": (
        "template.docx", with_links(
            ("attachedTemplate", "file:///C:\\Office\\a.dotx", True), ("hyperlink", "https://x.org/", True)
        ),
    ),
    "a document with the table of a chart": (
        "chart.docx", lambda: document(
            more={"word/embeddings/Sheet1.xlsx": document("xlsx"), "word/media/a.png": pictures.picture()}
        ),
    ),
    "a workbook": ("numbers.xlsx", lambda: document("xlsx")),
    "slides": ("slides.pptx", lambda: document("pptx")),
    "an open document": ("words.odt", lambda: document("odt")),
    "an open document with a link": (
        "link.odt", lambda: document(
            "odt", more={"content.xml": open_content("odt", '<text:a xlink:href="https://x.org/">x</text:a>')}
        ),
    ),
    "an open table": ("numbers.ods", lambda: document("ods", more={"Configurations2/accelerator/current.xml": ""})),
    "a table": ("table.csv", "nom;pays\r\nÉté;SN\r\n".encode()),
    "words in three scripts": ("Отчёт 报告 تقرير.txt", "\ufeffОтчёт 报告 تقرير".encode()),
}  # fmt: skip


@cache
def made(what):
    """Return (file name, bytes) of one of the corpus."""
    name, content = (BAD | GOOD)[what][:2]
    return name, content() if callable(content) else content

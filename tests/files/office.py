"""Office documents with the fewest parts that programs open, and what is put into them."""

from readiness.uploads.kinds import OOXML, TYPES
from tests.files.archives import zipped

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
EXTERNAL = ' TargetMode="External"'
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
BODIES = {
    "docx": f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>Stratégie</w:t></w:r></w:p></w:body></w:document>',
    "xlsx": f'<workbook xmlns="{SHEET}" xmlns:r="{DOCUMENT}"><sheets>'
    '<sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "pptx": f'<p:presentation xmlns:p="{SLIDES}"><p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="1" cy="1"/></p:presentation>',
}
SHEET_PART = f'<worksheet xmlns="{SHEET}"><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>'


def types(overrides, **defaults):
    told = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"} | defaults
    lines = [f'<Default Extension="{name}" ContentType="{kind}"/>' for name, kind in told.items()]
    lines += [f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items()]
    return f'{HEAD}<Types xmlns="{PACKAGE}content-types">{"".join(lines)}</Types>'


def links(*each):
    """Return a part of relationships of (type, target, whether it lies elsewhere)."""
    lines = [
        f'<Relationship Id="rId{number}" Type="{DOCUMENT}/{kind}" Target="{target}"{EXTERNAL * far}/>'
        for number, (kind, target, far) in enumerate(each, start=1)
    ]
    return f'{HEAD}<Relationships xmlns="{PACKAGE}relationships">{"".join(lines)}</Relationships>'


def parts(kind, main_type=None, overrides=(), **defaults):
    """Return {name: text} of a small document in Microsoft's format."""
    main = MAIN[kind]
    told = {main: main_type or TYPES[kind] + ".main+xml"} | dict(overrides)
    made = {"[Content_Types].xml": "", "_rels/.rels": links(("officeDocument", main, False)), main: HEAD + BODIES[kind]}
    if kind == "xlsx":
        told["xl/worksheets/sheet1.xml"] = OOXML + "spreadsheetml.worksheet+xml"
        made["xl/_rels/workbook.xml.rels"] = links(("worksheet", "worksheets/sheet1.xml", False))
        made["xl/worksheets/sheet1.xml"] = HEAD + SHEET_PART
    made["[Content_Types].xml"] = types(told, **defaults)
    return made


def document(kind="docx", more=(), **how):
    """Return the document, with more parts added or exchanged."""
    return zipped(open_parts(kind) | dict(more) if kind.startswith("od") else parts(kind, **how) | dict(more))


OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(f'xmlns:{name}="{OFFICE}{name}:1.0"' for name in ("office", "text", "table", "draw", "script"))
SPACES += ' xmlns:xlink="http://www.w3.org/1999/xlink"'


def open_content(kind, body=""):
    inside = f"<office:text><text:p>Stratégie</text:p>{body}</office:text>"
    if kind == "ods":
        inside = f'<office:spreadsheet><table:table table:name="A"><table:table-row/></table:table>{body}</office:spreadsheet>'
    inside = f"<office:scripts/><office:body>{inside}</office:body>"
    return f'{HEAD}<office:document-content {SPACES} office:version="1.3">{inside}</office:document-content>'


def manifest(kind, inside=""):
    entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{TYPES[kind]}"/>'
    entry += (
        f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{inside}</manifest:file-entry>'
    )
    return f'{HEAD}<manifest:manifest xmlns:manifest="{OFFICE}manifest:1.0" manifest:version="1.3">{entry}</manifest:manifest>'


def open_parts(kind, body="", inside=""):
    """Return {name: text} of a small document in the open format."""
    return {"mimetype": TYPES[kind], "content.xml": open_content(kind, body), "META-INF/manifest.xml": manifest(kind, inside)}

"""Office documents: the right kind, without macros, embedded programs, hidden files, or links that load on opening."""

import re

from readiness.uploads import archive, markup, pdf
from readiness.uploads.faults import Fault, Found
from readiness.uploads.kinds import OFFICE_STARTS, TYPES

ZIP, COMPOUND = OFFICE_STARTS
PROGRAMS = (COMPOUND, b"MZ", b"\x7fELF", b"#!")
ARCHIVES = (ZIP, b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08")
ACTIVE_TYPE = re.compile(r"macro|vba|activex", re.I)
ACTIVE_ELEMENTS = {"ddeLink", "oleLink", "script", "event-listener", "applet", "plugin", "floating-frame", "dde-source"}
FOLDERS_OF_MACROS = ("Basic/", "Scripts/")
NEAR = re.compile(r"(file:(/|///)(?=[^/])|file://localhost/)?[a-z]:/|file:(/|///)[^/]|(?!//)[^:]*(#|$)", re.I)
EMBEDDED = re.compile(r"(^|/)embeddings/[^/]+\.(docx|xlsx|pptx)$", re.I)


def fault(kind, content, inside=False):
    """Return what is wrong with the document; `inside` is one that is embedded in another, as the tables of charts are."""
    if content.startswith(COMPOUND):
        return Fault.LOCKED if "EncryptedPackage".encode("utf-16-le") in content else Fault.OTHER
    with archive.opened(content) as parts:
        types = content_types(parts)
        if kind.startswith("od"):
            check_open_document(kind, parts)
        elif TYPES[kind] + ".main+xml" not in types.values():
            return Fault.ACTIVE if any(ACTIVE_TYPE.search(each) for each in types.values()) else Fault.OTHER
        if any(ACTIVE_TYPE.search(each) for each in types.values()):
            return Fault.ACTIVE
        for entry in parts.infolist():
            check_part(parts, entry, types, inside)
    return None


def content_types(parts):
    """Return {part or extension: content type} of a document in Microsoft's format, {} of others."""
    types = {}

    def begin(element, attributes):
        if element in ("Override", "Default"):
            types[attributes.get("PartName", attributes.get("Extension", "")).casefold()] = attributes.get("ContentType", "")

    if "[Content_Types].xml" in parts.namelist():
        with parts.open("[Content_Types].xml") as part:
            markup.read(part, begin)
    return types


def check_open_document(kind, parts):
    """Raise Found where it is not of this kind, is locked, or brings macros."""
    names = parts.namelist()
    if not {"mimetype", "content.xml", "META-INF/manifest.xml"} <= set(names):
        raise Found(Fault.OTHER)
    if parts.getinfo("mimetype").file_size > 100 or parts.read("mimetype").strip() != TYPES[kind].encode():
        raise Found(Fault.OTHER)
    if any(name.startswith(FOLDERS_OF_MACROS) for name in names):
        raise Found(Fault.ACTIVE)

    def begin(element, attributes):
        if element == "encryption-data":
            raise Found(Fault.LOCKED)

    with parts.open("META-INF/manifest.xml") as part:
        markup.read(part, begin)


def check_part(parts, entry, types, inside):
    """Raise Found for a part that acts, hides or loads something; every part is unpacked to its end, so that sums are checked."""
    name = entry.filename
    with parts.open(entry) as part:
        start = part.read(16)
        part.seek(0)
        kind = types.get(f"/{name}".casefold(), types.get(name.rpartition(".")[2].casefold(), ""))
        if start.startswith(PROGRAMS):
            raise Found(Fault.ACTIVE)
        if start.startswith(ARCHIVES):
            embedded = EMBEDDED.search(name)
            wrong = Fault.HIDDEN if inside or not embedded else fault(embedded[2].lower(), part.read(), inside=True)
            if wrong:
                raise Found(wrong)
        elif start.startswith(b"%PDF-"):
            if wrong := pdf.fault("pdf", part.read()):
                raise Found(wrong)
        elif entry.file_size and (name.casefold().endswith((".xml", ".rels")) or kind.endswith("xml")):
            markup.read(part, begin=checker(name, types))
        else:
            while part.read(markup.CHUNK):
                pass


def checker(name, types):
    """Return what looks at each element of a part, None where elements carry nothing that loads or acts."""
    if name.endswith(".rels"):
        return check_relationship
    if name.casefold().startswith("xl/externallinks/") or not types:
        return check_element
    return None


def check_relationship(element, attributes):
    kind = attributes.get("Type", "").rpartition("/")[2]
    if ACTIVE_TYPE.search(attributes.get("Type", "")):
        raise Found(Fault.ACTIVE)
    loads = attributes.get("TargetMode", "").casefold() == "external" and kind != "hyperlink"
    if loads and (kind == "oleObject" or not near(attributes.get("Target", ""))):
        raise Found(Fault.LINKED)


def check_element(element, attributes):
    if element in ACTIVE_ELEMENTS:
        raise Found(Fault.ACTIVE if element not in ("ddeLink", "oleLink", "dde-source") else Fault.LINKED)
    if element != "a" and not near(attributes.get("href", "")):
        raise Found(Fault.LINKED)


def near(target):
    """Return whether an address stays in the document or on the reader's own machine: to load it tells nobody anything."""
    return NEAR.match(target.strip().replace("\\", "/")) is not None

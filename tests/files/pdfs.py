"""PDF files, honest ones and those that act."""

import re
import zlib
from functools import cache
from io import BytesIO
from random import randbytes

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from tests.files.archives import zipped


def saved(change=None, packed=False, **how):
    """Return a PDF of one page after change(pdf); packed puts its objects into compressed streams."""
    made = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        if change:
            change(pdf)
        modes = pikepdf.ObjectStreamMode
        pdf.save(made, object_stream_mode=modes.generate if packed else modes.disable, **how)
    return made.getvalue()


@cache
def plain():
    return saved()


@cache
def printed():
    """A tagged PDF with text, made as the report is."""
    from weasyprint import HTML

    return HTML(string="<html lang=fr><title>Plan</title><h1>Plan</h1><p>Relevé des envois</p>").write_pdf(pdf_variant="pdf/ua-1")


def large(size):
    """A PDF of about so many bytes, as scanned pages make them."""
    return saved(lambda pdf: setattr(pdf.pages[0], "Contents", Stream(pdf, randbytes(size))))


def on_opening(**action):
    def change(pdf):
        pdf.Root.OpenAction = Dictionary(**action)

    return change


def script(pdf):
    on_opening(S=Name.JavaScript, JS=String("app.alert(1)"))(pdf)


def program(pdf):
    on_opening(S=Name.Launch, F=String("cmd.exe"))(pdf)


def attachment(pdf):
    pdf.attachments["x.txt"] = b"text"


def dynamic_form(pdf):
    pdf.Root.AcroForm = Dictionary(XFA=Stream(pdf, b"<xdp/>"), Fields=Array())


def film(pdf):
    pdf.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=[0, 0, 9, 9])])


def place_on_opening(pdf):
    """What many programs write: open at the first page. It is no script."""
    on_opening(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit]))(pdf)


def escaped():
    """A script whose names are written #4A for J, as readers allow."""
    return saved(script).replace(b"/JavaScript", b"/#4aava#53cript")


def packed_twice():
    """A script in an object stream that the file writes as hexadecimal digits, packed again: no search of the bytes meets it."""
    inner = b"5 0 <</S/JavaScript/JS(app.alert(1))>>"
    packed = zlib.compress(inner.hex().encode() + b">")
    head = b"<</Type/ObjStm/N 1/First 4/Filter[/FlateDecode/ASCIIHexDecode]/Length %d>>" % len(packed)
    parts = {
        1: b"<</Type/Catalog/Pages 2 0 R/OpenAction 5 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        4: head + b"\nstream\n" + packed + b"\nendstream",
    }
    made, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in parts.items():
        places[number] = len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(
        bytes([kind]) + place.to_bytes(4) + bytes([index])
        for kind, place, index in [(0, 0, 0), *((1, places[n], 0) for n in parts), (2, 4, 0), (1, len(made), 0)]
    )
    begin = len(made)
    made += b"6 0 obj\n<</Type/XRef/Size 7/W[1 4 1]/Root 1 0 R/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (len(table), table)
    return bytes(made + b"startxref\n%d\n%%%%EOF\n" % begin)


def bomb(megabytes=120):
    """An object stream of a few hundred kilobytes that unpacks to a hundred megabytes and more."""
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(b" " * 2**20) for _ in range(megabytes)) + packer.flush()
    stream = b"9 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(packed)
    before, table = saved().split(b"xref\n", 1)
    before += stream + packed + b"\nendstream\nendobj\n"
    return before + b"xref\n" + re.sub(rb"startxref\n\d+", b"startxref\n%d" % len(before), table)


def locked():
    return saved(encryption=pikepdf.Encryption(owner="owner", user="user"))


def with_zip_in_the_tail():
    """A PDF by its first byte and its last, and a zip file whose comment is the end of the PDF."""
    whole = saved()
    return zipped({"x.html": "<script>alert(1)</script>"}, before=whole, comment=whole[whole.rindex(b"startxref") :])

"""Pictures: decoded to their end, within a limit of pixels, and nothing behind them but what cameras put there."""

import re
from io import BytesIO
from zipfile import is_zipfile
from zlib import crc32

from PIL import Image, ImageFile

from readiness.uploads.faults import Fault, Found
from readiness.uploads.kinds import STARTS

MOST_PIXELS = 64_000_000
Image.MAX_IMAGE_PIXELS = None  # Pillow warns and raises at limits of its own: ours is asked first
MARKUP = re.compile(rb"<(script|html|\?php|!doctype|iframe)", re.I)
MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def fault(kind, content):
    png = kind == "png"
    with Image.open(BytesIO(content), formats=["PNG" if png else "JPEG"]) as image:
        if image.width * image.height > MOST_PIXELS:
            return Fault.PIXELS
        end = png_end(content) if png else jpeg_end(content)
        if MARKUP.search(content) or is_zipfile(BytesIO(content)) or not known_rest(content[end:], png):
            return Fault.HIDDEN
        ImageFile.LOAD_TRUNCATED_IMAGES = False  # the maker of PDFs wants it otherwise; this process ends after the file
        image.draft("RGB", (image.width // 8 or 1, image.height // 8 or 1))  # a JPEG is read whole, but unfolds to a 64th
        image.load()
    return None


def png_end(content):
    """Return where the picture ends; raises where a part is cut or its sum is wrong."""
    at = len(STARTS["png"])
    while True:
        size, name = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        stop = at + 12 + size
        if stop > len(content) or crc32(content[at + 4 : stop - 4]) != int.from_bytes(content[stop - 4 : stop]):
            raise Found(Fault.DAMAGED)
        if name == b"IEND":
            return stop
        at = stop


def jpeg_end(content):
    """Return where the first picture of a JPEG file ends; raises where there is no end."""
    at = 2
    while found := MARKER.search(content, at):
        code, at = content[found.start() + 1], found.end()
        if code == 0xD9:
            return at
        at += int.from_bytes(content[at : at + 2])
    raise Found(Fault.DAMAGED)


def known_rest(rest, png):
    """Return whether what follows the picture is padding, or what cameras add to a JPEG: more pictures, a film, their marks."""
    if not rest.strip(b"\x00\r\n "):
        return True
    return not png and (rest.startswith(STARTS["jpg"]) or rest[4:8] == b"ftyp" or rest.endswith(b"SEFT"))

"""Pictures, and files that claim to be some."""

from functools import cache
from io import BytesIO
from zlib import compress, crc32

from PIL import Image


@cache
def picture(kind="PNG", size=(64, 48), **how):
    made = BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(made, kind, **how)
    return made.getvalue()


def chunk(name, body):
    return len(body).to_bytes(4) + name + body + crc32(name + body).to_bytes(4)


def png(width, height, pixels=b""):
    """Return a whole PNG file with these dimensions, whatever its pixels are."""
    head = width.to_bytes(4) + height.to_bytes(4) + b"\x08\x02\x00\x00\x00"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", compress(pixels)) + chunk(b"IEND", b"")


def jpeg(width, height):
    """Return a JPEG of 64 x 48 pixels that says it has these."""
    content = picture("JPEG")
    at = content.index(b"\xff\xc0") + 5
    return content[:at] + height.to_bytes(2) + width.to_bytes(2) + content[at + 4 :]


def with_comment(text):
    content = picture("JPEG")
    return content[:2] + b"\xff\xfe" + (len(text) + 2).to_bytes(2) + text + content[2:]

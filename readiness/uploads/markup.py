"""The XML parts of office documents, read as a stream; entities and markup of one's own are refused."""

from xml.parsers import expat

from readiness.uploads.faults import Fault, Found

CHUNK = 256 * 1024


def read(file, begin=None):
    """Read a part to its end, calling begin(name without prefix, attributes without prefixes) for each element."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _doctype
    parser.EntityDeclHandler = _entity
    if begin:
        parser.StartElementHandler = lambda name, attributes: begin(
            name.rpartition(" ")[2], {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        )
    while chunk := file.read(CHUNK):
        parser.Parse(chunk)
    parser.Parse(b"", True)


def _doctype(name, system, public, has_own):
    if has_own:
        raise Found(Fault.ACTIVE)


def _entity(*declaration):
    raise Found(Fault.ACTIVE)

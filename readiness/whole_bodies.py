"""A request whose body was cut off on its way is no request: half a text would be kept as if it were the whole of it."""

from io import RawIOBase


class WholeBody(RawIOBase):
    """What a WSGI server reads of a body, up to its length; raises ConnectionAbortedError where it ends before that."""

    def __init__(self, stream, length: int):
        self.stream, self.left = stream, length

    def read(self, size: int | None = -1) -> bytes:
        wanted = self.left if size is None or size < 0 else min(size, self.left)
        data = self.stream.read(wanted)
        self.left -= len(data)
        if len(data) < wanted:
            raise ConnectionAbortedError("the body was cut off")
        return data


def whole_bodies(application):
    """Return the WSGI application with bodies that cannot end early: Django would take what came for the whole."""

    def answer(environ, start_response):
        length = environ.get("CONTENT_LENGTH") or ""
        environ["wsgi.input"] = WholeBody(environ["wsgi.input"], int(length) if length.isdecimal() else 0)
        return application(environ, start_response)

    return answer

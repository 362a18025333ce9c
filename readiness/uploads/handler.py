"""How a request's files are received: never more of one than shows that it is too large."""

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from readiness import uploads

LARGEST_REQUEST = 100 * 1024 * 1024


class CutAtLimit(FileUploadHandler):
    """Keep no more of a file than shows that it is too large, and read on, so that the form can say so beside the field.

    A request that is beyond all measure is refused before its body is read.
    """

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # noqa: N803  (Django's own name)
        if content_length > LARGEST_REQUEST:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data, start):
        return raw_data if start <= uploads.LARGEST_FILE else None

    def file_complete(self, file_size):
        return None

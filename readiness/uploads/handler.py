"""How a request's files are received: never more of one, nor of all together, than shows that it is too much."""

from django.core.exceptions import RequestDataTooBig
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from readiness import uploads

LARGEST_REQUEST = 100 * 1024 * 1024


class CutAtLimit(FileUploadHandler):
    """Keep no more of a file than shows that it is too large, and read on, so that the form can say so beside the field.

    The same for what all the files of a request have together. A request that is beyond all measure is refused before its
    body is read.
    """

    def __init__(self, request=None):
        super().__init__(request)
        self.kept, self.cut = 0, False

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # noqa: N803  (Django's own name)
        if content_length > LARGEST_REQUEST:
            raise RequestDataTooBig

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.cut = False

    def receive_data_chunk(self, raw_data, start):
        if start > uploads.LARGEST_FILE:
            return None
        self.kept += len(raw_data)
        if self.kept > uploads.LARGEST_TOGETHER:
            self.cut = True
        return None if self.cut else raw_data

    def file_complete(self, file_size):
        """Return None where the next handler has the whole file; never let it pass off a part of one as the whole."""
        return UploadedFile(ContentFile(b""), self.file_name, size=uploads.CUT) if self.cut else None

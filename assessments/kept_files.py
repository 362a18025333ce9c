"""Files that somebody uploaded: judged, kept under random names, handed out as attachments that no browser runs.

Where they lie is for assessments.evidence_files to say.
"""

from uuid import UUID

from django.http import FileResponse, Http404

from assessments import evidence_files
from readiness import uploads
from readiness.uploads.kinds import TYPES
from readiness.uploads.names import extension, file_name
from readiness.uploads.words import sentence


def refused_file(upload: object) -> str:
    """Return why a file cannot be kept, "" where it can."""
    name = file_name(upload.name)
    wrong = uploads.fault(name, upload)
    return sentence(wrong, name) if wrong else ""


def hand_out(file: UUID, name: str) -> FileResponse:
    """Return the file as an attachment under the name it came with; 404 where it is gone."""
    try:
        content = evidence_files.opened(file)
    except FileNotFoundError:
        raise Http404 from None
    kind = TYPES.get(extension(name), "application/octet-stream")
    response = FileResponse(content, as_attachment=True, filename=name, content_type=kind)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response

"""Evidence kept as files, handed out as attachments only: no browser runs what somebody uploaded."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404

from assessments.access import policy, visible_files
from assessments.questionnaire.evidence import FOLDER
from readiness.uploads.kinds import TYPES
from readiness.uploads.names import extension


@policy(get="see")
def file(request, file):
    """Hand out one file under the name it came with."""
    piece = get_object_or_404(visible_files(request.user), file=file)
    path = FOLDER / piece.file.hex
    if not path.exists():
        raise Http404
    kind = TYPES.get(extension(piece.text), "application/octet-stream")
    response = FileResponse(path.open("rb"), as_attachment=True, filename=piece.text, content_type=kind)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response

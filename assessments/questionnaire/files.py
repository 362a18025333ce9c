"""Evidence kept as files, handed out as attachments only: no browser runs what somebody uploaded."""

from django.http import Http404

from assessments.access import policy, visible_files
from assessments.kept_files import hand_out


@policy(get="see")
def file(request, file):
    """Hand out one file under the name it came with; the rows that share it carry the same name."""
    piece = visible_files(request.user).filter(file=file).first()
    if piece is None:
        raise Http404
    return hand_out(piece.file, piece.text)

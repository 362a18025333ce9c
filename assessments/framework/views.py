"""The pages about one edition of a framework: its words, where it comes from, and the help that others give."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.gzip import gzip_page

from assessments.access import policy
from assessments.alphabet import alphabetical
from assessments.beside import initiative
from assessments.framework.sources import sources_of
from assessments.scorecard import published_pack
from readiness.models import Framework
from readiness.pack import wording


def found(code, edition):
    """Return (the edition's row, its pack), or 404 where it was never published."""
    framework = get_object_or_404(Framework.objects.defer("text"), code=code, edition=edition)
    return framework, published_pack(framework.checksum)


@policy(get="signed in")
@gzip_page
def words(request, code, edition):
    """Explain every term of the framework's glossary, in the reader's alphabetical order."""
    framework, pack = found(code, edition)
    language = get_language()
    entries = [(row.code, wording(row.term, language), wording(row.meaning, language)) for row in pack.glossary]
    entries.sort(key=lambda entry: alphabetical(entry[1].text))
    return render(request, "framework/words.html", {"framework": framework, "entries": entries})


@policy(get="signed in")
@gzip_page
def help_from_others(request, code, edition):
    """List what partners offer, each with the requirements it helps."""
    framework, pack = found(code, edition)
    language = get_language()
    names = {row.code: wording(row.name, language) for row in pack.requirements.values()}
    rows = [initiative(row, language) | {"helps": [(each, names[each]) for each in row.requirements]} for row in pack.initiatives]
    return render(request, "framework/help.html", {"framework": framework, "initiatives": rows})


@policy(get="signed in")
@gzip_page
def sources(request, code, edition):
    """Say for every part of the framework where it comes from, and what is still to be confirmed."""
    framework, pack = found(code, edition)
    language = get_language()
    context = {
        "framework": framework,
        "source": wording(pack.framework.source, language),
        "statement": wording(pack.method.statement, language),
        "sources": sources_of(pack, language),
        "to_confirm": [wording(text, language) for text in pack.to_confirm],
    }
    return render(request, "framework/sources.html", context)

"""In which reading the answers were given: said wherever an overall score stands, since a shorter one asks only a part."""

from django.utils.translation import gettext as _

from assessments.report.case import Case


def reading_fact(case: Case) -> str:
    """Return the reading with how much it asks, "" in a pack without readings."""
    reading = case.pack.reading(case.answers.reading)
    return f"{case.words(reading.name)} – {asked_of_all(case)}" if reading else ""


def asked_of_all(case: Case) -> str:
    """Return "45 of 106 questions asked"."""
    asked, whole = len(case.pack.questions), case.pack.all_questions
    if asked == whole:
        return _("all %(all)s questions asked") % {"all": whole}
    return _("%(asked)s of %(all)s questions asked") % {"asked": asked, "all": whole}


def only_a_part(case: Case) -> str:
    """Return in one sentence that the scores are a first picture from a shorter reading, "" where everything was asked."""
    reading = case.pack.reading(case.answers.reading)
    if reading is None or len(case.pack.questions) == case.pack.all_questions:
        return ""
    return _(
        "This is a first picture, from %(asked)s of the framework’s %(all)s questions (“%(reading)s”): once all are asked, "
        "scores and levels may be higher or lower."
    ) % {"reading": case.words(reading.name), "asked": len(case.pack.questions), "all": case.pack.all_questions}

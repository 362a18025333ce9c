"""The index of evidence: each piece once, with the questions it stands for, for everybody who sees the assessment."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments import scorecard, workflow
from assessments.evidence_index import evidence_rows
from assessments.models import Evidence
from readiness.answers import AnswerSet, Piece, Response
from tests.questionnaire.test_evidence import PDF, upload
from tests.questionnaire.test_evidence_described import give_again

pytestmark = pytest.mark.django_db


def address(draft, query=""):
    return reverse("evidence_index", args=[draft.pk]) + query


@pytest.fixture
def three(browse, lead, contributor, draft, page_of):
    """A file for two answers, a link before it and a note after it in the questions' order."""
    upload(browse(lead), page_of("R2"), "plan.pdf", PDF, **{"R2b-about": "2024", "R2b-language": "fr", "R2b-title": "Strategy"})
    file = Evidence.objects.get().file
    give_again(browse(contributor), page_of("R1"), "R1b", file)
    browse(contributor).post(page_of("R1"), {"R1a-link": "https://www.example.org/", "add": "R1a"})
    browse(lead).post(page_of("R2"), {"R2b-on-site": "The vault", "add": "R2b"})


def test_each_piece_is_one_row_in_the_order_of_the_questions(draft, lead, contributor, three):
    rows = evidence_rows(draft, scorecard.pack_of(draft))
    told = [(row.number, row.kind, row.called, [code for code, _part, _pillar in row.questions], row.by) for row in rows]
    assert told == [
        (1, "link", "https://www.example.org/", ["R1a"], contributor),
        (2, "file", "Strategy", ["R1b", "R2b"], lead),
        (3, "on_site", "The vault", ["R2b"], lead),
    ]
    assert (rows[1].text, rows[1].date_words, rows[1].language_words) == ("plan.pdf", "2024", "French")


def test_what_came_with_a_file_of_answers_has_no_giver(draft):
    scorecard.store(draft, AnswerSet("Post", draft.date, responses={"R1a": Response(evidence=(Piece("Law", "2024", "fr"),))}))
    [row] = evidence_rows(draft, scorecard.pack_of(draft))
    assert (row.called, row.about, row.language, row.by, row.at) == ("Law", "2024", "fr", None, None)
    assert scorecard.answer_set(draft).responses["R1a"].evidence == (Piece("Law", "2024", "fr"),)


def test_it_takes_the_same_queries_with_one_piece_and_with_three(browse, lead, draft, three, django_assert_num_queries):
    client = browse(lead)
    client.get(address(draft))
    with CaptureQueriesContext(connection) as queries:
        assert 'id="evidence-3"' in client.get(address(draft)).content.decode()
    Evidence.objects.exclude(text="The vault").delete()
    with django_assert_num_queries(len(queries)):
        assert 'id="evidence-2"' not in client.get(address(draft)).content.decode()


def test_the_page_links_to_the_questions_and_the_file(browse, lead, draft, three):
    page = browse(lead).get(address(draft)).content.decode()
    for code, part in (("R1a", "R1"), ("R1b", "R1"), ("R2b", "R2")):
        assert reverse("requirement", args=[draft.pk, part]) + f"#question-{code}" in page
    assert reverse("evidence", args=[Evidence.objects.filter(kind="file").first().file]) in page
    assert address(draft) in browse(lead).get(reverse("assessment", args=[draft.pk])).content.decode()
    assert address(draft) in browse(lead).get(reverse("results", args=[draft.pk])).content.decode()


def test_it_shows_one_kind_or_one_pillar(browse, lead, draft, three):
    def shown(query):
        page = browse(lead).get(address(draft, query)).content.decode()
        return [number for number in (1, 2, 3) if f'id="evidence-{number}"' in page]

    of_r1, of_r2 = [row.questions[0][2] for row in evidence_rows(draft, scorecard.pack_of(draft))][::2]
    assert shown("?kind=file") == [2]
    assert (shown(f"?pillar={of_r1}"), shown(f"?pillar={of_r2}")) == ([1, 2], [2, 3])
    assert shown(f"?pillar={of_r2}&kind=on_site") == [3]
    assert shown("?kind=text") == []
    assert shown("?pillar=none&kind=none") == [1, 2, 3]


def test_who_sees_the_assessment_sees_it(browse, observer, neighbour, expert, lead, draft, three):
    def answers():
        return [browse(person).get(address(draft)).status_code for person in (observer, neighbour, expert)]

    assert answers() == [200, 404, 404]
    workflow.advance(draft, "submit", by=lead)
    assert answers() == [200, 404, 200]


def test_without_evidence_it_says_where_it_is_given(browse, lead, draft):
    assert "No evidence is given yet." in browse(lead).get(address(draft)).content.decode()

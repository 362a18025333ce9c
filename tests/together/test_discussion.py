"""The page of a question: what is said about it, by whom it was changed, and how."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments import workflow
from assessments.access import people_who_see, visible_assessments
from assessments.models import Comment, Response, Thread
from assessments.scorecard import pack_of
from assessments.teamwork import Said, said_by_question
from assessments.together.changes import MOST_WORDS, changes, marked
from assessments.together.threads import LONGEST
from tests.questionnaire.conftest import draft, kinds, save  # noqa: F401  (fixtures)
from tests.together.conftest import delivered

pytestmark = pytest.mark.django_db
TEAM, ALL = {"team_only": "yes"}, {"team_only": "no"}


@pytest.fixture
def address(draft):  # noqa: F811
    return reverse("discussion", args=[draft.pk, "R2b"])


def said(page):
    return page.content.decode()


# Comments


def test_a_comment_stays_with_who_and_when_and_its_question_counts_it(browse, lead, contributor, draft, address):  # noqa: F811
    done = browse(lead).post(address, ALL | {"text": "Is this the law of 2019?"})
    comment = Comment.objects.get()
    assert done.url == f"{address}#comment-{comment.pk}" and comment.by == lead
    page = said(browse(contributor).get(address))
    assert "Is this the law of 2019?" in page and str(lead) in page
    questions = said(browse(contributor).get(reverse("requirement", args=[draft.pk, "R2"])))
    assert "one comment" in questions


def test_who_is_told_gets_one_mail_without_what_was_said(browse, lead, contributor, observer, address):
    observer.language = "fr"
    observer.save()
    browse(lead).post(address, TEAM | {"text": "A weakness of ours", "tell": [contributor.pk, observer.pk]})
    messages = {message.to[0]: message for message in delivered()}
    assert set(messages) == {contributor.email, observer.email}
    assert all("A weakness" not in message.body and address in message.body for message in messages.values())
    assert "un commentaire pour vous sur la question R2b" in messages[observer.email].subject
    assert delivered() == []
    assert "Told by e-mail:" in said(browse(lead).get(address))


def test_somebody_outside_the_team_cannot_be_told(browse, lead, neighbour, address):
    page = said(browse(lead).post(address, ALL | {"text": "Typed", "tell": [neighbour.pk]}))
    assert "does not read this assessment any more" in page and ">Typed</textarea>" in page
    assert not Comment.objects.exists() and delivered() == []


# Who reads an answer


@pytest.mark.parametrize(("spoken", "offered"), [([], "no"), ([ALL, TEAM], "yes"), ([TEAM, ALL], "no")])
def test_an_answer_is_offered_to_whom_was_spoken_last(browse, lead, contributor, address, spoken, offered):
    for kind in spoken:
        browse(contributor).post(address, kind | {"text": "Said"})
    page = said(browse(lead).get(address))
    assert re.findall(r'name="team_only"[^>]*value="(\w+)" checked', page) == [offered]
    assert "its observers included" in page


# Where it waits


def test_what_is_not_settled_is_found_from_the_task_list_and_before_submitting(browse, lead, secretariat, draft, address):  # noqa: F811
    pages = [reverse(name, args=[draft.pk]) for name in ("assessment", "check")]
    link = f'<a href="{address}#comments">R2b</a>'
    for kind in (TEAM, ALL):
        assert [link in said(browse(lead).get(page)) for page in pages] == [False, False]
        browse(lead).post(address, kind | {"text": "Said"})
        assert [said(browse(lead).get(page)).count(link) for page in pages] == [1, 1]
        assert (link in said(browse(secretariat).get(pages[0]))) == (kind == ALL)  # what the team says is the team's
        browse(lead).post(address, {"settle": Thread.objects.get(team_only=kind == TEAM).pk})


# Who can be told


@pytest.mark.parametrize("state", ["draft", "submitted"])
def test_who_can_be_told_is_who_sees_it_and_nobody_else_is_named(browse, lead, cast, draft, address, state):  # noqa: F811
    if state == "submitted":
        workflow.advance(draft, "submit", by=lead)
    sees = {person for person in cast.values() if visible_assessments(person).filter(pk=draft.pk).exists()}
    assert set(people_who_see(draft)) == sees
    page = said(browse(lead).get(address))
    boxes = {person for person in cast.values() if f'name="tell" value="{person.pk}"' in page}
    assert boxes == sees - {lead} and cast["secretariat"] in boxes and (cast["expert"] in boxes) == (state == "submitted")
    for person in {*cast.values()} - sees:
        assert str(person) not in page


def test_the_programme_is_told_of_what_is_for_everybody(browse, lead, expert, secretariat, draft, address):  # noqa: F811
    workflow.advance(draft, "submit", by=lead)
    browse(lead).post(address, ALL | {"text": "Which year do you mean?", "tell": [expert.pk]})
    [message] = delivered()
    assert message.to == [expert.email] and address in message.body and "Which year" not in message.body
    browse(expert).post(address, {"text": "Last year", "tell": [secretariat.pk]})
    assert {message.to[0] for message in delivered()} == {lead.email, secretariat.email}  # the lead spoke before


def test_nobody_outside_is_told_what_the_team_says(browse, lead, contributor, expert, draft, address):  # noqa: F811
    workflow.advance(draft, "submit", by=lead)
    page = said(browse(lead).post(address, TEAM | {"text": "Among us", "tell": [expert.pk, contributor.pk]}))
    assert "not in the operator’s team" in page and ">Among us</textarea>" in page and "The expert: not" in page
    ticked = [box for box in re.findall('<input[^>]*name="tell"[^>]*>', page) if "checked" in box]
    assert [f'value="{person.pk}"' in box for person, box in zip((contributor, expert), ticked, strict=True)] == [True, True]
    assert not Comment.objects.exists() and delivered() == []


def test_who_spoke_in_a_conversation_hears_that_it_goes_on(browse, lead, contributor, observer, expert, draft, address):  # noqa: F811
    browse(lead).post(address, TEAM | {"text": "One"})
    browse(observer).post(address, ALL | {"text": "Elsewhere"})
    browse(contributor).post(address, TEAM | {"text": "Two"})
    [message] = delivered()
    assert message.to == [lead.email] and "an answer in a conversation about R2b" in message.subject
    assert "Two" not in message.body and set(Comment.objects.get(text="Two").told.all()) == {lead}
    workflow.advance(draft, "submit", by=lead)
    browse(expert).post(address, {"text": "Three"})
    assert {message.to[0] for message in delivered()} == {observer.email}
    workflow.advance(draft, "return", by=lead)  # the expert no longer sees it
    browse(observer).post(address, ALL | {"text": "Four"})
    assert delivered() == []


# What is typed


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (ALL | {"text": "  "}, "Write what you want to say."),
        (ALL | {"text": "x" * (LONGEST + 1)}, f"at most {LONGEST} characters"),
        ({"text": "Typed"}, "Choose who reads it."),
        ({"text": "Typed", "team_only": "perhaps"}, "Choose who reads it."),
    ],
)
def test_bad_input_is_told_and_stays(browse, lead, address, typed, told):
    page = said(browse(lead).post(address, typed))
    assert told in page and typed["text"].strip() in page
    assert not Thread.objects.exists()


def test_what_the_team_says_stays_in_the_team(browse, lead, observer, expert, secretariat, draft, address):  # noqa: F811
    browse(lead).post(address, TEAM | {"text": "Among ourselves"})
    browse(lead).post(address, ALL | {"text": "For everybody"})
    workflow.advance(draft, "submit", by=lead)
    for heard, person in enumerate((expert, secretariat), start=1):
        page = said(browse(person).get(address))
        assert "For everybody" in page and "Among ourselves" not in page and 'name="team_only"' not in page
        assert said_by_question(person, draft)["R2b"].comments == heard
        browse(person).post(address, TEAM | {"text": f"From {person}"})
        assert not Comment.objects.get(text=f"From {person}").thread.team_only
        hidden = Thread.objects.get(team_only=True).pk
        assert "is not there any more" in said(browse(person).post(address, {"settle": hidden}, follow=True))
    assert Thread.objects.get(team_only=True).resolved_at is None
    page = said(browse(observer).get(address))
    assert "Among ourselves" in page and "For everybody" in page


def test_an_observer_says_something(browse, observer, address):
    browse(observer).post(address, ALL | {"text": "The ministry adopted it in May."})
    assert Comment.objects.get().by == observer


def test_a_thread_is_settled_opened_again_and_reopened_by_a_comment(browse, lead, contributor, draft, address):  # noqa: F811
    browse(lead).post(address, ALL | {"text": "One"})
    thread = Thread.objects.get()
    browse(contributor).post(address, {"settle": thread.pk})
    assert f"Settled by {contributor}" in said(browse(lead).get(address))
    assert not said_by_question(lead, draft)["R2b"].waiting
    browse(lead).post(address, {"reopen": thread.pk})
    assert said_by_question(lead, draft)["R2b"].waiting
    browse(contributor).post(address, {"settle": thread.pk})
    browse(lead).post(address, ALL | {"text": "Two"})
    assert said_by_question(lead, draft)["R2b"] == Said(2, waiting=True)


@pytest.mark.parametrize("key", ["", "0", "x", "1" * 30, "²"])
def test_a_thread_that_is_none_changes_nothing(browse, lead, address, key):
    assert "is not there any more" in said(browse(lead).post(address, {"settle": key}, follow=True))


# Changes


def version(response, minutes, by, **now):
    for name, value in now.items():
        setattr(response, name, value)
    response.version += 1
    response._history_user = by
    response._history_date = timezone.now() - timedelta(days=1) + timedelta(minutes=minutes)
    response.save()


def test_changes_name_who_when_before_and_after(draft, lead, contributor):  # noqa: F811
    save(draft, "R1a", lead, value=2)
    response = Response.objects.get()
    response.history.update(history_date=timezone.now() - timedelta(days=2))
    version(response, 0, contributor, value=3)
    version(response, 9, lead, value=None, not_applicable="No such service")
    told = changes(draft, pack_of(draft).questions["R1a"], "en")
    assert [change.by for change in told] == [lead, contributor, lead]
    assert [(each.name, each.before, each.after) for change in told for each in change.differences] == [
        ("Answer", "3 – All of it is done.", "Not applicable: No such service"),
        ("Answer", "2 – Half of it is done.", "3 – All of it is done."),
        ("Answer", "", "2 – Half of it is done."),
    ]


def test_saves_of_one_person_that_follow_closely_are_one_change(draft, lead, contributor):  # noqa: F811
    save(draft, "R2b", lead, value="T")
    response = Response.objects.get()
    response.history.update(history_date=timezone.now() - timedelta(days=2))
    for at, text in enumerate(["The", "The law", "The law of 2019"]):
        version(response, at / 2, lead, value=text)
    version(response, 1.2, contributor, value="The law of 2021")
    version(response, 1.4, contributor, value="The law of 2019")  # taken back at once: no change at all
    told = changes(draft, pack_of(draft).questions["R2b"], "en")
    assert [(change.by, [(each.before, each.after) for each in change.differences]) for change in told] == [
        (lead, [("T", "The law of 2019")]),
        (lead, [("", "T")]),
    ]


def test_a_free_text_is_marked_word_by_word():
    pieces = marked("The law of 2019 is in force.", "The law of 2021 is not in force.")
    assert [(piece.kind, piece.text.strip()) for piece in pieces if piece.kind != "same"] == [
        ("gone", "2019"), ("new", "2021"), ("new", "not"),
    ]  # fmt: skip
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == "The law of 2019 is in force."
    assert marked("", "New") == () and marked("a " * MOST_WORDS, "b") == ()


def test_evidence_that_came_and_went_is_told(browse, lead, draft, address):  # noqa: F811
    page = reverse("requirement", args=[draft.pk, "R2"])
    browse(lead).post(page, {"add": "R2b", "R2b-version": "0", "R2b-link": "https://www.example.org/law", "R2b-title": "The law"})
    piece = draft.responses.get().evidence.get()
    browse(lead).post(page, {"remove": str(piece.pk)})
    told = said(browse(lead).get(address))
    assert "<ins>The law – https://www.example.org/law</ins>" in told and "<del>The law – " in told


def test_many_changes_are_folded_and_can_be_shown(browse, draft, lead, address):  # noqa: F811
    save(draft, "R2b", lead, value="0")
    response = Response.objects.get()
    response.history.update(history_date=timezone.now() - timedelta(days=2))
    for at in range(25):
        version(response, at * 5, lead, value=str(at + 1))
    page = said(browse(lead).get(address))
    assert page.count('class="change"') == 20 and "Show 6 earlier changes" in page
    assert said(browse(lead).get(address + "?all")).count('class="change"') == 26


def test_a_question_that_is_not_asked_has_no_page(browse, lead, draft):  # noqa: F811
    assert browse(lead).get(reverse("discussion", args=[draft.pk, "nothing"])).status_code == 404

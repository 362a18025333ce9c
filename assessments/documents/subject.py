"""What the documents of one review are about: its cases, findings, people and dates, each read once."""

from dataclasses import dataclass
from functools import cached_property

from assessments.models import Assessment, Evidence, Finding, Rating, Reviewer, StatusChange
from assessments.report.case import Case
from assessments.scorecard import answer_set, answers_in_force, common_ratings, pack_of, ratings
from readiness.pack import Pack
from readiness.scoring.answers import Answer
from readiness.scoring.tracks import Ratings, Track, by_expert, scores_by_track


@dataclass
class Subject:
    """One assessment in one language."""

    assessment: Assessment
    language: str

    @cached_property
    def pack(self) -> Pack:
        return pack_of(self.assessment)

    @cached_property
    def own(self) -> Case:
        """Return the case as the operator rates itself."""
        return Case(self.pack, answer_set(self.assessment), self.language)

    @cached_property
    def reviewed(self) -> Case:
        """Return the case as it stands after the review."""
        return Case(self.pack, answers_in_force(self.assessment), self.language, reviewed=True)

    @cached_property
    def ratings(self) -> Ratings:
        return ratings(self.assessment)

    @cached_property
    def by_expert(self) -> dict[str, Answer]:
        return by_expert(self.ratings)

    @cached_property
    def tracks(self) -> dict:
        return scores_by_track(self.own.framework, self.ratings, self.own.answers.targets)

    @cached_property
    def common(self) -> set[str]:
        """Return the questions that all experts rated alike."""
        return set(common_ratings(self.assessment))

    @cached_property
    def seen_on_site(self) -> bool:
        return bool(self.ratings[Track.SITE])

    @cached_property
    def findings(self) -> list[Finding]:
        rows = Finding.objects.filter(assessment=self.assessment).select_related("requirement", "lever", "reply")
        order = list(Finding.Severity)
        return sorted(rows, key=lambda row: (order.index(row.severity), row.number))

    @cached_property
    def reviewers(self) -> list[Reviewer]:
        rows = Reviewer.objects.filter(assessment=self.assessment).select_related("expert")
        return sorted(rows, key=lambda row: (not row.leads, str(row.expert)))

    @cached_property
    def changes(self) -> list[StatusChange]:
        return list(StatusChange.objects.filter(assessment=self.assessment).order_by("pk"))

    def day_of(self, action: str) -> str:
        """Return the day on which this step was last taken, "–" where it was not."""
        return next((self.own.day(change.at.date()) for change in reversed(self.changes) if change.action == action), "–")

    @cached_property
    def evidence(self) -> dict[str, list[Evidence]]:
        """Return {question code: its pieces of evidence}."""
        found: dict[str, list[Evidence]] = {}
        rows = Evidence.objects.filter(response__assessment=self.assessment).select_related("response__question")
        for piece in rows.order_by("response__question__position", "position"):
            found.setdefault(piece.response.question.code, []).append(piece)
        return found

    @cached_property
    def expert_ratings(self) -> dict[str, list[Rating]]:
        """Return {question code: what each of its reviewers wrote}; with private notes."""
        found: dict[str, list[Rating]] = {}
        rows = Rating.objects.filter(assessment=self.assessment, expert__in=[row.expert_id for row in self.reviewers])
        for row in rows.select_related("question", "expert"):
            found.setdefault(row.question.code, []).append(row)
        return found

"""The method as arithmetic: from a framework and answers to scores, gaps, levers and a plan; exact, and without Django."""

from .answers import Answer, State
from .assess import Outcome, assess
from .bands import level_of, lower_edge, printed, rounded
from .credit import check, credit
from .derivation import Derivation, derivation
from .document import as_document, document
from .errors import AnswerError, TargetError
from .framework import (
    Aggregation,
    Edges,
    Framework,
    Kind,
    Lever,
    Method,
    Missing,
    NotApplicable,
    Pillar,
    Question,
    Requirement,
    Rounding,
)
from .gaps import Gap, Gaps, check_target, gaps, progress_to_date
from .levers import Recommendation, Recommended, WhatIf, recommended, what_if
from .own_steps import OwnStep, own_steps
from .plan import Plan, plan
from .requirement_score import Target
from .results import Completeness, OverallScore, PillarScore, QuestionScore, RequirementScore, Scores
from .scores import score
from .several import Mean, Means, means
from .tracks import Ratings, Track, TrackScores, answers_on, discrepancies, in_force, scores_by_track

__all__ = [
    "Aggregation",
    "Answer",
    "AnswerError",
    "Completeness",
    "Derivation",
    "Edges",
    "Framework",
    "Gap",
    "Gaps",
    "Kind",
    "Lever",
    "Mean",
    "Means",
    "Method",
    "Missing",
    "NotApplicable",
    "Outcome",
    "OverallScore",
    "OwnStep",
    "Pillar",
    "PillarScore",
    "Plan",
    "Question",
    "QuestionScore",
    "Ratings",
    "Recommendation",
    "Recommended",
    "Requirement",
    "RequirementScore",
    "Rounding",
    "Scores",
    "State",
    "Target",
    "TargetError",
    "Track",
    "TrackScores",
    "WhatIf",
    "answers_on",
    "as_document",
    "assess",
    "check",
    "check_target",
    "credit",
    "derivation",
    "discrepancies",
    "document",
    "gaps",
    "in_force",
    "level_of",
    "lower_edge",
    "means",
    "own_steps",
    "plan",
    "printed",
    "progress_to_date",
    "recommended",
    "rounded",
    "score",
    "scores_by_track",
    "what_if",
]

"""The method as arithmetic: from a framework and answers to scores, gaps, levers and a plan; exact, and without Django."""

from .answers import Answer, State
from .assess import Outcome, assess
from .bands import level_of, lower_edge, percent, printed, rounded
from .calibration import Calibration, Difference, Pair, calibration, calibration_over_time
from .conditions import Condition, Contradiction
from .contradictions import contradictions
from .credit import check, credit
from .derivation import Derivation, derivation
from .document import as_document, document
from .doubts import Doubt, Reason, high_credit
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
from .tracks import Ratings, Track, TrackScores, answers_on, by_expert, discrepancies, in_force, scores_by_track
from .triage import Doubted, Rank, Triage, triage

__all__ = [
    "Aggregation",
    "Answer",
    "AnswerError",
    "Calibration",
    "Completeness",
    "Condition",
    "Contradiction",
    "Derivation",
    "Difference",
    "Doubt",
    "Doubted",
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
    "Pair",
    "Pillar",
    "PillarScore",
    "Plan",
    "Question",
    "QuestionScore",
    "Rank",
    "Ratings",
    "Reason",
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
    "Triage",
    "WhatIf",
    "answers_on",
    "as_document",
    "assess",
    "by_expert",
    "calibration",
    "calibration_over_time",
    "check",
    "check_target",
    "contradictions",
    "credit",
    "derivation",
    "discrepancies",
    "document",
    "gaps",
    "high_credit",
    "in_force",
    "level_of",
    "lower_edge",
    "means",
    "own_steps",
    "percent",
    "plan",
    "printed",
    "progress_to_date",
    "recommended",
    "rounded",
    "score",
    "scores_by_track",
    "triage",
    "what_if",
]

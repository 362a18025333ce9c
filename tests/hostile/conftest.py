"""The draft of the questionnaire's tests: one question of each kind."""

from tests.questionnaire.conftest import draft, kinds, page_of  # noqa: F401

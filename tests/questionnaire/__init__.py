"""The questionnaire: saving, pages, evidence."""

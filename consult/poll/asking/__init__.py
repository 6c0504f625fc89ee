"""The questionnaire, the answer cards, the two times it is open, and the report."""

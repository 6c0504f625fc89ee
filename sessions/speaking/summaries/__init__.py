"""Summaries of speeches, which the speaker checks and signs."""

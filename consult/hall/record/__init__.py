"""The record of a hall consultation: questions with their answers, and who confirms it."""

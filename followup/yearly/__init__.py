"""The matters of a year, graded by the congress in a vote: what was announced of each."""

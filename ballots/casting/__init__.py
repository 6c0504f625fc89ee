"""Ballots by name on their way into a round. Thousands at once share commits."""

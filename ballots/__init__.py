"""The vote: the method a meeting adopts, its rounds, the count and what it decides."""

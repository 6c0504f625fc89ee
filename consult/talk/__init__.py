"""Talking in the yard: who speaks next, how long, and who has not been heard."""

"""What is said: an append-only set of entries and its fold."""

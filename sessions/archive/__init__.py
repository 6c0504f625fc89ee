"""The archive of a whole meeting: what is in it, for whom, and where it stands."""

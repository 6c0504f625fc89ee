"""Who speaks, in which order, for how long; what is asked, and what was said."""

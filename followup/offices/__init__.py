"""Organisations, posts, the calendar of working days, and the terms."""

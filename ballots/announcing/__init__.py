"""公告: what was decided is issued, under a number, once."""

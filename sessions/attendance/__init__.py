"""Who belongs to a meeting (the roster) and who is here (the roll call)."""

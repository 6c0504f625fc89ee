"""A dress rehearsal: a whole congress of phones against the real server, on one machine."""

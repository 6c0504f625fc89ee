"""A hall consultation: its notice, the departments invited, and the experts picked for it."""

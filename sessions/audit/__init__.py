"""What the auditor reads: who did what and when, and never anybody's ballot."""

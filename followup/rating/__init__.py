"""Back to back: who is asked, what they say, and nothing that leads from one to the other."""

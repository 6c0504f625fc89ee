"""The meeting: who belongs to it, who is present, what is on, and what the minutes say."""

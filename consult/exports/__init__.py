"""Conversations as files that other programs read: the CSV files of Pol.is, and back."""

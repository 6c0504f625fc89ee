"""The agenda: a tree of items with planned times, and how a meeting goes through it."""

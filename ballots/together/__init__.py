"""Voting sessions: several papers that are cast together, with one confirmation."""

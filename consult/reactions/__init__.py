"""Agree, disagree, pass."""

"""Experts who can be asked."""

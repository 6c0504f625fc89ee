"""Telling people without phones what became of a matter."""

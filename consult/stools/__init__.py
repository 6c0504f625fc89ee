"""Stools: everybody in the yard, with a phone or without."""

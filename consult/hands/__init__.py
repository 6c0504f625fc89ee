"""Hands in the yard, counted by blocks of stools and reconciled with phones."""

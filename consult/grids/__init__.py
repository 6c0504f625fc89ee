"""Grids: who belongs where, from county to household."""

"""A closed matter is opened again by those it was for."""

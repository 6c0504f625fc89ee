"""A card and a badge in one hand: one person, one voice."""

"""A session of a congress: its preparatory meeting, meetings of the presidium, plenaries."""

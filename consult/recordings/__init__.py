"""Photos and voice notes that belong to contributions."""

"""Paper slips beside the phones: given out by name, counted by two."""

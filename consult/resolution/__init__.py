"""What becomes of each contribution: written down, read aloud, confirmed by hands."""

"""Two contributions that say the same: found, asked about, linked and unlinked."""

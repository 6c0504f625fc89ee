"""A count, however it was made, becomes the result on record."""

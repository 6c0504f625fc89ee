"""What the living picture of a consultation is made of."""

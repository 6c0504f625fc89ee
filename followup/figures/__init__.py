"""How much was reached, of how much, and by what definition."""

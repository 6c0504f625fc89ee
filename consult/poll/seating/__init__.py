"""Who comes, who takes a free seat, and who sits at which table."""

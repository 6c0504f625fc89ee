"""What is kept of people, for how long, and how the short of it is deleted."""

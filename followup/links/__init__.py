"""What a matter comes from, and what came of a vote: links that are read both ways."""

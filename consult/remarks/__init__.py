"""What is said about what was said: replies, objections, seconds, new wordings, moderation."""

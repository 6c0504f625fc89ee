"""What a result leaves open, and how the meeting settled it without voting again."""

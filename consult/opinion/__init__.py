"""What a conversation thinks: support, consensus, and groups where there are any."""

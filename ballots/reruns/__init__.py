"""When a round has to be held again: a tie, or something that went wrong."""

"""After the meeting: what was decided or promised is followed until it is done."""

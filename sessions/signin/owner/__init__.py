"""The owner of the machine, at its terminal: the way in, and the way back in."""

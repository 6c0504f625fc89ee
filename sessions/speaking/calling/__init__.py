"""The acts of the chair: who is called, how long they may go on, and when they stop."""

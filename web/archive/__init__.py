"""The archive of a whole meeting: what the rooms give, joined, sealed and checked again."""

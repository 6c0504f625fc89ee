"""The record of a meeting: its minutes with what was added to them, signed and closed."""

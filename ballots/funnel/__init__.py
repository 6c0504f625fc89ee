"""How many collected projects become few: stage after stage, each with its reasons."""

"""Deliberative polls: a drawn panel is asked the same questions before and after it talked."""

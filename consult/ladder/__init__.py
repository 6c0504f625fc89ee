"""Sending up: from grid to village to town to county, with a clock at each level."""

"""From a count to what it decides."""

"""The register while the meeting runs: many marked at once, who leaves, counting again."""

"""What other rooms ask of photos."""

from followup.evidence.store import TELLING, named_photos

__all__ = ["TELLING", "named_photos"]

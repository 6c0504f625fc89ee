"""An annual session as its people hold it, chapter by chapter, for tests/test_evening.py."""

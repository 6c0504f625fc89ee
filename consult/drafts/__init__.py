"""Drafts of laws and plans, commented on paragraph by paragraph."""

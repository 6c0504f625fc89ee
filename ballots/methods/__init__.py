"""Vote methods: their public JSON, and what no meeting could vote by."""

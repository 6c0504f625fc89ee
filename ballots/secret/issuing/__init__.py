"""Devices are enrolled, and everybody present is handed papers."""

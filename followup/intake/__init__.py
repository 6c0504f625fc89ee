"""What people report, before it is a matter."""

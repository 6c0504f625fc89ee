"""Questions that deputies put to departments, logged until they are answered."""

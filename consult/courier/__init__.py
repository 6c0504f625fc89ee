"""A consultation on the road: the yard's laptop and the town's server, without a network."""

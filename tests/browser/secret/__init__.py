"""The phone's side of secret rounds, without the house."""

"""What colours and figures follow from, as one file that others recompute."""

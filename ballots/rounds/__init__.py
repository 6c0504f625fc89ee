"""The life of a round: sealed, opened, closed, counted, signed, announced, or void."""

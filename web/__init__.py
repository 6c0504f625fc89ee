"""Door 1: the network. Routes, pages, screens and the wire to them."""

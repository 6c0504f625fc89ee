"""The addresses, one file a subject. Each ends in its table: address, function, who."""

"""After the freeze: witnesses, complaints, and the count."""

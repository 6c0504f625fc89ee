"""Photos that events name: the files themselves lie on a shelf of their own."""

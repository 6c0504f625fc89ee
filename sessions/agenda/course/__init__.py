"""Going through an agenda: what is on, what is done, what is put aside."""

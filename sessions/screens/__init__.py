"""The big screens of the hall: what each shows, how it looks, and its link."""

"""The year of a matter: plan asked, progress asked, result asked, and looked back at."""

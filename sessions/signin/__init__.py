"""The door: badges, devices, PINs. One scan, and a person is signed in and present."""

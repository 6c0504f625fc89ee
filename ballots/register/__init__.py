"""The register of a vote: who was entitled and here when it was opened, and who came after."""

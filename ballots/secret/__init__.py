"""The sealed box: ballots nobody can trace and everybody can check. docs/sealed-box.md."""

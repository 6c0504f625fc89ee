"""Participatory budgeting: what residents' approvals alone would fund. Only advice."""

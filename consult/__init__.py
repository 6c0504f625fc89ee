"""The courtyard: what residents say, how it is weighed, and what becomes of it."""

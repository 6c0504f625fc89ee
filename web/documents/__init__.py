"""Official documents: one model, drawn as a page, for an office program, as PDF and as text."""

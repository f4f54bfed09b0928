"""Shape and validation of what is typed about families."""

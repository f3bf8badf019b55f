"""A table from another system becomes customers or products: read the file, say what is wrong, ask, write."""

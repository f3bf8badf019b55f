"""One file for each change of the tables, applied in order when the store opens (db.schema)."""

"""The default engine: tantivy, in process, an index in a directory."""

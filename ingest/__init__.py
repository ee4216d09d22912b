"""Source documents in, one archive.db out: every word traceable, nothing lost."""

"""What things look like in print: dates, names, numbers, quotation marks, venues, headings. Pure functions over text.

What a find *means* is known in `ingest.records`, which these modules never import.
"""

"""Editions of a set of rules held against each other, clause by clause; for the build, the commands and the pages.

`clauses` and `clause_parts` say which clause became which, `editions`, `in_force` and `wordings` what stood when, `side_by_side` and `compared`
put editions beside each other, `became` and `rows_shown` say it for a page.
"""

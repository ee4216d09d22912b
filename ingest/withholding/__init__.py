"""Withholding: what is kept back, so that it is absent from every byte of the published file.

`withhold` finds and masks it in a text before anything is parsed, `withdraw` takes out whole documents and passages. The text is read
as `plain_spelling` and `rejoined_lines` give it; `patterns` are those that a maintainer declares, `privacy` what is private anywhere.
The modules that begin with `in_`, and `same_files`, look for the same words wherever else they would be published.
"""

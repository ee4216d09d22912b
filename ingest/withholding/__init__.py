"""Withholding: what is kept back, so that it is absent from every byte of the published file.

`withhold` finds and masks it in a text before anything is parsed, `withdraw` takes out whole documents and passages. The text is read
as `plain_spelling` and `rejoined_lines` give it; `patterns` are those that a maintainer declares, `privacy` what is private anywhere.
What is withheld is looked for wherever else it would be published: `in_metadata`, `in_declarations`, `in_archive_files`, and `same_files`
under another name.
"""

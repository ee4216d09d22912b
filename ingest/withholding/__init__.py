"""Withholding: what is kept back, so that it is absent from every byte of the published file.

`withhold` finds and masks it in a text before anything is parsed, `withdraw` takes out whole documents and passages. The text is read
as `plain_spelling` and `rejoined_lines` give it; `patterns` and `names` are what a maintainer declares,
`e_mail_addresses` and `telephone_numbers` what is private anywhere; `parts_of_names` is what may be left of a name.
What is withheld is looked for wherever else it would be published: `in_metadata`, `in_declarations`, `in_archive_files`, and `same_files`
under another name.
"""

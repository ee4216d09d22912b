"""What the pages are made of, without a plugin or a template: read from the archive, laid out, cited.

`reading` is what is asked for a text and `margin_notes` what stands beside it, `parts` cuts a long one. `laid_out`, `marked_text` and
`inline_markdown` say how it is shown, `citations`, `cited_pages` and `date_words` how it is named; `graded` is what became of the
quotations in a text that a reader gives.
"""

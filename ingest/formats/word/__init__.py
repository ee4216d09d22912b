"""Documents of word processors: paragraphs with the numbers that the program sets, headings, tables, notes; what is not shown stays under a name.

`word` tells by the content what a file is: `docx` (`docx_styles`, `docx_numbers`, `docx_text`), `doc` (`doc_file`, `doc_reader`,
`doc_styles`, `doc_properties`, `doc_numbers`). `rtf` (`rtf_tokens`, `rtf_reader`, `rtf_words`, `rtf_text`) and `odt` (`odt_parts`,
`odt_flow`, `odt_styles`, `odt_lists`, `odt_pages`, `odt_text`) are read beside them; what `doc` and `rtf` find is written by `word_flow`.
"""

"""PDFs: the text layer, page by page, as it stands on the page.

`pdf` is the whole of it. PDFium gives letters, of which `words` makes words (`letters`, `blanks`) and `lines` lines; `blocks` and `columns`
are what belongs together on a page, and `order` is that in which it is read. `notes` and `narrow` are for margins, `rows` for tables,
`layout` for the text that comes of it. Which lines are headings is told by `bookmarks`, `tags`, `faces`, `heads`, `headings`, `titles` and
`levels`, against the letters of the `body`. `annotations` is what a PDF holds besides.
"""

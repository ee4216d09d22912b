"""Spreadsheets: the rows of each sheet, each cell as it is shown.

`workbook` tells by the content what a file is: `xlsx` (`xlsx_sheet`, `xlsx_styles`, `xlsx_words`), `xls` (`xls_records`, `xls_sheet`),
`xls_2003`. `ods` reads those of OpenDocument, `separated` values with a sign between them. All of them are made a text by `sheet`;
`sheet_rows` tells which row names the columns, `number_formats` and `sheet_dates` what a cell shows of a number, and `merged_cells` where.
"""

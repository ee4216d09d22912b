"""Presentations: slides in order, each with its title, its paragraphs and tables, and what the speaker noted.

`pptx` reads those of PowerPoint (`pptx_shapes`, `pptx_bullets`), `odp` those of OpenDocument.
"""

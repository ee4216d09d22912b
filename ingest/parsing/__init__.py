"""The steps of `parse`: from the bytes of one source to its rows.

`decoded` makes a text and blocks of the bytes, `correct` maps a corrected text to the one received, `opened` makes documents,
passages and records of the blocks, `spans` moves their places back, and `segments` tiles the source with them.
"""

"""Web pages: every word that a browser shows, in order; what is not the text of the page is named.

`html` is the whole of it. `charset` makes characters of bytes, `tokens` and `stack` elements of characters, `reader` what a browser shows
of them with the help of `elements`, `lists`, `tables` and `words`. Which of it is the text is told by `main`, `align` and `places`, which
entries stand in it by `entries`; what the page says of itself by `said`, `json`, `marks` and `headline`. `text` does the same for a
fragment; `telegram` reads pages that are a chat.
"""

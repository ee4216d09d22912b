"""Words that say nothing of what is sought: in a question they neither find a passage nor put it higher."""

from __future__ import annotations

# English function words, and those that a question begins with.
TEXT = """
a about an and any are as at be been but by could did do does for from had has have he her his how i if in
into is it its must my no not of on or our she should so such than that the their them then there
these they this those to was we were what when where which who whom whose why with would you your
"""
COMMON_WORDS = frozenset(TEXT.split())

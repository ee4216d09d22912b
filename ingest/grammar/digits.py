"""Digits: the regex that finds one of any script as fast as one of ours."""

# Exactly `\d`, which alone is looked for half as fast: all digits lie outside these three stretches of Unicode, and hardly a
# letter, quotation mark or dash of Western print does, so that the look back is hardly ever taken.
DIGIT = r"[^\x00-/:-\u065f\u1c5a-\ua61f](?<=\d)"

"""Words held against words, for the build, the commands and the pages.

Quotations: `texts` finds them in a text from outside, and `held` looks for one in an archive: `candidates` and `shortlist` by the
index (`asking`, `positions`), `grade` by the words, of which `kinds` says how they differ; `at_once` looks for many.
Copies: `seeds`, `chains` and `shared_words` find what two documents have in common.
All of them see a text as `folding` makes it, and say what differs as `diff` does.
"""

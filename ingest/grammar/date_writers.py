"""Who wrote an entry, where the line of its date says so: "Posted by Ada on 12 March 2019", "12 March 2019 | Ada Quill"."""

from __future__ import annotations

import re

from ingest.grammar import abroad
from ingest.grammar.bylines import NAME

# "Posted by Ada on ", "Posted by: ada_q | ", "Posted by Ada at 10:15 on ", "By Ada Quill, ", "by ada_q » ", "written by Ada Quill | "
BY = re.compile(
    rf"(?:(?i:posted|published|written|submitted|entry)\s(?i:by):?\s(?P<poster>\w[\w.'’-]*(?: \w[\w.'’-]*){{0,3}}?)|[Bb]y:? (?P<writer>{NAME})|"
    r"[Bb]y (?P<handle>[^\s»]{2,30}(?: [^\s»]{1,30}){0,3})(?=\s»))"
    r"(?:,?\s+at\s+\d\d?[:.]\d\d(?:\s?(?i:[ap]\.?m)\b\.?)?(?:\s+on\s+|,\s+|\s+)|,?\s+(?:on|at)\s+|\s*[,|·•»–—-]\s*|\s+(?=\d))(?=\S)"
)
# "Ada Quill | " before a date
NAMED = re.compile(rf"(?P<name>{NAME})\s*[|·•]\s*")
# " by Ada Quill", " | Ada Quill", " – by Ada"
BY_AFTER = re.compile(
    rf"(?:,?\s+|\s*[|·•–—-]\s*)"
    rf"(?:(?:posted |written )?(?:[Bb]y:?|{abroad.BY}) (?P<writer>\w[\w.'’-]*(?: \w[\w.'’-]*){{0,4}})|(?<=[|·•] )(?P<name>{NAME}))\s*\Z"
)
# " · Posted by Ada in Harbour · No Comments · News"
POSTED_AFTER = re.compile(
    r"\s*[|·•]\s*(?i:posted|filed|written) by:? (?P<writer>\w[\w.'’-]*(?: \w[\w.'’-]*){0,3}?)(?: in [^|·•]{1,60})?(?:\s*[|·•]\s*[^|·•]{1,40}){0,4}\Z"
)
# " ferryman   Leave a comment", "October 23, 2014 ferryman   6 Comments" with the day of the last change in front: WordPress
COUNTED_AFTER = re.compile(
    r"(?:(?=\S)[^\t|]{6,20}\d{4})?\s+(?P<writer>[^\W\d]\S*(?: \S+){0,3}?)(?:\t+|\s{2,})(?:Leave a comment|\d+ Comments?)\Z"
)
# " | Harbour, News | 2 comments": what blogs print behind "by Ada Quill | 12 March 2019"
KEPT_UNDER = re.compile(r"(?:\s*[|·•]\s*[^|·•]{1,60}){1,3}\Z")
# "ada_quill ([info]ada_quill) wrote," above "@ 2006-03-03 23:42:00": LiveJournal
WROTE = re.compile(r"(?P<name>[\w-]{2,40}) \(\[?(?:info|personal profile|userpic)?\]?\s?(?P=name)\) wrote,\s*\Z")

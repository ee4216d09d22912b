-- Law 1: what is not a passage has a name and keeps its text; nothing is called unread.
select source_id, "start", coalesce(discard, 'no name')
from segments
where passage_id is null and (discard is null or discard in ('', 'unread') or text is null
  or length(text) <> "end" - "start")

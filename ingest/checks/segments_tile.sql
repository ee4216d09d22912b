-- Law 1: the segments of a source begin at 0, follow on one another, and end where it ends; so do their bytes, where the
-- text is the bytes in another spelling.
with placed as (
  select source_id, "start", "end",
    lag("end", 1, 0) over (partition by source_id order by "start") as expected,
    lag(byte_end, 1, 0) over (partition by source_id order by "start") as expected_byte,
    byte_start
  from segments
)
select source_id, "start", 'does not follow on the segment before it'
from placed join sources on sources.id = source_id
where "start" <> expected or (encoding is not null and byte_start is not expected_byte)
union all
select id, character_count, 'is not where the last segment ends'
from sources
where character_count <> coalesce((select max("end") from segments where source_id = sources.id), 0)
  or (encoding is not null
    and byte_count <> coalesce((select max(byte_end) from segments where source_id = sources.id), 0))
union all
select source_id, "start", 'is made of bytes that the file does not have'
from segments join sources on sources.id = source_id where byte_end > byte_count

-- Law 7: the words that a correction mends stand where it says.
select corrections.id, corrections.before
from corrections
join segments on segments.source_id = corrections.source_id
  and segments."start" = (
    select max("start") from segments as above
    where above.source_id = corrections.source_id and above."start" <= corrections."start"
  )
left join passages on passages.id = segments.passage_id
where segments."end" >= corrections."end"
  and substr(coalesce(passages.text, segments.text),
    -- a passage that page furniture parts has several segments: the words of those before this one come first
    coalesce((
      select sum(above."end" - above."start") from segments as above
      where above.source_id = segments.source_id and above.passage_id = passages.id
        and above."start" >= passages."start" and above."start" < segments."start"
    ), 0) + corrections."start" - segments."start" + 1,
    length(corrections.before)) <> corrections.before

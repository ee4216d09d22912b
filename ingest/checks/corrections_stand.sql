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
  and substr(coalesce(passages.text, segments.text), corrections."start" - segments."start" + 1,
    length(corrections.before)) <> corrections.before

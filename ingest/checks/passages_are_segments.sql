-- Law 1: every passage is exactly one segment of its source.
select passages.id, 'is not one segment of its source'
from passages
left join segments on segments.passage_id = passages.id and segments.source_id = passages.source_id
  and segments."start" = passages."start" and segments."end" = passages."end"
where segments.source_id is null
union all
select passage_id, 'stands in ' || count(*) || ' segments'
from segments where passage_id is not null group by passage_id having count(*) > 1

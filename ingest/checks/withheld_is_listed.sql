-- Law 7: what a source keeps back is listed stretch by stretch, and nothing of it stands in the source.
select sources.id, withheld_count, 'stretches withheld are not those listed'
from sources
where withheld_count <> (select count(*) from withheld where source_id = sources.id)
union all
select withheld.id, withheld."start", 'stands in words'
from withheld
join segments on segments.source_id = withheld.source_id
  and segments."start" = (
    select max("start") from segments as above
    where above.source_id = withheld.source_id and above."start" <= withheld."start"
  )
left join passages on passages.id = segments.passage_id
where coalesce(passages.text, segments.text, '') = ''
  or trim(
    substr(coalesce(passages.text, segments.text),
      -- a paragraph that goes on over a page has several segments: the words of those before this one come first
      coalesce((
        select sum(above."end" - above."start") from segments as above
        where above.source_id = segments.source_id and above.passage_id = passages.id
          and above."start" >= passages."start" and above."start" < segments."start"
      ), 0) + withheld."start" - segments."start" + 1,
      withheld."end" - withheld."start"),
    '█' || char(10, 13)
  ) <> ''

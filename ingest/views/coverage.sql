-- What became of every character of each source: passages, each kind of discard, what is withheld?
-- The shares of a source add up to 100: a withheld stretch is taken off the passage or discard it stands in.
create view coverage as
with kept as (
  select
    source_id,
    case when passage_id is null then 'discard' else 'passages' end as part,
    coalesce(discard, '') as discard,
    count(*) as stretches,
    sum("end" - "start") as characters
  from segments
  group by 1, 2, 3
),
taken as (
  select
    segments.source_id,
    case when segments.passage_id is null then 'discard' else 'passages' end as part,
    coalesce(segments.discard, '') as discard,
    sum(min(segments."end", withheld."end") - max(segments."start", withheld."start")) as characters
  from withheld
  cross join segments indexed by sqlite_autoindex_segments_1
    on segments.source_id = withheld.source_id
    and segments."start" < withheld."end"
    -- from the segment that the stretch begins in: found by its key, stretch by stretch (cross join: in this order)
    and segments."start" >= (
      select max("start") from segments as above
      where above.source_id = withheld.source_id and above."start" <= withheld."start"
    )
  group by 1, 2, 3
),
counted as (
  select source_id, part, discard, stretches, kept.characters - coalesce(taken.characters, 0) as characters
  from kept
  left join taken using (source_id, part, discard)
  union all
  select source_id, 'withheld', '', count(*), sum("end" - "start")
  from withheld
  group by source_id
)
select
  counted.source_id,
  sources.title as source,
  counted.part,
  nullif(counted.discard, '') as discard,
  counted.stretches,
  counted.characters,
  round(100.0 * counted.characters / sources.character_count, 2) as share
from counted
join sources on sources.id = counted.source_id
where sources.character_count > 0;

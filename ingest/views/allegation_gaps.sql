-- What is missing of an allegation, in words: a gap is a row that readers see.
create view allegation_gaps as
with gaps as (
  select id as allegation_id, 1 as place, 'not held where it is made' as gap from allegations where passage_id is null
  union all
  select id, 2, 'not dated' from allegations where made_date is null
  union all
  select id, 3, 'not said against whom' from allegations where against is null
  union all
  select id, 4, 'clause not quoted' from allegations
  where not exists (select 1 from allegation_evidence where allegation_id = allegations.id and role = 'rule applied')
  union all
  select id, 5, 'no evidence held' from allegations
  where not exists (
    select 1 from allegation_evidence where allegation_id = allegations.id and role in ('supports', 'disputes')
  )
  union all
  select id, 6, 'no reply held' from allegations
  where not exists (select 1 from allegation_evidence where allegation_id = allegations.id and role = 'reply')
)
select allegations.id as allegation_id, allegations.title as allegation, gaps.gap
from gaps join allegations on allegations.id = gaps.allegation_id
order by allegations.rowid, gaps.place;

-- Law 2: words that were found again have a place in another document that begins in its passage; what was not found has none.
with repeated as (
  select id, document_id, state, matched_passage_id, matched_start, matched_end from quotations
  union all select id, document_id, state, matched_passage_id, matched_start, matched_end from article_extracts
), counted as (
  select quotation_id as id, count(*) as places from quotation_places group by quotation_id
  union all select extract_id, count(*) from extract_places group by extract_id
)
select id, 'is ' || state || ' but ' || iif(matched_passage_id is null, 'has no place', 'has a place')
from repeated
where (matched_passage_id is not null) <> (state in ('exact', 'exact after folding', 'variant'))
union all
select repeated.id, 'does not stand in the passage that is said to hold its words'
from repeated
join passages on passages.id = matched_passage_id
where passages.document_id = repeated.document_id or matched_end <= matched_start
  or matched_start not between passages."start" and passages."end" - 1
union all
select repeated.id, 'is ' || state || ' with ' || coalesce(places, 0) || ' places to choose from'
from repeated
left join counted on counted.id = repeated.id
where (state = 'ambiguous') <> (coalesce(places, 0) > 1)

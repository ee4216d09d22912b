-- Law 1: the segments of a passage begin and end where it does and are as long as its text; what stands between them is
-- page furniture.
with stretch as (
  select passage_id, min(source_id) as source_id, min("start") as first, max("end") as last, sum("end" - "start") as length
  from segments where passage_id is not null group by passage_id
)
select passages.id, 'is not the text of its segments'
from passages left join stretch on passage_id = passages.id
where passage_id is null or stretch.source_id <> passages.source_id or first <> passages."start"
  or last <> passages."end" or length <> length(text)
union all
select passages.id, 'is interrupted by ' || coalesce(discard, 'another passage')
from passages join segments on segments.source_id = passages.source_id
  and segments."start" > passages."start" and segments."start" < passages."end"
where length(passages.text) < passages."end" - passages."start"
  and (segments.passage_id is not passages.id)
  and coalesce(discard, '') not in (
    'page break', 'page number', 'running head', 'running foot', 'line number', 'hyphenation',
    'caption cue', 'caption header', 'caption comment', 'caption markup', 'caption speaker', 'repeated caption',
    'folded line', 'escape sign')

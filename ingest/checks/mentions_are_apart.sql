-- A name lies whole in its passage, its words stand there, and no two names share a character.
select mentions.id, mentions.text, 'does not stand in its passage'
from mentions
join passages on passages.id = mentions.passage_id
where mentions."end" > passages."end"
  or mentions.document_id <> passages.document_id
  or instr(passages.text, mentions.text) = 0
union all
select id, text, 'begins before the mention above it ends'
from (
  select id, text, "start", lag("end") over (partition by passage_id order by "start") as above from mentions
)
where "start" < above

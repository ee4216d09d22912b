-- A record that spans passages names the first and the last of them, in its own document and in order.
select run.id, 'its first and last passage do not frame it'
from (
  select id, document_id, first_passage_id, last_passage_id, "start", "end" from article_extracts
  union all select id, document_id, first_passage_id, last_passage_id, "start", "end" from witness_statements
  union all select id, document_id, first_passage_id, last_passage_id, "start", "end" from chat_messages
  union all select id, document_id, first_passage_id, last_passage_id, "start", "end" from motions
) as run
join passages as a on a.id = first_passage_id
join passages as b on b.id = last_passage_id
where a.document_id <> run.document_id or b.document_id <> run.document_id or a.position > b.position
  or run."start" < a."start" or run."start" >= a."end" or run."end" > b."end" or run."end" <= b."start"

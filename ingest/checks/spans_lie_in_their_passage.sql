-- Law 2: what is found in a passage begins in it.
select found.id, 'does not begin in its passage'
from (
  select id, passage_id, "start" from quotations
  union all select id, passage_id, "start" from links
  union all select id, passage_id, "start" from mentions
  union all select id, passage_id, "start" from reuse
  union all select id, passage_id, "start" from rule_clauses
  union all select id, passage_id, "start" from motion_resolves
  union all select id, passage_id, "start" from events
  union all select id, passage_id, "start" from allegations where "start" is not null
  union all select id, passage_id, "start" from allegation_evidence where "start" is not null
  union all select id, question_passage_id, question_start from exchanges where question_passage_id is not null
  union all select id, answer_passage_id, answer_start from exchanges where answer_passage_id is not null
) as found
join passages on passages.id = found.passage_id
where found."start" < passages."start" or found."start" >= passages."end"

-- Law 5: an allegation and what bears on it point into the archive, words that are quoted to their end.
select pointed.id, 'ends outside its passage'
from (
  select id, passage_id, "end" from allegations
  union all select id, passage_id, "end" from allegation_evidence
) as pointed
join passages on passages.id = pointed.passage_id
where pointed."end" > passages."end"
union all
select allegation_id, 'skips a position' from allegation_evidence
group by allegation_id having max(position) <> count(*)

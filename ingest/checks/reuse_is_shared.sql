-- Words used again stand in at least two documents, each copy within its passage, and one of them at most is the earliest.
select cluster_id, 'stands in one document'
from reuse group by cluster_id having count(distinct document_id) < 2
union all
select cluster_id, 'has two earliest copies'
from reuse group by cluster_id having sum(is_earliest) > 1
union all
select cluster_id, 'is not named by its first copy'
from reuse group by cluster_id having sum(cluster_id = id and position = 1) <> 1
union all
select reuse.id, 'does not lie in its passage'
from reuse join passages on passages.id = reuse.passage_id
where reuse."end" > passages."end" or instr(passages.text, reuse.text) = 0
union all
select reuse.id, 'has another date than its document'
from reuse join documents on documents.id = reuse.document_id
where reuse.published_date is not documents.published_date

-- A document has passages, and every one of them lies within it.
select documents.id, 'has no passage' from documents
where not exists (select 1 from passages where document_id = documents.id)
union all
select passages.id, 'lies outside its document'
from passages join documents on documents.id = document_id
where passages."start" < documents."start" or passages."end" > documents."end"
  or passages.source_id <> documents.source_id

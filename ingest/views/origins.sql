-- Which documents are copies of one another? Count origin_id and not document_id, and each stands once.
create view origins as
select
  documents.id as document_id,
  coalesce(document_copies.copy_of_id, documents.id) as origin_id,
  document_copies.kind
from documents
left join document_copies on document_copies.document_id = documents.id;

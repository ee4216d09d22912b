-- Who is heard in which document, and how often?
create view speakers as
select
  passages.speaker,
  passages.document_id,
  documents.title as document,
  documents.kind,
  documents.published_date,
  count(*) as passage_count,
  min(passages.position) as first_position
from passages
join documents on documents.id = passages.document_id
where passages.speaker is not null
group by passages.speaker, passages.document_id;

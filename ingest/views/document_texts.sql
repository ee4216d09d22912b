-- What does a whole document say, its passages one below the other?
create view document_texts as
select
  id, kind, title, author, publisher, published_date, source_id, word_count,
  (
    select group_concat(text, char(10) || char(10))
    from (select text from passages where document_id = documents.id order by position)
  ) as text
from documents;

-- What does each witness say, paragraph by paragraph?
create view statement_paragraphs as
select
  passages.id as passage_id,
  witness_statements.id as statement_id,
  witness_statements.witness,
  witness_statements.capacity,
  witness_statements.statement_date,
  passages.document_id,
  passages.position,
  passages.kind,
  passages.locator,
  passages.text
from witness_statements
join passages
  on passages.document_id = witness_statements.document_id
  and passages."start" < witness_statements."end"
  and passages."end" > witness_statements."start";

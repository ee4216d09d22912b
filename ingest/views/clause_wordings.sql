-- How was each numbered clause worded in each edition, and when was that edition in force?
create view clause_wordings as
select
  rule_clauses.id as clause_id,
  rule_editions.instrument,
  rule_clauses.number,
  rule_editions.title as edition,
  rule_editions.organisation,
  rule_editions.from_date,
  rule_editions.to_date,
  rule_clauses.heading,
  rule_clauses.text,
  rule_clauses.document_id,
  rule_clauses.passage_id
from rule_clauses
join rule_editions on rule_editions.id = rule_clauses.edition_id;

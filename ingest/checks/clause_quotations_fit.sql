-- A quotation of a clause is one of its document and has the words of the clause, which stands in the edition that is named;
-- words are superseded only by another edition of the same rules.
select clause_quotations.id, standing
from clause_quotations
left join quotations on quotations.id = quotation_id
left join rule_clauses on rule_clauses.id = clause_id
left join rule_editions on rule_editions.id = rule_clauses.edition_id
left join rule_editions as ruling on ruling.id = in_force_edition_id
where quotations.document_id is not clause_quotations.document_id
  or rule_clauses.edition_id is not clause_quotations.edition_id
  or rule_editions.instrument is not clause_quotations.instrument
  or (ruling.id is not null and ruling.instrument is not clause_quotations.instrument)
  or exists (select 1 from json_each(quotations.flags) where value = 'variant')
  or (standing = 'superseded' and in_force_edition_id = clause_quotations.edition_id)

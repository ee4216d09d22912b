-- A clause that was added stands in the second edition alone, one that was removed in the first alone, any other in both; beside
-- an edition that is not held whole nothing is added or removed.
select clause_changes.id, kind
from clause_changes
left join rule_editions as earlier on earlier.id = from_edition_id
left join rule_editions as later on later.id = to_edition_id
left join rule_clauses as before on before.id = from_clause_id
left join rule_clauses as after on after.id = to_clause_id
where (from_clause_id is null) <> (kind = 'added')
  or (to_clause_id is null) <> (kind = 'removed')
  or before.edition_id <> from_edition_id
  or after.edition_id <> to_edition_id
  or (kind = 'added' and earlier.passage_id is not null)
  or (kind = 'removed' and later.passage_id is not null)

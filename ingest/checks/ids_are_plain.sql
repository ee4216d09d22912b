-- Law 6: public ids are made of a-z, 0-9 and hyphens alone.
with named(name, id) as (
  select 'sources', id from sources
  union all select 'documents', id from documents
  union all select 'passages', id from passages
  union all select 'chat_messages', id from chat_messages
  union all select 'article_extracts', id from article_extracts
  union all select 'witness_statements', id from witness_statements
  union all select 'rule_editions', id from rule_editions
  union all select 'rule_clauses', id from rule_clauses
  union all select 'exchanges', id from exchanges
  union all select 'motions', id from motions
  union all select 'motion_resolves', id from motion_resolves
  union all select 'quotations', id from quotations
  union all select 'events', id from events
  union all select 'places', id from places
  union all select 'links', id from links
  union all select 'reuse', id from reuse
  union all select 'document_copies', id from document_copies
  union all select 'same_events', id from same_events
  union all select 'people', id from people
  union all select 'organisations', id from organisations
  union all select 'roles', id from roles
  union all select 'allegations', id from allegations
  union all select 'allegation_evidence', id from allegation_evidence
  union all select 'retired_ids', id from retired_ids
  union all select 'corrections', id from corrections
  union all select 'withheld', id from withheld
  union all select 'problems', id from problems
)
select name, id from named where id = '' or id glob '*[^a-z0-9-]*'

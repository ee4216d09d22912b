-- Law 3: a date is a year, a month or a day as far as it is known, or an interval of two; a day is one that exists
-- (SQLite gives 2019-02-30 back as it stands, and as 2019-03-02 once it has to count).
with dated(name, id, value) as (
  select 'documents.published_date', id, published_date from documents
  union all select 'emails.sent_date', id, sent_date from emails
  union all select 'chat_messages.sent_date', id, sent_date from chat_messages
  union all select 'article_extracts.published_date', id, published_date from article_extracts
  union all select 'witness_statements.statement_date', id, statement_date from witness_statements
  union all select 'rule_editions.from_date', id, from_date from rule_editions
  union all select 'rule_editions.to_date', id, to_date from rule_editions
  union all select 'events.event_date', id, event_date from events
  union all select 'allegations.made_date', id, made_date from allegations
  union all select 'sources.retrieved_date', id, retrieved_date from sources
  union all select 'roles.from_date', id, from_date from roles
  union all select 'roles.to_date', id, to_date from roles
  union all select 'quotations.claimed_date', id, claimed_date from quotations
  union all select 'clause_quotations.replaced_date', id, replaced_date from clause_quotations
),
parts(name, id, value, part) as (
  select name, id, value, case when instr(value, '/') then substr(value, 1, instr(value, '/') - 1) else value end
  from dated where value is not null
  union all
  select name, id, value, substr(value, instr(value, '/') + 1) from dated where instr(value, '/')
)
select name, id, value from parts
where not (
  part glob '[0-9][0-9][0-9][0-9]'
  or (part glob '[0-9][0-9][0-9][0-9]-[01][0-9]' and date(part || '-01') is part || '-01')
  or (part glob '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' and date(part, '+0 days') is part)
)

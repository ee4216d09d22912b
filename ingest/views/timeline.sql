-- What happened and what was published, in order, each dated only as far as it is known? What is told in several places stands once.
create view timeline as
select
  events.event_date as "date",
  'event' as what,
  events.kind,
  events.title,
  events.start_time,
  places.name as place,
  events.status,
  1 + (select count(*) from same_events where same_as_id = events.id) as told_in,
  events.id as event_id,
  events.document_id,
  events.passage_id
from events
left join places on places.id = events.place_id
where events.event_date is not null and events.id not in (select event_id from same_events)
union all
select
  documents.published_date,
  'document',
  documents.kind,
  documents.title,
  null,
  null,
  null,
  null,
  null,
  documents.id,
  null
from documents
where documents.published_date is not null;

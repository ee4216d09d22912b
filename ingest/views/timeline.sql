-- What happened and what was published, in order, each dated only as far as it is known?
create view timeline as
select
  events.event_date as "date",
  'event' as what,
  events.kind,
  events.title,
  events.start_time,
  places.name as place,
  events.id as event_id,
  events.document_id,
  events.passage_id
from events
left join places on places.id = events.place_id
where events.event_date is not null
union all
select
  documents.published_date,
  'document',
  documents.kind,
  documents.title,
  null,
  null,
  null,
  documents.id,
  null
from documents
where documents.published_date is not null;

-- Where did it happen? Every event at a place with coordinates, and every such place without an event.
-- The popup is made here, of our own addresses and json_object, because the map follows whatever link it holds; its dates are
-- in words, as those of every page (ingest/pages/date_words.py): a day, a month, a year, and from one to another.
create view map_points as
with months (number, name) as (
  values ('01', 'January'), ('02', 'February'), ('03', 'March'), ('04', 'April'), ('05', 'May'), ('06', 'June'),
    ('07', 'July'), ('08', 'August'), ('09', 'September'), ('10', 'October'), ('11', 'November'), ('12', 'December')
),
dated as (
  select
    *,
    substr(event_date, 1, instr(event_date || '/', '/') - 1) as from_day,
    substr(event_date, instr(event_date || '/', '/') + 1) as to_day
  from events
)
select
  events.id,
  events.title,
  coalesce(events.kind, 'event') as kind,
  events.event_date,
  places.name as place,
  places.latitude,
  places.longitude,
  events.id as event_id,
  places.id as place_id,
  json_object(
    'title', events.title,
    'description', coalesce(
      case when event_date glob '*[^0-9/-]*' then event_date else
        case length(from_day) when 10 then cast(substr(from_day, 9) as integer) || ' ' else '' end
        || case when length(from_day) = 10 and length(to_day) = 10 and substr(from_day, 1, 7) = substr(to_day, 1, 7) then ''
          else coalesce(first.name || ' ', '') || substr(from_day, 1, 4) || case to_day when '' then '' else ' ' end end
        || case to_day when '' then '' else 'to '
          || case length(to_day) when 10 then cast(substr(to_day, 9) as integer) || ' ' else '' end
          || coalesce(last.name || ' ', '') || substr(to_day, 1, 4) end
      end || coalesce(', ' || events.start_time, '') || coalesce(', ' || events.status, '') || ' · ', '') || places.name,
    'link', '/archive/events/' || events.id
  ) as popup
from dated as events
left join months as first on first.number = substr(from_day, 6, 2)
left join months as last on last.number = substr(to_day, 6, 2)
join places on places.id = events.place_id
where places.latitude is not null and not exists (
  -- that which stands for it may have no place; of the others the first of a place stands at it
  select 1 from same_events as same join events as above on above.id = same.same_as_id
  where same.event_id = events.id and (above.place_id = events.place_id or exists (
    select 1 from same_events as earlier join events as at on at.id = earlier.event_id
    where earlier.same_as_id = same.same_as_id and earlier.rowid < same.rowid and at.place_id = events.place_id
  ))
)
union all
select
  places.id,
  places.name,
  'place',
  null,
  places.name,
  places.latitude,
  places.longitude,
  null,
  places.id,
  json_object(
    'title', places.name,
    'description', coalesce(places.address, places.postcode, 'no address held'),
    'link', '/archive/places/' || places.id
  )
from places
where places.latitude is not null
  and not exists (select 1 from events where events.place_id = places.id);

-- Where did it happen? Every event at a place with coordinates, and every such place without an event.
-- The popup is made here, of our own addresses and json_object, because the map follows whatever link it holds.
create view map_points as
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
    'description', coalesce(events.event_date || coalesce(', ' || events.start_time, '') || ' · ', '') || places.name,
    'link', '/archive/events/' || events.id
  ) as popup
from events
join places on places.id = events.place_id
where places.latitude is not null
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

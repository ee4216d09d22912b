-- The tables of the archive. Dates are EDTF text as far as they are known (2016, 2016-12, 2016-12-05): never padded.
-- "start" and "end" count characters of the decoded source, from 0, end excluded; a text beside them is that slice,
-- less the page furniture in it (page breaks and numbers, running heads, line numbers, the times of captions: segments of their own).

create table about (
  id text primary key check (id = 'archive'),
  title text not null,
  description text,
  licence text,
  notice text,
  edition text not null,
  content_sha256 text not null
) strict;

create table sources (
  id text primary key check (id <> '' and id not glob '*[^a-z0-9-]*'),
  title text not null,
  publisher text,
  creator text,
  url text,
  licence text,
  kind text,
  language text,
  media_type text not null,
  -- null where the words were taken out of something else than text: the bytes cannot be had back from them
  encoding text,
  retrieved_date text,
  file_name text not null,
  -- the zip, web archive or mailbox that this file was taken from
  container text,
  declared integer not null check (declared in (0, 1)),
  byte_count integer not null check (byte_count >= 0),
  character_count integer not null check (character_count >= 0),
  -- left out where something is withheld: all the rest is published, so a telephone number could be tried out against it
  sha256 text check (length(sha256) = 64),
  published_sha256 text not null check (length(published_sha256) = 64),
  withheld_count integer not null default 0,
  check ((sha256 is null) = (withheld_count > 0))
) strict;

create table documents (
  id text primary key check (id <> '' and id not glob '*[^a-z0-9-]*'),
  source_id text not null references sources (id),
  position integer not null check (position >= 1),
  kind text not null,
  title text,
  author text,
  publisher text,
  published_date text,
  published_year integer generated always as (cast(substr(published_date, 1, 4) as integer)) stored,
  date_basis text,
  url text,
  language text,
  word_count integer not null,
  "start" integer not null,
  "end" integer not null check ("end" >= "start"),
  unique (source_id, position)
) strict;

create table passages (
  id text primary key check (id not glob '*[^a-z0-9-]*'),
  document_id text not null references documents (id),
  source_id text not null references sources (id),
  position integer not null check (position >= 1),
  kind text not null,
  speaker text,
  locator text not null,
  level integer not null default 0,
  "start" integer not null,
  "end" integer not null,
  text text not null,
  check (length(text) <= "end" - "start")
) strict;

create table segments (
  source_id text not null references sources (id),
  "start" integer not null,
  "end" integer not null check ("end" > "start"),
  byte_start integer,
  byte_end integer check (byte_end >= byte_start),
  passage_id text references passages (id),
  discard text,
  text text,
  primary key (source_id, "start"),
  check ((byte_start is null) = (byte_end is null)),
  check ((passage_id is null) <> (discard is null)),
  check (passage_id is null or text is null)
) strict;

-- The text of a post or an article stands once, in its passages: a second copy with a search index of its own made an archive
-- of posts 4.8 times as large as its text, without them it is 3.3 times as large. The view document_texts puts it together.
create table blog_posts (
  id text primary key,
  document_id text not null references documents (id),
  title text,
  author text,
  publisher text,
  published_date text,
  published_year integer generated always as (cast(substr(published_date, 1, 4) as integer)) stored,
  url text,
  word_count integer not null,
  "start" integer not null,
  "end" integer not null
) strict;

create table articles (
  id text primary key,
  document_id text not null references documents (id),
  title text,
  author text,
  publisher text,
  published_date text,
  published_year integer generated always as (cast(substr(published_date, 1, 4) as integer)) stored,
  issue text,
  url text,
  word_count integer not null,
  "start" integer not null,
  "end" integer not null
) strict;

-- What a message answers, and the first message of its thread, are documents of any source.
create table emails (
  id text primary key,
  document_id text not null references documents (id),
  subject text,
  from_name text,
  to_names text not null check (json_valid(to_names)),
  cc_names text not null check (json_valid(cc_names)),
  sent_date text,
  sent_year integer generated always as (cast(substr(sent_date, 1, 4) as integer)) stored,
  sent_time text,
  in_reply_to_id text references documents (id),
  thread_id text not null references documents (id),
  sent_at text,
  quoted_count integer not null,
  attachment_count integer not null,
  word_count integer not null,
  "start" integer not null,
  "end" integer not null
) strict;

create table chat_messages (
  id text primary key,
  document_id text not null references documents (id),
  position integer not null check (position > 0),
  author text,
  sent_date text,
  sent_year integer generated always as (cast(substr(sent_date, 1, 4) as integer)) stored,
  sent_time text,
  date_basis text,
  first_passage_id text not null references passages (id),
  last_passage_id text not null references passages (id),
  "start" integer not null,
  "end" integer not null,
  text text not null,
  unique (document_id, position),
  check (sent_date is null or date_basis is not null), -- a day may have been withheld
  check (sent_time is null or sent_time glob '[0-2][0-9]:[0-5][0-9]*'),
  check (length(text) <= "end" - "start")
) strict;

create table article_extracts (
  id text primary key,
  document_id text not null references documents (id),
  title text,
  author text,
  publisher text,
  published_date text,
  published_year integer generated always as (cast(substr(published_date, 1, 4) as integer)) stored,
  url text,
  first_passage_id text not null references passages (id),
  last_passage_id text not null references passages (id),
  state text not null default 'not checked' check (state in ('not checked', 'exact', 'exact after folding', 'variant',
    'ambiguous', 'source not held', 'not found')),
  matched_passage_id text references passages (id),
  matched_start integer,
  matched_end integer,
  diff text check (diff is null or json_valid(diff)),
  flags text check (flags is null or json_valid(flags)),
  "start" integer not null,
  "end" integer not null,
  text text not null,
  check (length(text) <= "end" - "start")
) strict;

create table extract_places (
  extract_id text not null references article_extracts (id),
  position integer not null check (position > 0),
  document_id text not null references documents (id),
  passage_id text not null references passages (id),
  "start" integer not null,
  "end" integer not null check ("end" > "start"),
  primary key (extract_id, position)
) strict;

create table witness_statements (
  id text primary key,
  document_id text not null references documents (id),
  witness text,
  capacity text,
  statement_date text,
  submitted_to text,
  first_passage_id text not null references passages (id),
  last_passage_id text not null references passages (id),
  paragraph_count integer not null,
  "start" integer not null,
  "end" integer not null,
  text text not null,
  check (length(text) <= "end" - "start")
) strict;

create table rule_editions (
  id text primary key,
  document_id text not null references documents (id),
  source_id text not null references sources (id),
  instrument text,
  title text,
  organisation text,
  from_date text,
  to_date text,
  passage_id text references passages (id),
  "start" integer not null,
  "end" integer not null
) strict;

create table rule_clauses (
  id text primary key,
  edition_id text not null references rule_editions (id),
  document_id text not null references documents (id),
  position integer not null,
  number text not null,
  parent_id text references rule_clauses (id),
  heading text,
  passage_id text not null references passages (id),
  "start" integer not null,
  "end" integer not null,
  text text not null,
  unique (edition_id, position),
  check (length(text) <= "end" - "start")
) strict;

create table clause_changes (
  id text primary key,
  instrument text not null,
  from_edition_id text not null references rule_editions (id),
  to_edition_id text not null references rule_editions (id),
  from_clause_id text references rule_clauses (id),
  to_clause_id text references rule_clauses (id),
  kind text not null check (kind in ('same', 'changed', 'renumbered', 'renumbered and changed', 'added', 'removed', 'split',
    'merged')),
  -- an edition that a document quotes may bear no date: then it is held against the one quoted before it
  order_basis text not null check (order_basis in ('dates', 'order in the document')),
  words_added integer not null,
  words_removed integer not null,
  diff text check (diff is null or json_valid(diff)),
  check ((from_clause_id is null) = (kind = 'added')),
  check ((to_clause_id is null) = (kind = 'removed'))
) strict;

create table exchanges (
  id text primary key,
  document_id text not null references documents (id),
  position integer not null,
  asker text,
  question text,
  answerer text,
  answer text,
  question_passage_id text references passages (id),
  answer_passage_id text references passages (id),
  question_start integer,
  question_end integer,
  answer_start integer,
  answer_end integer,
  unique (document_id, position),
  check (question is not null or answer is not null),
  check ((question is null) = (question_start is null) and length(question) <= question_end - question_start),
  check ((answer is null) = (answer_start is null) and length(answer) <= answer_end - answer_start)
) strict;

create table motions (
  id text primary key,
  document_id text not null references documents (id),
  title text,
  body text,
  mover text,
  mover_start integer,
  mover_end integer,
  seconder text,
  seconder_start integer,
  seconder_end integer,
  outcome text,
  outcome_start integer,
  outcome_end integer,
  -- what these words say
  result text check (result in ('carried', 'lost', 'withdrawn', 'remitted', 'fallen')),
  votes_for integer,
  votes_against integer,
  votes_abstained integer,
  first_passage_id text not null references passages (id),
  last_passage_id text not null references passages (id),
  "start" integer not null,
  "end" integer not null,
  text text not null,
  check (length(text) <= "end" - "start"),
  check ((mover is null) = (mover_start is null) and length(mover) <= mover_end - mover_start),
  check ((seconder is null) = (seconder_start is null) and length(seconder) <= seconder_end - seconder_start),
  check ((outcome is null) = (outcome_start is null) and length(outcome) <= outcome_end - outcome_start)
) strict;

create table motion_resolves (
  id text primary key,
  motion_id text not null references motions (id),
  number text not null,
  part text,
  passage_id text not null references passages (id),
  "start" integer not null,
  "end" integer not null,
  text text not null,
  check (length(text) <= "end" - "start")
) strict;

create table quotations (
  id text primary key,
  document_id text not null references documents (id),
  passage_id text not null references passages (id),
  parent_id text references quotations (id),
  marks text not null,
  attributed_to text,
  claimed_title text,
  claimed_date text,
  state text not null default 'not checked' check (state in ('not checked', 'exact', 'exact after folding', 'variant',
    'ambiguous', 'source not held', 'not found')),
  matched_passage_id text references passages (id),
  matched_start integer,
  matched_end integer,
  diff text check (diff is null or json_valid(diff)),
  flags text check (flags is null or json_valid(flags)),
  "start" integer not null,
  "end" integer not null,
  text text not null,
  check (length(text) <= "end" - "start")
) strict;

-- Whose quotation is of which clause. Superseded are words that an edition had when it was replaced, at the date of the document
-- that quotes them, by one that is held whole and has them no more.
create table clause_quotations (
  id text primary key,
  quotation_id text not null references quotations (id),
  document_id text not null references documents (id),
  instrument text,
  edition_id text not null references rule_editions (id),
  clause_id text not null references rule_clauses (id),
  standing text not null check (standing in ('in force', 'superseded', 'not yet in force', 'not known')),
  replaced_date text,
  in_force_edition_id text references rule_editions (id),
  became_clause_id text references rule_clauses (id),
  unique (quotation_id, clause_id),
  check (replaced_date is null or standing = 'superseded'),
  check (became_clause_id is null or standing = 'superseded'),
  check ((in_force_edition_id is null) = (standing = 'not known'))
) strict;

create table quotation_places (
  quotation_id text not null references quotations (id),
  position integer not null check (position > 0),
  document_id text not null references documents (id),
  passage_id text not null references passages (id),
  "start" integer not null,
  "end" integer not null check ("end" > "start"),
  primary key (quotation_id, position)
) strict;

create table places (
  id text primary key,
  name text not null,
  address text,
  postcode text,
  latitude real check (latitude between -90 and 90),
  longitude real check (longitude between -180 and 180),
  how_located text,
  declared integer not null check (declared in (0, 1)),
  check ((latitude is null) = (longitude is null))
) strict;

create table events (
  id text primary key,
  document_id text not null references documents (id),
  title text not null,
  kind text,
  event_date text,
  date_earliest text check (date_earliest is null or date(date_earliest, '+0 days') is date_earliest),
  date_latest text check (date_latest is null or date(date_latest, '+0 days') is date_latest),
  event_year integer generated always as (cast(substr(event_date, 1, 4) as integer)) stored,
  date_words text not null,
  date_basis text not null,
  start_time text check (start_time glob '[0-2][0-9]:[0-5][0-9]'),
  end_time text check (end_time glob '[0-2][0-9]:[0-5][0-9]'),
  place_id text references places (id),
  place_words text,
  passage_id text not null references passages (id),
  "start" integer not null,
  "end" integer not null,
  text text not null,
  -- as a calendar says
  status text check (status in ('cancelled', 'tentative')),
  repeats text,
  check (length(text) <= "end" - "start")
) strict;

-- An event that is the same as one above it in the archive, told elsewhere.
create table same_events (
  id text primary key,
  event_id text not null unique references events (id),
  same_as_id text not null references events (id) check (same_as_id <> event_id),
  basis text not null check (basis in ('day, time and place', 'day, time and title', 'day, place and title'))
) strict;

create table links (
  id text primary key,
  document_id text not null references documents (id),
  passage_id text not null references passages (id),
  "start" integer not null,
  "end" integer not null,
  url text not null,
  host text not null
) strict;

-- The same words in several documents: one row for each copy, in the order of their dates. A cluster is named by its first.
create table reuse (
  id text primary key,
  cluster_id text not null references reuse (id),
  document_id text not null references documents (id),
  passage_id text not null references passages (id),
  position integer not null check (position >= 1),
  published_date text,
  -- null where dates do not tell
  is_earliest integer check (is_earliest in (0, 1)),
  words_changed integer check ((words_changed is null) = (position = 1)),
  diff text check (diff is null or json_valid(diff)),
  "start" integer not null,
  "end" integer not null,
  text text not null,
  unique (cluster_id, position),
  check (length(text) <= "end" - "start")
) strict;

create table document_copies (
  id text primary key,
  document_id text not null unique references documents (id),
  copy_of_id text not null references documents (id) check (copy_of_id <> document_id),
  kind text not null check (kind in ('copy', 'near copy')),
  words_shared integer not null,
  word_share real not null check (word_share between 0 and 1)
) strict;

create table people (
  id text primary key,
  name text not null,
  aliases text not null default '[]' check (json_valid(aliases)),
  description text
) strict;

create table organisations (
  id text primary key,
  name text not null,
  aliases text not null default '[]' check (json_valid(aliases)),
  description text
) strict;

-- A name that can mean one alone is linked; else the ids of those it may mean stand in candidates, people before organisations.
create table mentions (
  id text primary key,
  document_id text not null references documents (id),
  passage_id text not null references passages (id),
  person_id text references people (id),
  organisation_id text references organisations (id),
  candidates text not null default '[]' check (json_valid(candidates) and json_type(candidates) = 'array'),
  kind text not null check (kind in ('name', 'alias', 'title and surname', 'surname')),
  "start" integer not null,
  "end" integer not null check ("end" > "start"),
  text text not null check (text <> ''),
  check (person_id is null or organisation_id is null),
  check ((person_id is null and organisation_id is null) = (candidates <> '[]')),
  check (length(text) <= "end" - "start")
) strict;

create table roles (
  id text primary key,
  person_id text not null references people (id),
  organisation_id text not null references organisations (id),
  title text not null,
  from_date text,
  to_date text,
  passage_id text references passages (id)
) strict;

create table allegations (
  id text primary key check (id <> '' and id not glob '*[^a-z0-9-]*'),
  title text not null,
  made_by text not null,
  made_by_person_id text references people (id),
  made_by_organisation_id text references organisations (id),
  made_date text,
  made_year integer generated always as (cast(substr(made_date, 1, 4) as integer)) stored,
  against text,
  against_person_id text references people (id),
  against_organisation_id text references organisations (id),
  status text not null,
  passage_id text references passages (id),
  "start" integer,
  "end" integer,
  check (made_by_person_id is null or made_by_organisation_id is null),
  check (against_person_id is null or against_organisation_id is null),
  check (("start" is null) = ("end" is null) and "end" > "start"),
  check ("start" is null or passage_id is not null)
) strict;

create table allegation_evidence (
  id text primary key check (id <> '' and id not glob '*[^a-z0-9-]*'),
  allegation_id text not null references allegations (id),
  position integer not null check (position >= 1),
  role text not null check (role in ('supports', 'disputes', 'reply', 'rule applied', 'context')),
  passage_id text references passages (id),
  clause_id text references rule_clauses (id),
  "start" integer,
  "end" integer,
  note text,
  unique (allegation_id, position),
  check ((passage_id is null) <> (clause_id is null)),
  check (("start" is null) = ("end" is null) and "end" > "start"),
  check ("start" is null or passage_id is not null)
) strict;

-- Ids that were published once, and which passage each became.
create table retired_ids (
  id text primary key check (id <> '' and id not glob '*[^a-z0-9-]*'),
  became_id text references passages (id),
  reason text not null
) strict;

create table corrections (
  id text primary key,
  source_id text not null references sources (id),
  passage_id text references passages (id),
  locator text,
  "start" integer not null,
  "end" integer not null,
  before text not null,
  after text not null,
  reason text not null,
  check (length(before) = "end" - "start")
) strict;

create table withheld (
  id text primary key,
  source_id text not null references sources (id),
  document_id text references documents (id),
  passage_id text references passages (id),
  kind text not null check (kind in ('document', 'passage', 'pattern', 'e-mail address', 'telephone number')),
  locator text,
  reason text not null,
  note text,
  until text,
  "start" integer not null,
  "end" integer not null check ("end" > "start")
) strict;

create table problems (
  id text primary key,
  source_id text references sources (id),
  locator text,
  reason text not null,
  "start" integer,
  "end" integer
) strict;

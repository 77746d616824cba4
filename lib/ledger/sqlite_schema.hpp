// The tables of a ledger in SQLite, version 2. docs/ledger-format.md explains them; a change is a new version, with an
// upgrade that is tested on files of every version before it.
#pragma once

#include <cstdint>
#include <iterator>

namespace sanhuan::sqlite {

inline constexpr std::int32_t application_id = 0x73616e68;  // "sanh"
inline constexpr std::int32_t schema_version = 2;
inline constexpr int sequence_bits = 20;  // of the row id of an entry; above it the case's number

inline constexpr const char* schema = R"sql(
create table ledger(id blob not null, algorithm integer not null) strict;

create table entries(
  id integer primary key,
  at integer not null, kind integer not null, body blob not null,
  number integer not null, hash blob not null,
  key text, content blob, personal blob) strict;
create unique index entry_keys on entries(id >> 20, key) where key is not null;

create table links(last integer primary key, entries blob not null, hash blob not null) strict;

create table cases(
  number integer primary key,
  id text not null unique, root integer not null,
  sequence integer not null, hash blob not null,
  rulebook blob not null, next_due integer, closed integer not null,
  type text not null, stage text not null, unit text not null, level integer not null, due integer,
  snapshot blob not null) strict;
create index cases_next_due on cases(next_due, id) where next_due is not null;
create index cases_open on cases(unit) where closed = 0;

create table outbox(
  id integer primary key, entry integer not null, body blob not null) strict;

create table personal(
  entry integer not null, field integer not null, salt blob not null, value blob not null,
  primary key(entry, field)) strict, without rowid;

create table rulebooks(hash blob primary key, sequence integer not null, bytes blob not null) strict, without rowid;
create table revisions(
  sequence integer primary key, kind integer not null, hash blob not null,
  known_from integer not null, taken_up integer not null, bytes blob not null) strict;

create view case_list as
  select id, type, stage, unit, level, closed, sequence,
    strftime('%Y-%m-%dT%H:%M:%fZ', due / 1000.0, 'unixepoch') as due,
    strftime('%Y-%m-%dT%H:%M:%fZ', next_due / 1000.0, 'unixepoch') as next_due
  from cases where number > 0;
create view entry_list as
  select entries.number as number, cases.id as case_id, entries.id & 1048575 as sequence,
    strftime('%Y-%m-%dT%H:%M:%fZ', at / 1000.0, 'unixepoch') as at, kind, key,
    length(body) as bytes, lower(hex(entries.hash)) as hash
  from entries join cases on cases.number = entries.id >> 20;
create view effect_list as
  select cases.id as case_id, entry & 1048575 as sequence, outbox.id & 65535 as position, length(body) as bytes
  from outbox join cases on cases.number = entry >> 20 order by outbox.id;
)sql";

// What brings a file of version i + 1 to the next one, in one transaction. Each version before reads as the present one
// does, so that a ledger opened for reading only is left as it is.
inline constexpr const char* upgrades[] = {
    // The index held all that cases are listed by, and was rewritten by nearly every event.
    "drop index cases_open; create index cases_open on cases(unit) where closed = 0;",
};
static_assert(std::size(upgrades) + 1 == schema_version);

}  // namespace sanhuan::sqlite

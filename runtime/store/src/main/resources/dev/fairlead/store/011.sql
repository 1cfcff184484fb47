-- What happened to the gateway itself, as its operators are told, numbered from 1 without a gap in the
-- journal's order. details is a line for each: name, tab, text, with backslash, tab and line feed
-- escaped.
--
-- What came before this table was there is only in the journal, so the store begins again: it is
-- filled from the first input while the gateway runs, as after `fairlead store rebuild`.

CREATE TABLE gateway_events (
  number BIGINT PRIMARY KEY,
  sequence BIGINT NOT NULL,
  event_index INTEGER NOT NULL,
  happened_at TEXT NOT NULL,
  name TEXT NOT NULL,
  account TEXT NOT NULL,
  details TEXT NOT NULL
);

DELETE FROM orders;
DELETE FROM placements;
DELETE FROM attempts;
DELETE FROM fills;
DELETE FROM positions;
DELETE FROM balances;
DELETE FROM instruments;
DELETE FROM events;
DELETE FROM alarms;
DELETE FROM cash_flows;
DELETE FROM moves;
DELETE FROM health;
DELETE FROM route_candidates;
UPDATE journal_position SET sequence = 0;

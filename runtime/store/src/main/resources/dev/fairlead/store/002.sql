-- Where orders were routed, and why.
--
-- What came before this table was there is only in the journal, so the store begins again: it is
-- filled from the first input while the gateway runs, as after `fairlead store rebuild`.

CREATE TABLE routes (
  sequence BIGINT NOT NULL,
  event_index INTEGER NOT NULL,
  happened_at TEXT NOT NULL,
  order_id TEXT NOT NULL,
  placement_id TEXT NOT NULL,
  account TEXT NOT NULL,
  strategy TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (order_id, sequence, event_index)
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
UPDATE journal_position SET sequence = 0;

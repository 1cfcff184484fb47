-- Money that came or went for a cause other than a fill.
--
-- What came before this table was there is only in the journal, so the store begins again: it is
-- filled from the first input while the gateway runs, as after `fairlead store rebuild`.

CREATE TABLE cash_flows (
  sequence BIGINT NOT NULL,
  event_index INTEGER NOT NULL,
  happened_at TEXT NOT NULL,
  account TEXT NOT NULL,
  amount TEXT NOT NULL,
  currency TEXT NOT NULL,
  cause TEXT NOT NULL,
  PRIMARY KEY (sequence, event_index)
);

CREATE INDEX cash_flows_by_time ON cash_flows (happened_at, sequence, event_index);
-- Few, and counted often.
CREATE INDEX fills_revised ON fills (account, execution_id, revision, busted)
  WHERE (busted = 1 OR revision > 0);

DELETE FROM orders;
DELETE FROM placements;
DELETE FROM attempts;
DELETE FROM fills;
DELETE FROM positions;
DELETE FROM balances;
DELETE FROM instruments;
DELETE FROM events;
DELETE FROM alarms;
DELETE FROM routes;
UPDATE journal_position SET sequence = 0;

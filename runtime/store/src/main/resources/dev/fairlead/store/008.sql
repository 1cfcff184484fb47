-- Why money and units came or went, and what it is about. What came before had no kind of its own:
-- money was told as it came in or went out, units were what an account had when it was opened.

ALTER TABLE cash_flows ADD COLUMN kind TEXT NOT NULL DEFAULT 'DEPOSIT';
ALTER TABLE cash_flows ADD COLUMN symbol TEXT;
ALTER TABLE moves ADD COLUMN kind TEXT NOT NULL DEFAULT 'OPENING';
ALTER TABLE moves ADD COLUMN entered_at TEXT;

UPDATE cash_flows SET kind = 'WITHDRAWAL' WHERE amount LIKE '-%';

CREATE INDEX moves_by_place ON moves (sequence, event_index);

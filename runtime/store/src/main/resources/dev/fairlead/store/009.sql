-- Whether a broker that keeps an order's group itself holds the order back until the group lets it
-- work. No journal from before this column has any.

ALTER TABLE placements ADD COLUMN held INTEGER NOT NULL DEFAULT 0;

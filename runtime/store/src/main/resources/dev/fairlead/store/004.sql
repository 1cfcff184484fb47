-- Orders that belong together. group_id is the id of the order that brought the group, role what
-- an order is in it, is_leg whether it came along; the exits are those that were asked for.

ALTER TABLE orders ADD COLUMN is_leg INTEGER NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN exit_profit TEXT;
ALTER TABLE orders ADD COLUMN exit_stop TEXT;
ALTER TABLE orders ADD COLUMN exit_stop_limit TEXT;
ALTER TABLE orders ADD COLUMN group_id TEXT;
ALTER TABLE orders ADD COLUMN order_class TEXT;
ALTER TABLE orders ADD COLUMN role TEXT;
ALTER TABLE orders ADD COLUMN exit_size TEXT;
ALTER TABLE events ADD COLUMN exit_size TEXT;

CREATE INDEX orders_by_group ON orders (group_id, is_leg) WHERE group_id IS NOT NULL;

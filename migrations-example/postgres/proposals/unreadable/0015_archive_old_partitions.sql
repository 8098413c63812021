-- Drops last year's partitions, whatever they are called.
DO $$
DECLARE
    partition record;
BEGIN
    FOR partition IN
        SELECT c.relname
        FROM pg_inherits i
        JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'stock_movements'::regclass AND c.relname < 'stock_movements_2026'
    LOOP
        EXECUTE format('DROP TABLE %I', partition.relname);
    END LOOP;
END
$$;

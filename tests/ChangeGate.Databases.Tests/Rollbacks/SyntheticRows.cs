namespace ChangeGate.Databases.Tests.Rollbacks;

/// <summary>A few rows in every table that takes them, with NULLs, without firing a trigger.</summary>
internal static class SyntheticRows
{
    public const string PostgreSql = """
        DO $fill$
        DECLARE t record; i int; names text; vals text;
        BEGIN
            SET LOCAL session_replication_role = replica;
            FOR t IN SELECT c.oid, c.oid::regclass AS name FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind IN ('r', 'p') AND NOT relispartition AND nspname NOT LIKE 'pg\_%' AND nspname NOT IN ('information_schema', 'changegate_archive') LOOP
                FOR i IN 1..3 LOOP
                    SELECT string_agg(quote_ident(attname), ', '), string_agg(CASE
                        WHEN i = 3 AND NOT attnotnull THEN 'NULL'
                        WHEN y.typtype = 'e' THEN (SELECT quote_literal(enumlabel) FROM pg_enum WHERE enumtypid = y.oid ORDER BY (enumsortorder::int + i) % 3 LIMIT 1)
                        WHEN y.typcategory = 'A' THEN quote_literal('{}')
                        WHEN y.typname IN ('int2', 'int4', 'int8', 'numeric', 'float4', 'float8') THEN i::text
                        WHEN y.typname = 'bool' THEN (i % 2 = 0)::text
                        WHEN y.typname IN ('text', 'varchar', 'bpchar', 'citext', 'name') THEN quote_literal(left('v' || i || 'é', CASE WHEN atttypmod > 4 THEN atttypmod - 4 ELSE 9 END))
                        WHEN y.typname IN ('timestamp', 'timestamptz', 'date') THEN quote_literal('2020-01-0' || i)
                        WHEN y.typname = 'uuid' THEN quote_literal(md5(i::text))
                        WHEN y.typname IN ('json', 'jsonb') THEN quote_literal('{"a": ' || i || '}')
                        WHEN y.typname = 'bytea' THEN quote_literal('\x0' || i)
                        WHEN y.typname = 'ltree' THEN quote_literal('a.b' || i)
                        WHEN y.typname = 'interval' THEN quote_literal(i || ' days')
                        WHEN y.typname = 'inet' THEN quote_literal('10.0.0.' || i)
                        ELSE 'DEFAULT' END, ', ')
                    INTO names, vals FROM pg_attribute a JOIN pg_type y ON y.oid = atttypid WHERE attrelid = t.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
                    BEGIN
                        EXECUTE format('INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE VALUES (%s)', t.name, names, vals);
                    EXCEPTION WHEN OTHERS THEN NULL;
                    END;
                END LOOP;
            END LOOP;
            PERFORM setval(c.oid, 100) FROM pg_class c JOIN pg_sequence s ON seqrelid = c.oid WHERE seqmax > 100;
        END $fill$
        """;
}

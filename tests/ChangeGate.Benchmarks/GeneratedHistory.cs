namespace ChangeGate.Benchmarks;

/// <summary>Histories of any length for comparing whole programs: ten ordinary statements a file, of which some are dangerous.</summary>
internal static class GeneratedHistory
{
    public static void Write(string folder, int files)
    {
        Directory.CreateDirectory(folder);

        for (var file = 0; file < files; file++)
        {
            File.WriteAllText(Path.Combine(folder, $"{file:00000}_step.sql"), Script(file));
        }
    }

    private static string Script(int file)
    {
        var (account, order, before) = ($"account_{file}", $"orders_{file}", $"account_{Math.Max(file - 1, 0)}");

        return $$"""
            -- Accounts and their orders, number {{file}}.
            CREATE TABLE {{account}} (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                email text NOT NULL,
                name varchar(200) NOT NULL DEFAULT '',
                created_at timestamptz NOT NULL DEFAULT now(),
                active boolean NOT NULL DEFAULT true,
                settings jsonb NOT NULL DEFAULT '{}'::jsonb,
                CONSTRAINT {{account}}_email_check CHECK (email LIKE '%@%')
            );
            CREATE TABLE {{order}} (
                id bigserial PRIMARY KEY,
                account_id bigint NOT NULL REFERENCES {{account}} (id),
                total numeric(12,2) NOT NULL DEFAULT 0,
                state text NOT NULL,
                placed_at timestamptz
            );
            CREATE INDEX {{order}}_account_id_idx ON {{order}} (account_id);
            CREATE UNIQUE INDEX {{account}}_email_key ON {{account}} (lower(email)) WHERE active;
            COMMENT ON TABLE {{order}} IS 'What account {{file}} ordered';
            CREATE VIEW open_{{order}} AS SELECT o.id, o.total, a.email FROM {{order}} o JOIN {{account}} a ON a.id = o.account_id WHERE o.state <> 'done';
            ALTER TABLE {{before}} ADD COLUMN note_{{file}} text, ADD COLUMN seen_{{file}} timestamptz;
            UPDATE {{before}} SET note_{{file}} = 'old' WHERE created_at < '2020-01-01';
            CREATE FUNCTION touch_{{file}}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              NEW.created_at := now();
              RETURN NEW;
            END
            $$;
            GRANT SELECT ON {{order}} TO reporting;

            """;
    }
}

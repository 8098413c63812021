using ChangeGate.Changes;
using ChangeGate.Migrations;
using ChangeGate.Policies;

namespace ChangeGate.Databases.Tests.Journals;

/// <summary>What a tool itself does to its table, as statements of its own, and what it then takes for done.</summary>
internal sealed record ToolCase(JournalKind Kind, string First, string Second)
{
    public const string Users = "CREATE TABLE users (id integer PRIMARY KEY);\n";

    public const string Orders = "CREATE TABLE orders (id integer PRIMARY KEY);\n";

    public required string Table { get; init; }

    public required string PostgreSql { get; init; }

    public required string Sqlite { get; init; }

    /// <summary>The row of the first migration.</summary>
    public required string Row { get; init; }

    /// <summary>What the tool reads to know what was run.</summary>
    public required string Reads { get; init; }

    public required string[] AfterFirst { get; init; }

    public required string[] AfterBoth { get; init; }

    public string Way { get; init; } = "{0}";

    public JournalSetting Setting => new(Kind);

    public string Creation(Dialect dialect) => dialect == Dialect.PostgreSql ? PostgreSql : Sqlite;

    public Migration[] Files => HostedDatabase.Files(Setting.Layout ?? MigrationLayout.Plain, (First, string.Format(null, Way, Users)), (Second, string.Format(null, Way, Orders)));

    public override string ToString() => Kind.ToString();

    public static ToolCase[] All { get; } =
    [
        new(JournalKind.GolangMigrate, "9_users.up.sql", "10_orders.up.sql")
        {
            Table = "schema_migrations",
            PostgreSql = """CREATE TABLE "public"."schema_migrations" (version bigint not null primary key, dirty boolean not null)""",
            Sqlite = "CREATE TABLE schema_migrations (version uint64,dirty bool);\nCREATE UNIQUE INDEX version_unique ON schema_migrations (version)",
            Row = "INSERT INTO schema_migrations (version, dirty) VALUES (9, false)",
            Reads = "version from schema_migrations where not dirty limit 1",
            AfterFirst = ["9"],
            AfterBoth = ["10"],
        },
        new(JournalKind.Diesel, "2017-09-23-182408_users/up.sql", "20180309122510_orders/up.sql")
        {
            Table = "__diesel_schema_migrations",
            PostgreSql = "CREATE TABLE IF NOT EXISTS __diesel_schema_migrations (\n       version VARCHAR(50) PRIMARY KEY NOT NULL,\n       run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP\n)",
            Sqlite = "CREATE TABLE IF NOT EXISTS __diesel_schema_migrations (\n       version VARCHAR(50) PRIMARY KEY NOT NULL,\n       run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP\n)",
            Row = "INSERT INTO __diesel_schema_migrations (version) VALUES ('20170923182408')",
            Reads = "version from __diesel_schema_migrations where run_on is not null order by version",
            AfterFirst = ["20170923182408"],
            AfterBoth = ["20170923182408", "20180309122510"],
        },
        new(JournalKind.Prisma, "20240101000000_users/migration.sql", "20240102000000_orders/migration.sql")
        {
            Table = "_prisma_migrations",
            PostgreSql = """
                CREATE TABLE _prisma_migrations (id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL, logs TEXT,
                    rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)
                """,
            Sqlite = """
                CREATE TABLE "_prisma_migrations" (
                    "id"                    TEXT PRIMARY KEY NOT NULL,
                    "checksum"              TEXT NOT NULL,
                    "finished_at"           DATETIME,
                    "migration_name"        TEXT NOT NULL,
                    "logs"                  TEXT,
                    "rolled_back_at"        DATETIME,
                    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
                    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
                )
                """,
            Row = $"INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ('beb5e119-b5b4-4843-b487-178f6f0c6706', '{ChecksumOf(Users)}', '20240101000000_users', current_timestamp, 1)",
            Reads = "migration_name || ' ' || checksum from _prisma_migrations where rolled_back_at is null and finished_at is not null and length(id) = 36 and applied_steps_count = 1 order by migration_name",
            AfterFirst = [$"20240101000000_users {ChecksumOf(Users)}"],
            AfterBoth = [$"20240101000000_users {ChecksumOf(Users)}", $"20240102000000_orders {ChecksumOf(Orders)}"],
        },
        new(JournalKind.EntityFramework, "20240101000000_Users.sql", "20240102000000_Orders.sql")
        {
            Table = "__EFMigrationsHistory",
            PostgreSql = """CREATE TABLE "__EFMigrationsHistory" ("MigrationId" character varying(150) NOT NULL, "ProductVersion" character varying(32) NOT NULL, CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY ("MigrationId"))""",
            Sqlite = "CREATE TABLE IF NOT EXISTS \"__EFMigrationsHistory\" (\n    \"MigrationId\" TEXT NOT NULL CONSTRAINT \"PK___EFMigrationsHistory\" PRIMARY KEY,\n    \"ProductVersion\" TEXT NOT NULL\n)",
            Row = """INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('20240101000000_Users', '9.0.0')""",
            Reads = """ "MigrationId" || ' ' || "ProductVersion" from "__EFMigrationsHistory" order by "MigrationId" """,
            AfterFirst = ["20240101000000_Users 9.0.0"],
            AfterBoth = ["20240101000000_Users 9.0.0", "20240102000000_Orders 9.0.0"],
        },
        new(JournalKind.Dbmate, "20240101000000_users.sql", "20240102000000_orders.sql")
        {
            Table = "schema_migrations",
            PostgreSql = """create table if not exists "public"."schema_migrations" (version varchar not null primary key)""",
            Sqlite = """create table if not exists "schema_migrations" (version varchar(128) primary key)""",
            Row = """insert into "schema_migrations" (version) values ('20240101000000')""",
            Reads = """version from "schema_migrations" order by version""",
            AfterFirst = ["20240101000000"],
            AfterBoth = ["20240101000000", "20240102000000"],
            Way = "-- migrate:up\n{0}\n-- migrate:down\nDROP TABLE nowhere;\n",
        },
        new(JournalKind.Goose, "00009_users.sql", "10_orders.sql")
        {
            Table = "goose_db_version",
            PostgreSql = "CREATE TABLE goose_db_version (\n\t\tid integer PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY,\n\t\tversion_id bigint NOT NULL,\n\t\tis_applied boolean NOT NULL,\n\t\ttstamp timestamp NOT NULL DEFAULT now()\n\t);\nINSERT INTO goose_db_version (version_id, is_applied) VALUES (0, true)",
            Sqlite = "CREATE TABLE goose_db_version (\n\t\tid INTEGER PRIMARY KEY AUTOINCREMENT,\n\t\tversion_id INTEGER NOT NULL,\n\t\tis_applied INTEGER NOT NULL,\n\t\ttstamp TIMESTAMP DEFAULT (datetime('now'))\n\t);\nINSERT INTO goose_db_version (version_id, is_applied) VALUES (0, true)",
            Row = "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9, true)",
            Reads = "version_id from goose_db_version where is_applied and tstamp is not null order by id",
            AfterFirst = ["0", "9"],
            AfterBoth = ["0", "9", "10"],
            Way = "-- +goose Up\n-- +goose StatementBegin\n{0}\n-- +goose StatementEnd\n-- +goose Down\nDROP TABLE nowhere;\n",
        },
    ];

    private static string ChecksumOf(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}

using ChangeGate.Changes;
using ChangeGate.Rollbacks.Archives;
using ChangeGate.Text;

namespace ChangeGate.Rollbacks;

/// <summary>How much of what a migration does can be taken back. The zero value promises nothing.</summary>
public enum Reversibility
{
    No,
    SchemaOnly,
    WithData,
}

/// <summary>Rows that are kept before they are destroyed.</summary>
/// <param name="Source">The table whose rows these are.</param>
/// <param name="Archive">The table that keeps them, in ChangeGate's own schema (PostgreSQL) or with its prefix (SQLite).</param>
public sealed record ArchiveTable(ObjectName Source, ObjectName Archive, EquatableList<string> Columns)
{
    /// <summary>PostgreSQL: the schema of all archives. SQLite: how their names begin, with an underscore behind it.</summary>
    public const string Place = ArchiveNames.Schema;

    /// <summary>PostgreSQL: takes the schema of the archives away when the last of them is gone.</summary>
    public const string DropEmptySchema = $"""
        DO $changegate$ BEGIN IF EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = '{ArchiveNames.Schema}') AND NOT EXISTS (SELECT FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = '{ArchiveNames.Schema}') THEN DROP SCHEMA {ArchiveNames.Schema}; END IF; END $changegate$
        """;

    /// <summary>Whether an archive was made by the migration of this digest, which its name begins with.</summary>
    public static bool IsOf(ObjectName archive, Digest migration) =>
        archive.Name.StartsWith(archive.Schema is null ? $"{Place}_{migration.Hex[..8]}_" : $"{migration.Hex[..8]}_", StringComparison.Ordinal);

    /// <summary>An archive of PostgreSQL, or the schema in which they all live. SQLite's are told by their prefix when a schema is read.</summary>
    public static bool IsArchive(ObjectId id) => id.Name.Schema == ArchiveNames.Schema || id is { Kind: ObjectKind.Schema, Name.Name: ArchiveNames.Schema };
}

/// <summary>How one migration is taken back: SQL that the runner executes, or why there is none.</summary>
public sealed record Rollback
{
    public required Reversibility Reversibility { get; init; }

    /// <summary>Run in the migration's own transaction, before its first statement: keeps what will be destroyed.</summary>
    public EquatableList<string> Preserve { get; init; }

    /// <summary>
    /// Run in the migration's own transaction, after its last statement: narrows the archives to what was really destroyed and notes the rows
    /// that the migration added, so that the reverse leaves alone what others wrote since.
    /// </summary>
    public EquatableList<string> Settle { get; init; }

    public EquatableList<ArchiveTable> Archives { get; init; }

    /// <summary>
    /// The reverse, in the order in which it runs. In SQLite <c>PRAGMA foreign_keys</c> may be its first and its last statement: they stand
    /// outside the transaction, where alone the engine obeys them.
    /// </summary>
    public EquatableList<string> Reverse { get; init; }

    /// <summary>Sentences: what cannot be brought back and why, what is only structural, that the team's own down script is used.</summary>
    public EquatableList<string> Because { get; init; }

    /// <summary>The reverse is the team's own down script: it was read, not proved.</summary>
    public bool FromDownScript { get; init; }

    /// <summary>Some statement of the reverse must stand outside a transaction.</summary>
    public bool NeedsAutocommit { get; init; }
}

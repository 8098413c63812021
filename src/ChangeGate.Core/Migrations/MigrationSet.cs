using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Migrations;

/// <summary>How migrations are named and ordered in a folder. A folder's own layout is found out, or named by the configuration.</summary>
public enum MigrationLayout
{
    /// <summary><c>*.sql</c> files in ordinal order of their path, as DbUp runs them.</summary>
    Plain,

    /// <summary><c>NAME.up.sql</c> and <c>NAME.down.sql</c>.</summary>
    GolangMigrate,

    /// <summary>A folder for each migration with <c>up.sql</c> and <c>down.sql</c>.</summary>
    Diesel,

    /// <summary>A folder for each migration with <c>migration.sql</c>.</summary>
    Prisma,

    /// <summary><c>V1_2__NAME.sql</c> by version, then <c>R__NAME.sql</c>, in any folder below.</summary>
    Flyway,

    /// <summary><c>NUMBER_NAME.sql</c> with the sections <c>migrate:up</c> and <c>migrate:down</c>.</summary>
    Dbmate,

    /// <summary><c>NUMBER_NAME.sql</c> with the sections <c>+goose Up</c> and <c>+goose Down</c>.</summary>
    Goose,
}

/// <summary>Whether production rules apply where the set will run. Unknown is treated as protected.</summary>
public enum EnvironmentClass
{
    Protected,
    Open,
}

public enum AuthorKind
{
    /// <summary>Nobody said. Policy treats it as an agent.</summary>
    Unknown,
    Agent,
    Person,
}

/// <summary>Who proposes: everybody whose commits are in the range. None of them may approve.</summary>
public sealed record Authorship(AuthorKind Kind, EquatableList<string> Names)
{
    /// <summary>Lower-case e-mail addresses of authors, committers and co-authors.</summary>
    public EquatableList<string> Emails { get; init; }

    /// <summary>The host of the proposal attests to <see cref="Kind"/>; otherwise it rests on what anybody can write, or leave out.</summary>
    public bool IsAttested { get; init; }

    /// <summary>What <see cref="Kind"/> rests on, for the report: <c>commit trailer "Co-authored-by: …"</c>.</summary>
    public EquatableList<string> Evidence { get; init; }
}

/// <summary>The migrations under judgement, on top of those that the base already holds.</summary>
public sealed record MigrationSet
{
    public required string Target { get; init; }

    public required Dialect Dialect { get; init; }

    /// <summary>Major version of the engine in production; 0 means unknown, which is judged as the oldest supported.</summary>
    public required int Engine { get; init; }

    /// <summary>The highest major version where several are in production, <see cref="Engine"/> being the lowest; 0 where there is one.</summary>
    public int EngineUpTo { get; init; }

    public EnvironmentClass EnvironmentClass { get; init; }

    public MigrationLayout Layout { get; init; }

    /// <summary>Where the migrations lie, from the root of the repository; empty where that is not known. No digest covers it: it changes nothing that runs.</summary>
    public string Folder { get; init; } = "";

    /// <summary>What the base holds, in the order in which it runs.</summary>
    public EquatableList<Migration> History { get; init; }

    /// <summary>What the proposal adds, edits, renames or deletes, in the order in which it would run.</summary>
    public EquatableList<Migration> Proposed { get; init; }

    public required Authorship Authorship { get; init; }

    /// <summary>A migration's path from the root of the repository, as far as <see cref="Folder"/> is known.</summary>
    public string PathInRepository(string path) => Folder.Length == 0 ? path : $"{Folder}/{path}";

    /// <summary>The migration of the history that took the version of a new one, or else the last that sorts behind it; null where the new one is in order.</summary>
    public Migration? InTheWayOf(Migration added)
    {
        var order = MigrationLayouts.Order(Layout);
        var version = MigrationLayouts.VersionOf(added.Path, Layout);

        return History.FirstOrDefault(earlier => version is not null && MigrationLayouts.VersionOf(earlier.Path, Layout) == version)
            ?? History.LastOrDefault(earlier => MigrationLayouts.IsInOrder(earlier.Path, Layout) && order.Compare(earlier.Path, added.Path) > 0);
    }

    /// <summary>The merge base of a git range; null for a folder.</summary>
    public string? BaseCommit { get; init; }

    public string? HeadCommit { get; init; }
}

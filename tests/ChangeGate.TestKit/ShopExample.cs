using ChangeGate.Changes;
using ChangeGate.Sql;
using ChangeGate.Text;

namespace ChangeGate.TestKit;

/// <summary>The shop of <c>migrations-example/</c>.</summary>
public static class ShopExample
{
    /// <summary>The only proposal that is not meant to be readable.</summary>
    public const string Unreadable = "unreadable";

    public static string Root { get; } = Repository.PathTo("migrations-example");

    public static string FolderOf(Dialect dialect) => Path.Combine(Root, dialect == Dialect.Sqlite ? "sqlite" : "postgres");

    /// <summary>The applied migrations in their order.</summary>
    public static IReadOnlyList<string> History(Dialect dialect) => Scripts(FolderOf(dialect));

    public static IReadOnlyList<string> Proposals(Dialect dialect) =>
        [.. Directory.GetDirectories(Path.Combine(FolderOf(dialect), "proposals")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    /// <summary>The files of a proposal in the order in which they would run; a down script stands behind its migration.</summary>
    public static IReadOnlyList<string> Proposal(Dialect dialect, string name) =>
        [.. Scripts(Path.Combine(FolderOf(dialect), "proposals", name)).OrderBy(file => file.EndsWith(".down.sql", StringComparison.Ordinal))];

    public static string Seed(Dialect dialect) => Path.Combine(Root, "seed", $"{Path.GetFileName(FolderOf(dialect))}.sql");

    /// <summary>The statements of a script, one by one, as the dialect cuts them.</summary>
    public static IEnumerable<string> Statements(Dialect dialect, string file)
    {
        var text = new SourceText(file, File.ReadAllText(file));
        return SqlDialects.For(dialect).Read(text).Statements.Select(statement => text.Slice(statement.Span));
    }

    private static IReadOnlyList<string> Scripts(string folder) => [.. Directory.GetFiles(folder, "*.sql").Order(StringComparer.Ordinal)];
}

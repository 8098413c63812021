using System.Text.RegularExpressions;
using ChangeGate.Changes;

namespace ChangeGate.Databases.Journals.Hosts;

/// <summary>
/// Liquibase's table (5.0) for changelogs of formatted SQL: a row for each changeset, known by its id, its author and its file. A file counts when
/// all of its changesets do.
/// </summary>
internal sealed partial class LiquibaseJournal(HostRequest request) : ReadOnlyJournal(request)
{
    internal override string Tool => "Liquibase";

    internal override string DefaultTable => Dialect == Dialect.PostgreSql ? "databasechangelog" : "DATABASECHANGELOG";

    internal override IEnumerable<ObjectName> Tables => [Table, Table with { Name = Table.Name + (Dialect == Dialect.PostgreSql ? "lock" : "LOCK") }];

    internal override string KeyOf(string path) => path;

    private protected override async Task<IReadOnlyList<HostRow>> ReadRowsAsync(JournalConnection rows, CancellationToken cancellation)
    {
        var stored = await rows.QueryAsync($"select id, author, filename from {Quoted} order by orderexecuted", [], row => new ChangeSet(row.Text(0), row.Text(1), Normal(row.Text(2))), cancellation);
        var left = stored.ToHashSet();
        var known = new List<HostRow>();

        foreach (var file in Files)
        {
            var sets = Read(file.Text.Content, file.Path).ToList();
            var (ran, lacking) = (new List<ChangeSet>(), new List<ChangeSet>());

            foreach (var set in sets)
            {
                var row = stored.Find(row => row.Id == set.Id && row.Author == set.Author && IsFile(row.File, set.File));
                (row is null ? lacking : ran).Add(row ?? set);
            }

            left.ExceptWith(ran);

            if (ran.Count > 0)
            {
                known.Add(new HostRow(file.Path, file.Path) { Problem = lacking.Count == 0 ? null : $"only in part: its changeset {lacking[0].Author}:{lacking[0].Id} has not run" });
            }
        }

        return [.. known, .. left.Select(set => new HostRow($"{set.File}::{set.Id}::{set.Author}", $"{set.File}::{set.Id}::{set.Author}"))];
    }

    /// <summary>The changesets of formatted SQL; none where the first line does not say that it is.</summary>
    internal static IEnumerable<ChangeSet> Read(string text, string path)
    {
        if (Header().Match(text) is not { Success: true } header)
        {
            yield break;
        }

        var file = header.Groups["path"] is { Success: true } logical ? logical.Value : path;

        foreach (Match set in Begin().Matches(text))
        {
            yield return new ChangeSet(
                set.Groups["id"].Value.Trim('"'),
                set.Groups["author"].Value.Trim('"'),
                Normal(set.Groups["path"] is { Success: true } own ? own.Value : file));
        }
    }

    // A changelog includes its files by paths from wherever it looks for them.
    private static bool IsFile(string stored, string path) => stored == path || stored.EndsWith("/" + path, StringComparison.Ordinal);

    private static string Normal(string path) => Prefix().Replace(path.Replace('\\', '/'), "").TrimStart('/');

    [GeneratedRegex("""\A\s*--[ \t]*liquibase[ \t]+formatted[ \t]+sql\b([^\r\n]*?\blogicalFilePath:(?<path>\S+))?""", RegexOptions.IgnoreCase)]
    private static partial Regex Header();

    [GeneratedRegex("""^[ \t]*--[ \t]*changeset[ \t]+(?<author>"[^"\r\n]+"|[^\s:"]+)[ \t]*:[ \t]*(?<id>"[^"\r\n]+"|\S+)([^\r\n]*?\blogicalFilePath:(?<path>\S+))?""", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Begin();

    [GeneratedRegex("^classpath:", RegexOptions.IgnoreCase)]
    private static partial Regex Prefix();

    internal sealed record ChangeSet(string Id, string Author, string File);
}

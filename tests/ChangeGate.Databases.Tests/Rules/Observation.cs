using ChangeGate.Changes;
using ChangeGate.Findings;
using Npgsql;

namespace ChangeGate.Databases.Tests.Rules;

/// <summary>A relation as the session that changes it sees it: which file it is in, how often it was read, and what the session holds on it.</summary>
internal sealed record Relation(long File, long Scans, HashSet<string> Locks)
{
    /// <summary>Looked at where it is spoken of: an index shares the fate of its table.</summary>
    public bool IsIndex { get; init; }
}

internal sealed record Relations(IReadOnlyDictionary<ObjectName, Relation> ByName)
{
    private const string Query = """
        SELECT nspname::text, relname::text, coalesce(pg_relation_filenode(c.oid), 0)::bigint, pg_stat_get_xact_numscans(c.oid),
            ARRAY(SELECT mode FROM pg_locks l WHERE l.pid = pg_backend_pid() AND l.relation = c.oid AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND l.granted), relkind = 'i'
        FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind IN ('r', 'p', 'm', 'v', 'i') AND nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema'
        """;

    public static async Task<Relations> ReadAsync(NpgsqlConnection connection)
    {
        var found = new Dictionary<ObjectName, Relation>();
        await using var command = new NpgsqlCommand(Query, connection);
        await using var rows = await command.ExecuteReaderAsync();

        while (await rows.ReadAsync())
        {
            found.Add(new ObjectName(rows.GetString(0), rows.GetString(1)), new Relation(rows.GetInt64(2), rows.GetInt64(3), [.. rows.GetFieldValue<string[]>(4).Select(WordsOf)]) { IsIndex = rows.GetBoolean(5) });
        }

        return new Relations(found);
    }

    // AccessExclusiveLock
    private static string WordsOf(string mode) =>
        string.Concat(mode.Replace("Lock", "", StringComparison.Ordinal).Select(static (letter, index) => char.IsUpper(letter) && index > 0 ? $" {letter}" : $"{letter}")).ToUpperInvariant();
}

/// <summary>One statement, and the database before and after it.</summary>
internal sealed record Observation(Statement Statement, Relations Before, Relations After)
{
    private static readonly string[] Modes = ["ACCESS SHARE", "ROW SHARE", "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE", "SHARE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE"];

    /// <summary>Its locks last until it can be asked for them.</summary>
    public required bool CanBeSeen { get; init; }

    /// <summary>Where what is said of the statement is not what was seen; empty where all is as it is said.</summary>
    public IEnumerable<string> Contradictions(IReadOnlyCollection<LockEffect> findings)
    {
        var said = findings.Concat(findings.Select(static effect => effect.Besides).OfType<LockEffect>()).ToList();

        foreach (var effect in said)
        {
            foreach (var name in effect.Relations)
            {
                if (Before.ByName.ContainsKey(name) && After.ByName.TryGetValue(name, out var after) && !after.Locks.Contains(effect.Mode))
                {
                    yield return $"{effect.Mode} on {name} is said, {string.Join(" and ", after.Locks.DefaultIfEmpty("nothing"))} held";
                }
            }
        }

        var touched = said.SelectMany(static effect => effect.Relations).ToHashSet();

        foreach (var (name, before) in Before.ByName)
        {
            if (before.IsIndex || !After.ByName.TryGetValue(name, out var after))
            {
                continue;
            }

            var strongest = after.Locks.Except(before.Locks).Select(mode => Array.IndexOf(Modes, mode)).DefaultIfEmpty(-1).Max();
            var expected = said.Where(effect => effect.Relations.Contains(name)).Select(effect => Array.IndexOf(Modes, effect.Mode)).DefaultIfEmpty(-1).Max();

            if (strongest > expected && strongest >= Array.IndexOf(Modes, "SHARE UPDATE EXCLUSIVE"))
            {
                yield return $"{Modes[strongest]} on {name} is held, {(expected < 0 ? "nothing" : Modes[expected])} said";
            }
        }

        var rewritten = touched.Where(name => Before.ByName.TryGetValue(name, out var before) && After.ByName.TryGetValue(name, out var after) && before.File != after.File).ToList();
        var scanned = touched.Where(name => Before.ByName.TryGetValue(name, out var before) && After.ByName.TryGetValue(name, out var after) && before.Scans != after.Scans).ToList();

        // An empty file is no copy.
        if (Statement.Kind == "TruncateStmt")
        {
            yield break;
        }

        if (said.Any(static effect => effect.Rewrites) != rewritten.Count > 0)
        {
            yield return rewritten.Count > 0 ? $"{string.Join(", ", rewritten)} is copied, which is not said" : "a copy is said, none is made";
        }

        if (said.Any(static effect => effect.Scans || effect.Rewrites) != (scanned.Count + rewritten.Count) > 0)
        {
            yield return scanned.Count > 0 ? $"{string.Join(", ", scanned)} is read, which is not said" : "a scan is said, none is made";
        }
    }
}

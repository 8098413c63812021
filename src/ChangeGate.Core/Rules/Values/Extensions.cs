namespace ChangeGate.Rules.Values;

/// <summary>What well-known extensions of PostgreSQL bring along, for DROP EXTENSION. One that is not named here may bring anything.</summary>
internal static class Extensions
{
    private static readonly Dictionary<string, string[]> Types = new(StringComparer.Ordinal)
    {
        ["btree_gin"] = [],
        ["btree_gist"] = [],
        ["citext"] = ["citext"],
        ["cube"] = ["cube"],
        ["dblink"] = [],
        ["fuzzystrmatch"] = [],
        ["hstore"] = ["hstore"],
        ["intarray"] = [],
        ["isn"] = ["ean13", "isbn", "isbn13", "ismn", "ismn13", "issn", "issn13", "upc"],
        ["ltree"] = ["lquery", "ltree", "ltxtquery"],
        ["pg_buffercache"] = [],
        ["pg_stat_statements"] = [],
        ["pg_trgm"] = [],
        ["pgcrypto"] = [],
        ["pgstattuple"] = [],
        ["plpgsql"] = [],
        ["postgres_fdw"] = [],
        ["seg"] = ["seg"],
        ["tablefunc"] = [],
        ["unaccent"] = [],
        ["uuid-ossp"] = [],
        ["vector"] = ["halfvec", "sparsevec", "vector"],
    };

    public static IReadOnlyList<string> TypesOf(string extension) => Types.GetValueOrDefault(extension, []);

    public static bool HasNoTypes(string extension) => Types.TryGetValue(extension, out var types) && types.Length == 0;

    /// <summary>It has tables of its own, whose rows go with it; so has one that nobody knows.</summary>
    public static bool HoldsTables(string extension) => !Types.ContainsKey(extension);
}

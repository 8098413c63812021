using System.Collections.Frozen;

namespace ChangeGate.Rollbacks;

/// <summary>PostgreSQL's own types under the names that <c>format_type</c> prints.</summary>
internal static class BuiltInTypes
{
    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        StringComparer.Ordinal,
        "smallint", "integer", "bigint", "numeric", "real", "double precision", "money", "boolean",
        "text", "character varying", "character", "bpchar", "\"char\"", "name", "bytea",
        "date", "time without time zone", "time with time zone", "timestamp without time zone", "timestamp with time zone", "interval",
        "uuid", "json", "jsonb", "jsonpath", "xml", "inet", "cidr", "macaddr", "macaddr8", "bit", "bit varying",
        "tsvector", "tsquery", "point", "line", "lseg", "box", "path", "polygon", "circle",
        "int4range", "int8range", "numrange", "tsrange", "tstzrange", "daterange",
        "int4multirange", "int8multirange", "nummultirange", "tsmultirange", "tstzmultirange", "datemultirange",
        "oid", "xid", "xid8", "cid", "tid", "pg_lsn", "regclass", "regtype", "regproc", "regprocedure", "regrole", "regnamespace", "txid_snapshot", "pg_snapshot");

    /// <summary>Interval fields (<c>interval day to second</c>) belong to the name.</summary>
    public static bool Contains(string name) => Names.Contains(name) || name.StartsWith("interval ", StringComparison.Ordinal);
}

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Operators and types that the engine brings along. Any other may have functions of the team's behind it.</summary>
internal static class EngineVocabulary
{
    private static readonly HashSet<string> Operators = new(StringComparer.Ordinal)
    {
        "+", "-", "*", "/", "%", "^", "=", "<>", "<", ">", "<=", ">=", "||", "|/", "||/", "@", "&", "|", "#", "~", "<<", ">>", "!~", "~*", "!~*", "~~", "!~~", "~~*", "!~~*", "^@",
        "->", "->>", "#>", "#>>", "@>", "<@", "?", "?|", "?&", "#-", "@?", "@@", "&&", "-|-", "&<", "&>", "<<=", ">>=", "<->", "OVERLAPS", "~=", "##", "<<|", "|>>", "&<|", "|&>", "@-@", "@@@", "!!",
        "~<~", "~<=~", "~>~", "~>=~", "*=", "*<>", "*<", "*>", "*<=", "*>=", "<^", ">^", "?#", "?-", "?-|", "?||",
    };

    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "bigint", "bit", "bit varying", "boolean", "box", "bytea", "char", "character", "character varying", "cidr", "circle", "date", "double precision", "inet", "int4range", "int8range", "integer",
        "interval", "json", "jsonb", "jsonpath", "line", "lseg", "macaddr", "macaddr8", "money", "name", "numeric", "numrange", "oid", "path", "pg_lsn", "point", "polygon", "real", "record", "regclass",
        "regcollation", "regconfig", "regdictionary", "regnamespace", "regoper", "regoperator", "regproc", "regprocedure", "regrole", "regtype", "smallint", "text", "tid", "time with time zone",
        "time without time zone", "timestamp with time zone", "timestamp without time zone", "tsquery", "tsrange", "tstzrange", "tsvector", "uuid", "xid", "xml", "daterange", "unknown", "void",
    };

    public static bool HasOperator(string sign) => Operators.Contains(sign);

    public static bool HasType(string name) => Types.Contains(name);
}

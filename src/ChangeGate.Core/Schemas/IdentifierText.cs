using System.Text;
using ChangeGate.Changes;

namespace ChangeGate.Schemas;

/// <summary>Identifiers inside the text of an expression or a statement: found and replaced whole, never inside strings or comments.</summary>
internal static class IdentifierText
{
    // The words after which a name in a statement is that of a relation.
    private static readonly HashSet<string> RelationWords =
        new(["from", "join", "into", "update", "on", "table", "references", "only", "using"], StringComparer.OrdinalIgnoreCase);

    // The words that end a FROM list.
    private static readonly HashSet<string> ClauseWords =
        new(["select", "where", "group", "order", "having", "set", "values", "limit", "union", "except", "intersect", "returning", "begin", "on", "window"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a column of that name may be meant somewhere; a name that is called does not count.</summary>
    public static bool Mentions(string text, string name, Dialect dialect)
    {
        var names = SchemaLinks.NameComparer(dialect);

        return MayHold(text, name)
            && IdentifierScanner.Scan(text, dialect).Any(token => !token.Call && names.Equals(token.Name, name));
    }

    /// <summary>Replaces a column: every whole identifier of that name that is not called and not the qualifier of another.</summary>
    public static string RenameColumn(string text, string name, string newName, ISqlDialect dialect)
    {
        var names = SchemaLinks.NameComparer(dialect.Dialect);

        return Replace(text, (name, newName), dialect, token => !token.Call && !token.BeforeDot && names.Equals(token.Name, name));
    }

    /// <summary>Replaces a column only where it is written behind the name of its table.</summary>
    public static string RenameQualified(string text, string table, string name, string newName, ISqlDialect dialect)
    {
        var names = SchemaLinks.NameComparer(dialect.Dialect);

        return Replace(text, (name, newName), dialect, token => names.Equals(token.Qualifier, table) && !token.BeforeDot && names.Equals(token.Name, name));
    }

    /// <summary>Replaces a column of the trigger's own table: in <c>UPDATE OF</c>, and behind WHEN.</summary>
    public static string RenameInTrigger(string text, string name, string newName, ISqlDialect dialect)
    {
        var names = SchemaLinks.NameComparer(dialect.Dialect);
        var clause = "";

        return Replace(text, (name, newName), dialect, token =>
        {
            var word = token.Quoted || token.Qualifier is not null ? "" : token.Name.ToLowerInvariant();
            clause = word is "of" or "on" or "when" or "execute" ? word : clause;

            return clause is "of" or "when" && !token.Call && !token.BeforeDot && names.Equals(token.Name, name);
        });
    }

    /// <summary>Replaces a relation where a statement can only mean a relation: after FROM, JOIN, ON and the like, and before a dot.</summary>
    public static string RenameRelation(string text, ObjectName relation, string newName, ISqlDialect dialect)
    {
        var names = SchemaLinks.NameComparer(dialect.Dialect);
        var previous = "";
        var listsRelations = false;

        return Replace(text, (relation.Name, newName), dialect, token =>
        {
            var isRelation = names.Equals(token.Name, relation.Name)
                && (token.Qualifier is null || names.Equals(token.Qualifier, relation.Schema ?? "main"))
                && (token.BeforeDot || RelationWords.Contains(token.Qualifier is null ? previous : "from") || (listsRelations && token.AfterComma));

            if (!token.Quoted && (token.Qualifier is null || token.AfterComma))
            {
                listsRelations = string.Equals(token.Name, "from", StringComparison.OrdinalIgnoreCase) || (listsRelations && !ClauseWords.Contains(token.Name));
            }

            previous = token.Quoted || token.BeforeDot ? previous : token.Name;
            return isRelation;
        });
    }

    /// <summary>Replaces a called or otherwise named function or type.</summary>
    public static string RenameCalled(string text, string name, string newName, ISqlDialect dialect)
    {
        var names = SchemaLinks.NameComparer(dialect.Dialect);

        return Replace(text, (name, newName), dialect, token => !token.BeforeDot && names.Equals(token.Name, name));
    }

    /// <summary>Replaces the first identifier of that name: what the statement makes.</summary>
    public static string RenameFirst(string text, string name, string newName, ISqlDialect dialect)
    {
        var names = SchemaLinks.NameComparer(dialect.Dialect);
        var isDone = false;

        return Replace(text, (name, newName), dialect, token => !isDone && (isDone = names.Equals(token.Name, name)));
    }

    // Cheaper than a scan, and nearly always enough. A quote in a name is doubled in the text.
    private static bool MayHold(string text, string name) => text.Contains(name, StringComparison.OrdinalIgnoreCase) || name.AsSpan().ContainsAny("\"`]");

    private static string Replace(string text, (string Old, string New) name, ISqlDialect dialect, Func<IdentifierToken, bool> isMeant)
    {
        if (!MayHold(text, name.Old))
        {
            return text;
        }

        var result = new StringBuilder(text.Length + 16);
        var copied = 0;

        foreach (var token in IdentifierScanner.Scan(text, dialect.Dialect).Where(isMeant))
        {
            result.Append(text, copied, token.Start - copied).Append(dialect.Quote(name.New));
            copied = token.Start + token.Length;
        }

        return copied == 0 ? text : result.Append(text, copied, text.Length - copied).ToString();
    }
}

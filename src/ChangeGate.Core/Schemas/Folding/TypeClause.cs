using System.Text.RegularExpressions;

namespace ChangeGate.Schemas.Folding;

/// <summary>The clauses of ALTER TYPE and ALTER DOMAIN that a change carries only as text.</summary>
internal static partial class TypeClause
{
    public static UserType Apply(SchemaEdit schema, UserType type, string what)
    {
        if (SetDefault().Match(what) is { Success: true } set)
        {
            return type with { Default = set.Groups["value"].Value.Trim() };
        }

        if (DropDefault().IsMatch(what))
        {
            return type with { Default = null };
        }

        if (Constraint().Match(what) is { Success: true } about)
        {
            return AlterConstraint(type, about.Groups["verb"].Value.ToUpperInvariant(), Name(about, "name", schema), Name(about, "new", schema));
        }

        if (RenameAttribute().Match(what) is { Success: true } rename)
        {
            var (old, name) = (Name(rename, "name", schema), Name(rename, "new", schema));

            return type with { Fields = [.. type.Fields.Select(field => field.Name == old ? field with { Name = name } : field)] };
        }

        if (!Harmless().IsMatch(what))
        {
            schema.IsComplete = false;
        }

        return type;
    }

    private static UserType AlterConstraint(UserType type, string verb, string name, string newName) => type with
    {
        Constraints = verb == "DROP"
            ? [.. type.Constraints.Where(one => one.Name != name)]
            : ConstraintFold.Sort(type.Constraints.Select(one =>
                one.Name != name ? one : verb == "VALIDATE" ? one with { NotValid = false } : one with { Name = newName })),
    };

    private static string Name(Match match, string group, SchemaEdit schema) =>
        IdentifierScanner.Scan(match.Groups[group].Value, schema.Dialect.Dialect).Select(token => token.Name).FirstOrDefault() ?? "";

    [GeneratedRegex("""^\s*set\s+default\s+(?<value>.+)$""", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex SetDefault();

    [GeneratedRegex("""^\s*drop\s+default\s*$""", RegexOptions.IgnoreCase)]
    private static partial Regex DropDefault();

    [GeneratedRegex("""^\s*(?<verb>drop|rename|validate)\s+constraint\s+(if\s+exists\s+)?(?<name>"([^"]|"")+"|\S+)(\s+to\s+(?<new>.+))?""", RegexOptions.IgnoreCase)]
    private static partial Regex Constraint();

    [GeneratedRegex("""^\s*rename\s+attribute\s+(?<name>"([^"]|"")+"|\S+)\s+to\s+(?<new>"([^"]|"")+"|\S+)""", RegexOptions.IgnoreCase)]
    private static partial Regex RenameAttribute();

    [GeneratedRegex("""^\s*(owner\s+to|set\s*\()""", RegexOptions.IgnoreCase)]
    private static partial Regex Harmless();
}

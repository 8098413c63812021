using System.Globalization;
using ChangeGate.Changes.Queries;
using ChangeGate.Sql.PostgreSql.Syntax;
using ChangeGate.Text;

namespace ChangeGate.Sql.PostgreSql.Parser.Outlines;

/// <summary>What of a query's tree its columns depend on.</summary>
internal sealed class QueryOutlineReader
{
    // A tree may be as deep as the text is long; nobody asks for the type of such.
    private const int Deepest = 60;

    // Longer than anybody writes, and short enough to be gone through for each column.
    private const int MostSources = 100;

    // The engine makes no more columns (manual, appendix K).
    private const int MostColumns = 1664;

    private readonly QueryValueReader _values;
    private readonly QuerySourceReader _sources;
    private int _depth;

    private QueryOutlineReader(StatementParser parser)
    {
        _values = new QueryValueReader(parser, this);
        _sources = new QuerySourceReader(this, _values);
    }

    /// <summary>null where it is too deep.</summary>
    public static QueryOutline? Read(SyntaxNode query, StatementParser parser) => new QueryOutlineReader(parser).Read(query);

    /// <summary>Of a query, or of a subquery in its parentheses.</summary>
    public QueryOutline? Read(SyntaxNode query)
    {
        while (query is { Kind: SyntaxKind.Subquery, Children: [var inner] })
        {
            query = inner;
        }

        return query.Kind == SyntaxKind.Query ? Descend(() => ReadParts(query.Children)) : null;
    }

    /// <summary>null where it is too deep.</summary>
    public T? Descend<T>(Func<T?> read)
        where T : class
    {
        if (_depth >= Deepest)
        {
            return null;
        }

        _depth++;
        var made = read();
        _depth--;
        return made;
    }

    private QueryOutline? ReadParts(ReadOnlySpan<SyntaxNode> parts)
    {
        var outline = new QueryOutline([]);

        if (parts is [{ Kind: SyntaxKind.Words, Text: "WITH" }, ..])
        {
            var next = 1;
            var recursive = parts[next] is { Kind: SyntaxKind.Words, Text: "RECURSIVE" };
            next += recursive ? 1 : 0;
            var tables = new List<CommonTable>();

            for (; next < parts.Length && parts[next].Kind == SyntaxKind.Labelled; next++)
            {
                tables.Add(ReadCommonTable(parts[next]));
            }

            outline = outline with { With = [.. tables], Recursive = recursive };
            parts = parts[next..];
        }

        var arms = new List<QueryArm>();

        for (var index = 0; index < parts.Length; index++)
        {
            switch (parts[index])
            {
                case { Kind: SyntaxKind.Words, Text: "SELECT" }:
                    arms.Add(ReadSelect(parts[(index + 1)..]));
                    break;
                case { Kind: SyntaxKind.Words, Text: "VALUES" }:
                    arms.Add(ReadValues(parts[index + 1]));
                    break;
                case { Kind: SyntaxKind.Words, Text: "TABLE" } when index + 1 < parts.Length && parts[index + 1].Kind == SyntaxKind.Relation:
                    arms.Add(new SelectArm([new QueryTarget(null, new EveryColumn(null))], [new RelationSource(parts[index + 1].Name)]));
                    break;
                case { Kind: SyntaxKind.Words, Text: "INTERSECT" or "EXCEPT" }:
                    outline = outline with { TakesAway = true };
                    break;
                case { Kind: SyntaxKind.Subquery } nested when StartsArm(parts, index):
                    if (Read(nested) is not { } inner)
                    {
                        return null;
                    }

                    arms.Add(new NestedArm(inner));
                    break;
            }
        }

        return arms.Count == 0 ? null : outline with { Arms = [.. arms] };
    }

    // Behind WHERE or LIMIT a query in parentheses is a value.
    private static bool StartsArm(ReadOnlySpan<SyntaxNode> parts, int index) =>
        index == 0 || parts[index - 1] is { Kind: SyntaxKind.Words, Text: "UNION" or "INTERSECT" or "EXCEPT" }
        || (index > 1 && parts[index - 1] is { Kind: SyntaxKind.Words, Text: "ALL" or "DISTINCT" } && parts[index - 2] is { Kind: SyntaxKind.Words, Text: "UNION" or "INTERSECT" or "EXCEPT" });

    private CommonTable ReadCommonTable(SyntaxNode table)
    {
        // Behind the body stand the names of its columns; SEARCH and CYCLE add others.
        var names = table.Children[1..];
        var isPlain = !names.Any(static word => word.Text is "SEARCH" or "CYCLE");
        return new CommonTable(table.Name.Name, [.. names.Select(static word => AliasText.Name(word.Text!))], isPlain ? Read(table.Children[0]) : null);
    }

    private SelectArm ReadSelect(ReadOnlySpan<SyntaxNode> parts)
    {
        var at = parts is [{ Kind: SyntaxKind.Words, Text: "DISTINCT" }, ..] ? 1 : 0;
        at += parts[at..] is [{ Kind: SyntaxKind.Words, Text: "ON" }, ..] ? 2 : 0;

        if (at >= parts.Length || parts[at].Kind != SyntaxKind.List || parts[at].Children.Length > MostColumns)
        {
            return new SelectArm([], []);
        }

        var targets = parts[at].Children.Select(ReadTarget);
        var from = parts[(at + 1)..] is [{ Kind: SyntaxKind.Words, Text: "FROM" }, var items, ..] ? items.Children : [];
        return new SelectArm([.. targets], from.Length > MostSources ? [new OpaqueSource()] : [.. from.Select(_sources.Read)]);
    }

    private QueryTarget ReadTarget(SyntaxNode target)
    {
        var (label, value) = target.Kind == SyntaxKind.Labelled ? (target.Text, target.Children[0]) : (null, target);
        var read = _values.ReadTarget(value);
        return new QueryTarget(read is EveryColumn ? null : label ?? TargetName.Of(value), read);
    }

    private ValuesArm ReadValues(SyntaxNode rows)
    {
        var read = rows.Children.Select(ReadRow).ToList();

        // Of a long list only the beginning is kept.
        if (read.Count > 0 && rows.Text != read.Count.ToString(CultureInfo.InvariantCulture))
        {
            read.Add([.. read[0].Select(static _ => new OpaqueValue())]);
        }

        return new ValuesArm([.. read]);
    }

    private EquatableList<QueryValue> ReadRow(SyntaxNode row) => [.. row.Children.Select(_values.Read)];
}

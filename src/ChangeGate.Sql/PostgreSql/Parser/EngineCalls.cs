using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Functions of the engine and of well-known extensions that change stored values or run a text as SQL.</summary>
internal static class EngineCalls
{
    private static readonly ObjectName LargeObjects = new("pg_catalog", "pg_largeobject");

    public static void Note(StatementParser parser, ObjectName function, SyntaxNode arguments)
    {
        if (ChangeOf(parser, function, arguments) is not { } changes)
        {
            return;
        }

        foreach (var change in changes)
        {
            parser.Uses.Writes.Add(change with { Span = parser.SpanFrom(parser.StatementStart) });
        }
    }

    private static IEnumerable<Change>? ChangeOf(StatementParser parser, ObjectName function, SyntaxNode arguments) => function.Name switch
    {
        "lo_unlink" => [new DeleteRows(LargeObjects) { Filter = RowFilter.Some }],
        "lo_put" or "lo_truncate" or "lo_truncate64" or "lowrite" => [new UpdateRows(LargeObjects) { Columns = ["data"], Filter = RowFilter.Some }],
        "set_config" when function.Schema is null or "pg_catalog" => SettingOf(parser, arguments.Children),
        "query_to_xml" or "query_to_xmlschema" or "query_to_xml_and_xmlschema" or "ts_stat" or "crosstab" or "dblink_exec" or "dblink" or "dblink_send_query" => TextOf(parser, function, arguments.Children),
        _ => null,
    };

    private static IEnumerable<Change>? SettingOf(StatementParser parser, SyntaxNode[] arguments)
    {
        if (arguments is not [var name, var value, var local])
        {
            return null;
        }

        // A value that is computed may be any.
        return Constant(parser, name)?.ToLowerInvariant() is not { } setting ? null
            : Constant(parser, value) is { } text ? [new SetSetting(setting, text, local.Kind == SyntaxKind.True)]
            : setting == "search_path" ? [new RunDynamicSql(parser.Text.Substring(value.Span.Start, value.Span.Length))] : null;
    }

    // The first argument that is a text is run where it can be read; a connection's name cannot.
    private static List<Change> TextOf(StatementParser parser, ObjectName function, SyntaxNode[] arguments)
    {
        foreach (var argument in arguments)
        {
            if (Constant(parser, argument) is { } sql && parser.BlockDepth < BlockStatements.DeepestBlock)
            {
                var changes = new ScriptReader(sql, parser.BlockDepth + 1).Read().SelectMany(static statement => statement.Changes).ToList();

                if (!changes.Any(static change => change is Unclassified))
                {
                    return changes;
                }
            }
        }

        return [new RunDynamicSql($"{function}(…)")];
    }

    private static string? Constant(StatementParser parser, SyntaxNode node)
    {
        while (node.Kind == SyntaxKind.Cast)
        {
            node = node.Children[0];
        }

        return node.Kind == SyntaxKind.String ? parser.ValueOf(node) : null;
    }
}

using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Parser.Outlines;
using ChangeGate.Sql.PostgreSql.Syntax;
using ChangeGate.Text;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>SELECT, INSERT, UPDATE, DELETE and MERGE, with the common tables before them.</summary>
internal static class DataStatements
{
    /// <summary>One of them as a whole statement.</summary>
    public static void Read(StatementParser parser)
    {
        var (kind, query) = ReadPreparable(parser);
        parser.Draft.Kind = kind;
        AddUses(parser, query);
    }

    /// <summary>One of them wherever the grammar takes one: in WITH, behind EXPLAIN, in COPY. Changes to data go to the draft.</summary>
    public static (string Kind, SyntaxNode? Query) ReadPreparable(StatementParser parser)
    {
        var start = parser.Position;
        var commonTables = parser.Uses.CommonTableCount;
        var parts = new List<SyntaxNode>();

        if (parser.Is(Keyword.With))
        {
            WithReader.Read(parser, parts);
        }

        var kind = ReadBehindWith(parser, parts);
        parser.Uses.ForgetCommonTables(commonTables);
        return (kind, kind == "SelectStmt" ? parser.Node(SyntaxKind.Query, start, null, [.. parts]) : null);
    }

    /// <summary>Adds what is done by calling and reading, once the statement has been read.</summary>
    public static void AddUses(StatementParser parser, SyntaxNode? query)
    {
        if (parser.Draft.Into is { } into)
        {
            parser.Draft.Add(into with
            {
                Query = query is null ? null : parser.Text.Substring(query.Span.Start, query.Span.Length),
                Outline = query is null ? null : QueryOutlineReader.Read(query, parser),
                CopyOf = query is null ? null : CopyReader.Read(query, parser),
            });
        }

        foreach (var sequence in parser.Uses.SetSequences)
        {
            parser.Draft.Add(new AlterSequence(sequence ?? new ObjectName(null, "")) { Restarts = true });
        }

        foreach (var write in parser.Uses.Writes)
        {
            parser.Draft.Add(write);
        }

        if (parser.Uses.ToChange(query is not null) is { } read)
        {
            parser.Draft.Add(read);
        }
    }

    private static string ReadBehindWith(StatementParser parser, List<SyntaxNode> parts)
    {
        switch (parser.Keyword)
        {
            case Keyword.Insert:
                InsertStatements.Read(parser);
                return "InsertStmt";
            case Keyword.Update:
                ReadUpdate(parser);
                return "UpdateStmt";
            case Keyword.Delete:
                ReadDelete(parser);
                return "DeleteStmt";
            case Keyword.Merge:
                MergeStatements.Read(parser);
                return "MergeStmt";
            default:
                QueryReader.ReadBody(parser, parts);
                return "SelectStmt";
        }
    }

    private static void ReadUpdate(StatementParser parser)
    {
        var start = parser.Position;
        parser.Expect(Keyword.Update);
        var table = FromReader.ReadRelationName(parser);
        var alias = ReadTargetAlias(parser);
        parser.Expect(Keyword.Set);
        var (columns, values) = ReadAssignments(parser);
        var joins = parser.Accept(Keyword.From);

        if (joins)
        {
            FromReader.ReadItems(parser);
        }

        var (filter, where) = ReadWhere(parser, alias ?? table.Name);
        ReadReturning(parser);
        parser.Draft.Add(new UpdateRows(table) { Columns = columns, Values = values, Filter = filter, Where = where, Alias = alias, Joins = joins, Span = parser.SpanFrom(start) });
    }

    private static void ReadDelete(StatementParser parser)
    {
        var start = parser.Position;
        parser.Expect(Keyword.Delete);
        parser.Expect(Keyword.From);
        var table = FromReader.ReadRelationName(parser);
        var alias = ReadTargetAlias(parser);
        var joins = parser.Accept(Keyword.Using);

        if (joins)
        {
            FromReader.ReadItems(parser);
        }

        var (filter, where) = ReadWhere(parser, alias ?? table.Name);
        var returned = ReadReturning(parser);
        parser.Uses.Returned = returned is null ? null : CopyReader.ReadReturned(table, alias, returned, parser);
        parser.Draft.Add(new DeleteRows(table) { Filter = filter, Where = where, Alias = alias, Joins = joins, Span = parser.SpanFrom(start) });
    }

    /// <summary>The alias of the table that a statement changes; SET is none.</summary>
    public static string? ReadTargetAlias(StatementParser parser) =>
        parser.Accept(Keyword.As) || (parser.IsName() && !parser.Is(Keyword.Set)) ? parser.ReadName() : null;

    /// <summary><c>a = 1, (b, c) = (2, 3)</c>: the columns that are set, and what each is set to, as written.</summary>
    public static (EquatableList<string> Columns, EquatableList<string> Values) ReadAssignments(StatementParser parser)
    {
        var columns = new List<string>();
        var values = new List<string>();

        do
        {
            var targets = parser.Is(TokenKind.LeftParenthesis) ? ReadTargetColumns(parser) : new List<string> { ReadTargetColumn(parser) };
            parser.Expect(TokenKind.Equal, "=");
            var start = parser.Position;
            var value = parser.ReadExpression();
            columns.AddRange(targets);

            // A query in parentheses gives all of them at once: its text stands for each.
            values.AddRange(value.Kind == SyntaxKind.Row && value.Children.Length == targets.Count
                ? value.Children.Select(item => parser.Text.Substring(item.Span.Start, item.Span.Length))
                : Enumerable.Repeat(parser.TextFrom(start), targets.Count));
        }
        while (parser.Accept(TokenKind.Comma));

        return ([.. columns], [.. values]);
    }

    /// <summary>Columns in parentheses, each perhaps with a field or a subscript behind it.</summary>
    public static List<string> ReadTargetColumns(StatementParser parser)
    {
        var columns = new List<string>();
        parser.ExpectLeft();

        do
        {
            columns.Add(ReadTargetColumn(parser));
        }
        while (parser.Accept(TokenKind.Comma));

        parser.ExpectRight();
        return columns;
    }

    /// <summary>The list; null where there is none.</summary>
    public static SyntaxNode? ReadReturning(StatementParser parser)
    {
        if (!parser.Accept(Keyword.Returning))
        {
            return null;
        }

        // PostgreSQL 18: RETURNING WITH (OLD AS o, NEW AS n) …
        if (parser.Is(Keyword.With) && parser.Ahead(1).Kind == TokenKind.LeftParenthesis)
        {
            parser.Advance();
            parser.Advance();

            do
            {
                parser.ExpectOneOf(Keyword.Old, Keyword.New);
                parser.Expect(Keyword.As);
                parser.ReadName();
            }
            while (parser.Accept(TokenKind.Comma));

            parser.ExpectRight();
        }

        return SelectReader.ReadTargets(parser);
    }

    private static string ReadTargetColumn(StatementParser parser)
    {
        var start = parser.Position;
        var column = parser.ReadName();
        parser.ReadIndirection(SyntaxNode.Missing(0), start);
        return column;
    }

    public static (RowFilter Filter, string? Where) ReadWhere(StatementParser parser, string table)
    {
        if (!parser.Accept(Keyword.Where))
        {
            return (RowFilter.None, null);
        }

        var start = parser.Position;

        if (parser.Is(Keyword.Current, Keyword.Of))
        {
            parser.Advance();
            parser.Advance();
            parser.ReadName();
            return (RowFilter.Some, parser.TextFrom(start));
        }

        var condition = parser.ReadExpression();
        return (Conditions.FilterOf(condition, parser, table), parser.TextFrom(start));
    }
}

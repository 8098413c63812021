using ChangeGate.Changes;
using ChangeGate.Sql.Sqlite.Syntax;

namespace ChangeGate.Sql.Sqlite.Reading;

/// <summary>What a query reads and calls, its subqueries included.</summary>
internal sealed class QueryReader
{
    private readonly List<ObjectName> _relations = [];
    private readonly HashSet<ObjectName> _seenRelations = [];
    private readonly List<ObjectName> _calls = [];
    private readonly HashSet<ObjectName> _seenCalls = [];

    // How many enclosing WITH define each name.
    private readonly Dictionary<string, int> _commonTables = new(StringComparer.OrdinalIgnoreCase);

    private QueryReader()
    {
    }

    /// <summary>The relations that it reads as they are written, each once, without those of its own WITH.</summary>
    public static List<ObjectName> Relations(Query query) => Walk(query)._relations;

    public static List<ObjectName> Calls(Query query) => Walk(query)._calls;

    /// <summary>The names of its output columns; empty where one of them is not known from the text.</summary>
    public static List<string> NamesOf(Query query)
    {
        var names = query.Cores.Count == 0 ? [] : query.Cores[0].Items.Select(item => item.Alias ?? (item.Value as NamePath)?.Column).ToList();
        return names.Contains(null) ? [] : names.ConvertAll(name => name!);
    }

    private static QueryReader Walk(Query query)
    {
        var reader = new QueryReader();
        reader.Visit(query);
        return reader;
    }

    private void Visit(Query query)
    {
        foreach (var table in query.With)
        {
            _commonTables[table.Name] = _commonTables.GetValueOrDefault(table.Name) + 1;
        }

        foreach (var table in query.With)
        {
            Visit(table.Query);
        }

        foreach (var core in query.Cores)
        {
            Visit(core);
        }

        Visit(query.Tail);

        foreach (var table in query.With)
        {
            _commonTables[table.Name]--;
        }
    }

    private void Visit(QueryCore core)
    {
        foreach (var item in core.Items)
        {
            Visit(item.Value);
        }

        foreach (var source in core.From)
        {
            Visit(source);
        }

        Visit(core.Where);
        Visit(core.Others);
    }

    private void Visit(Source source)
    {
        if (source is { Name: { } name, IsFunction: true })
        {
            AddCall(name);
        }
        else if (source.Name is { } relation)
        {
            AddRelation(relation);
        }

        if (source.Query is { } query)
        {
            Visit(query);
        }

        foreach (var nested in source.Nested)
        {
            Visit(nested);
        }

        Visit(source.Expressions);
    }

    private void Visit(IReadOnlyList<Expression> expressions)
    {
        foreach (var expression in expressions)
        {
            Visit(expression);
        }
    }

    private void Visit(Expression? expression)
    {
        switch (expression)
        {
            case null:
                return;
            case Call call:
                AddCall(new ObjectName(null, call.Function));
                break;
            case Operation { Table: { } table }:
                Visit(table);
                break;
        }

        if (expression.Query is { } query)
        {
            Visit(query);
        }

        Visit(expression.Operands);
    }

    private void AddRelation(ObjectName name)
    {
        var isCommonTable = name.Schema is null && _commonTables.GetValueOrDefault(name.Name) > 0;

        if (!isCommonTable && _seenRelations.Add(name))
        {
            _relations.Add(name);
        }
    }

    private void AddCall(ObjectName name)
    {
        if (_seenCalls.Add(name))
        {
            _calls.Add(name);
        }
    }
}

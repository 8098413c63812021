using ChangeGate.Changes;
using ChangeGate.Sql.Sqlite.Lexing;
using ChangeGate.Sql.Sqlite.Reading;
using ChangeGate.Sql.Sqlite.Syntax;

namespace ChangeGate.Sql.Sqlite.Parsing;

/// <summary>INSERT and REPLACE (lang_insert.html) with upsert (lang_upsert.html).</summary>
internal sealed partial class Parser
{
    private Statement Insert(List<CommonTable> with)
    {
        var replaces = _cursor.At(Keyword.Replace);
        _cursor.Advance();
        var resolution = replaces ? null : OrResolution();
        _cursor.Take(Keyword.Into);
        var table = QualifiedName(ExpectedTable);
        TargetAlias();
        var columns = OptionalNameList(ExpectedColumn);
        var query = _cursor.TryTake(Keyword.Default, Keyword.Values) ? null : Query();
        var upsert = query is null ? new Upsert([]) : Upserts();
        upsert.Expressions.AddRange(Returning());
        var whole = new Query(with, query?.Cores ?? [], [.. query?.Tail ?? [], .. upsert.Expressions]);
        var reads = ReadsOf(query is null || with.Count > 0 ? whole : new Query(query.With, query.Cores, whole.Tail));

        var change = new InsertRows(table)
        {
            Columns = [.. columns],
            Replaces = replaces || resolution == "REPLACE" || upsert.Updates,
            ReplacesWhere = upsert.Where,
        };

        change = query is null ? change with { Rows = 1 } : Filled(change, with, query);
        return Made("InsertStmt", [resolution == "IGNORE" || upsert.Ignores ? change with { CopyOf = null, Written = null } : change, .. reads]) with
        {
            Relation = table.ToString(),
        };
    }

    private InsertRows Filled(InsertRows change, List<CommonTable> with, Query query)
    {
        if (_cursor.HasFailed)
        {
            return change;
        }

        if (query.Cores is [{ IsValues: true } values])
        {
            return change with { Rows = values.Rows, Written = values.Rows <= InsertRows.FewRows ? _cursor.Slice(query.Span) : null };
        }

        var scoped = with.Count == 0 ? query : new Query([.. with, .. query.With], query.Cores, query.Tail) { Limit = query.Limit, HasOffset = query.HasOffset };
        return change with { Query = _cursor.Slice(query.Span), Reads = [.. QueryReader.Relations(scoped)], CopyOf = CopyReader.Read(scoped) };
    }

    private Upsert Upserts()
    {
        var upsert = new Upsert([]);

        while (_cursor.TryTake(Keyword.On))
        {
            _cursor.Take(Keyword.Conflict);

            if (_cursor.TryTake(TokenKind.LeftParenthesis))
            {
                upsert.Expressions.AddRange(SortList());
                CloseParenthesis();

                if (Where() is { } where)
                {
                    upsert.Expressions.Add(where);
                }
            }

            _cursor.Take(Keyword.Do);

            if (_cursor.TryTake(Keyword.Nothing))
            {
                upsert.Ignores = true;
            }
            else
            {
                UpsertUpdate(upsert);
            }
        }

        return upsert;
    }

    private void UpsertUpdate(Upsert upsert)
    {
        _cursor.Take(Keyword.Update);
        _cursor.Take(Keyword.Set);
        upsert.Expressions.AddRange(Assignments().Values.Select(value => value.Expression));
        var condition = Condition();

        // Of several updates, one without a condition overwrites whatever the others spare.
        upsert.Where = upsert is { Updates: true, Where: null } ? null : condition?.Text;
        upsert.Updates = true;

        if (condition is not null)
        {
            upsert.Expressions.Add(condition.Expression);
        }
    }

    private sealed record Upsert(List<Expression> Expressions)
    {
        public bool Ignores { get; set; }

        public bool Updates { get; set; }

        public string? Where { get; set; }
    }
}

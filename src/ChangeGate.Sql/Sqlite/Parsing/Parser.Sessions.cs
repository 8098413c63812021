using ChangeGate.Changes;
using ChangeGate.Sql.Sqlite.Lexing;
using ChangeGate.Sql.Sqlite.Syntax;

namespace ChangeGate.Sql.Sqlite.Parsing;

/// <summary>PRAGMA, transactions, ATTACH and upkeep.</summary>
internal sealed partial class Parser
{
    private Statement Session()
    {
        var keyword = Current.Keyword;

        if (!StartsSession(keyword))
        {
            _cursor.Fail("expected a statement");
            return Made("");
        }

        _cursor.Advance();

        switch (keyword)
        {
            case Keyword.Begin:
                _ = _cursor.TryTake(Keyword.Deferred) || _cursor.TryTake(Keyword.Immediate) || _cursor.TryTake(Keyword.Exclusive);
                TransactionName();
                return Transaction(TransactionAction.Begin);
            case Keyword.Commit or Keyword.End:
                TransactionName();
                return Transaction(TransactionAction.Commit);
            case Keyword.Rollback:
                return Rollback();
            case Keyword.Savepoint:
                return Transaction(TransactionAction.Savepoint, Name("expected a savepoint"));
            case Keyword.Release:
                _cursor.TryTake(Keyword.Savepoint);
                return Transaction(TransactionAction.Release, Name("expected a savepoint"));
            case Keyword.Pragma:
                return Pragma();
            case Keyword.Attach:
                return Attach();
            case Keyword.Detach:
                return Detach();
            case Keyword.Vacuum:
                return Vacuum();
            case Keyword.Analyze:
                return Made("AnalyzeStmt", new Maintain("ANALYZE", OptionalName()));
            default:
                return ReindexStatement();
        }
    }

    private static bool StartsSession(Keyword keyword) => keyword
        is Keyword.Begin or Keyword.Commit or Keyword.End or Keyword.Rollback or Keyword.Savepoint or Keyword.Release
        or Keyword.Pragma or Keyword.Attach or Keyword.Detach or Keyword.Vacuum or Keyword.Analyze or Keyword.Reindex;

    private static Statement Transaction(TransactionAction action, string? savepoint = null) => Made("TransactionStmt", new ControlTransaction(action, savepoint));

    private void TransactionName()
    {
        if (_cursor.TryTake(Keyword.Transaction) && IsName(Current))
        {
            _cursor.Advance();
        }
    }

    private Statement Rollback()
    {
        TransactionName();

        if (!_cursor.TryTake(Keyword.To))
        {
            return Transaction(TransactionAction.Rollback);
        }

        _cursor.TryTake(Keyword.Savepoint);
        return Transaction(TransactionAction.RollbackToSavepoint, Name("expected a savepoint"));
    }

    private Statement Pragma()
    {
        var name = Normalize(WrittenName("expected the name of a pragma"));
        string? value = null;

        if (_cursor.TryTake(TokenKind.Equal))
        {
            value = PragmaValue();
        }
        else if (_cursor.TryTake(TokenKind.LeftParenthesis))
        {
            value = PragmaValue();
            CloseParenthesis();
        }

        var pragma = name.ToString().ToLowerInvariant();
        return Made("PragmaStmt", new SetPragma(pragma, value)) with { NeedsAutocommit = value is not null && IgnoredInTransaction(name.Name) };
    }

    // Inside a transaction foreign_keys does nothing and the others fail (pragma.html).
    private static bool IgnoredInTransaction(string pragma) => pragma.ToLowerInvariant() is "foreign_keys" or "journal_mode" or "synchronous";

    private string PragmaValue()
    {
        var start = Current.Start;

        if (Current.Kind is TokenKind.Plus or TokenKind.Minus or TokenKind.Integer or TokenKind.Float)
        {
            return SignedNumber();
        }

        if (Current.Keyword is Keyword.On or Keyword.Delete or Keyword.Default)
        {
            _cursor.Advance();
            return _cursor.SliceFrom(start);
        }

        return Name("expected a value");
    }

    private Statement Attach()
    {
        _cursor.TryTake(Keyword.Database);
        var path = Expression();
        _cursor.Take(Keyword.As);
        var name = Expression();

        if (_cursor.TryTake(Keyword.Key))
        {
            Expression();
        }

        return Made("AttachStmt", new AttachDatabase(ConstantOf(path), ConstantOf(name) ?? "", true));
    }

    private Statement Detach()
    {
        _cursor.TryTake(Keyword.Database);
        return Made("DetachStmt", new AttachDatabase(null, ConstantOf(Expression()) ?? "", false));
    }

    /// <summary>The text of a string, or of a name, which stands for itself here; null for what only the running engine knows.</summary>
    private static string? ConstantOf(Expression expression) => expression switch
    {
        Literal { Kind: LiteralKind.String } literal => literal.Text[1..^1].Replace("''", "'", StringComparison.Ordinal),
        NamePath { Names: [var name] } => name,
        _ => null,
    };

    private Statement Vacuum()
    {
        if (IsName(Current))
        {
            _cursor.Advance();
        }

        if (!_cursor.TryTake(Keyword.Into))
        {
            return Made("VacuumStmt", new Maintain("VACUUM", null)) with { NeedsAutocommit = true };
        }

        Expression();
        return Made("VacuumStmt", new Maintain("VACUUM INTO", null)) with { NeedsAutocommit = true };
    }

    private ObjectName? OptionalName() => _cursor.IsAtEndOfStatement ? null : QualifiedName("expected a name");

    // The name may be that of a collation, a table or an index; the text does not say which.
    private Statement ReindexStatement()
    {
        var target = OptionalName() is { } name ? new ObjectId(ObjectKind.Index, name) : null;
        return Made("ReindexStmt", new Reindex(target));
    }
}

using ChangeGate.Changes;
using ChangeGate.Sql.Sqlite.Lexing;
using ChangeGate.Text;

namespace ChangeGate.Sql.Sqlite.Parsing;

/// <summary>ALTER TABLE (lang_altertable.html), with what newer releases than 3.52 add to it.</summary>
internal sealed partial class Parser
{
    private Statement Alter()
    {
        _cursor.Advance();
        _cursor.Take(Keyword.Table);
        var table = QualifiedName(ExpectedTable);
        var start = Current.Start;
        var (subkind, change) = Alteration(table);
        return Made("AlterTableStmt", change with { Span = Span.Between(start, Math.Max(start, _cursor.LastEnd)) }) with
        {
            Relation = table.ToString(),
            Subkinds = [subkind],
        };
    }

    private (string Subkind, Change Change) Alteration(ObjectName table)
    {
        if (_cursor.TryTake(Keyword.Rename))
        {
            return Rename(table);
        }

        if (_cursor.TryTake(Keyword.Add))
        {
            return Add(table);
        }

        if (_cursor.TryTake(Keyword.Drop))
        {
            return DropPart(table);
        }

        return AlterColumn(table);
    }

    private (string Subkind, Change Change) Rename(ObjectName table)
    {
        if (_cursor.TryTake(Keyword.To))
        {
            return ("RenameTable", new RenameTable(table, Name(ExpectedTable)));
        }

        TryTakeColumn();
        var column = Name(ExpectedColumn);
        _cursor.Take(Keyword.To);
        return ("RenameColumn", new RenameColumn(table, column, Name(ExpectedColumn)));
    }

    private (string Subkind, Change Change) Add(ObjectName table)
    {
        var constraints = new List<ConstraintDefinition>();

        if (AtTableConstraint())
        {
            TableConstraint(constraints);
            return ("AddConstraint", new AddConstraint(table, constraints is [var one] ? one : new ConstraintDefinition { Kind = ConstraintKind.Check }));
        }

        TryTakeColumn();
        var column = Column(constraints);
        return ("AddColumn", new AddColumn(table, column) { Constraints = [.. constraints] });
    }

    private void TableConstraint(List<ConstraintDefinition> constraints)
    {
        var name = _cursor.TryTake(Keyword.Constraint) ? Name("expected the name of a constraint") : null;

        if (!AtTableConstraint() || _cursor.At(Keyword.Constraint))
        {
            _cursor.Fail("expected a constraint");
            return;
        }

        constraints.Add(TableConstraint() with { Name = name });
    }

    private (string Subkind, Change Change) DropPart(ObjectName table)
    {
        if (_cursor.TryTake(Keyword.Constraint))
        {
            return ("DropConstraint", new DropConstraint(table, Name("expected the name of a constraint")));
        }

        TryTakeColumn();
        return ("DropColumn", new DropColumn(table, Name(ExpectedColumn)));
    }

    private (string Subkind, Change Change) AlterColumn(ObjectName table)
    {
        if (!_cursor.TryTake(Keyword.Alter))
        {
            _cursor.Fail("expected RENAME, ADD, DROP or ALTER");
        }

        TryTakeColumn();
        var column = Name(ExpectedColumn);
        var drops = _cursor.TryTake(Keyword.Drop);

        if (!drops)
        {
            _cursor.Take(Keyword.Set);
        }

        _cursor.Take(Keyword.Not);
        _cursor.Take(Keyword.Null);
        return drops ? ("DropNotNull", new DropNotNull(table, column)) : ("SetNotNull", new SetNotNull(table, column));
    }

    private void TryTakeColumn() => _cursor.TryTake(Keyword.Column);
}

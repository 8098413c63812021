using System.Diagnostics;
using System.Text;
using ChangeGate.Changes;

namespace ChangeGate.Rollbacks;

public sealed partial class DdlWriter
{
    /// <summary>A constraint as CREATE TABLE and ADD take it; NOT VALID only where <see cref="AddConstraint"/> adds it.</summary>
    public string Constraint(ConstraintDefinition constraint)
    {
        var text = new StringBuilder(constraint.Name is null ? "" : $"CONSTRAINT {Name(constraint.Name)} ");
        text.Append(constraint.Kind switch
        {
            ConstraintKind.PrimaryKey => $"PRIMARY KEY {Key(constraint)}",
            ConstraintKind.Unique => $"UNIQUE {Key(constraint)}",
            ConstraintKind.ForeignKey => ForeignKey(constraint),
            ConstraintKind.Check => $"CHECK ({constraint.Expression}){(constraint.NoInherit ? " NO INHERIT" : "")}",
            ConstraintKind.Exclusion => $"EXCLUDE {constraint.Expression}",
            ConstraintKind.NotNull => $"NOT NULL {Name(constraint.Columns[0])}{(constraint.NoInherit ? " NO INHERIT" : "")}",
            _ => throw new UnreachableException($"No text for {constraint.Kind}."),
        });
        text.Append(constraint.Deferrable ? " DEFERRABLE" : "");
        text.Append(constraint.InitiallyDeferred ? " INITIALLY DEFERRED" : "");
        text.Append(constraint.NotEnforced ? " NOT ENFORCED" : "");
        return text.ToString();
    }

    public string AddConstraint(ObjectName table, ConstraintDefinition constraint) =>
        $"ALTER TABLE {Name(table)} ADD {Constraint(constraint)}{(constraint.NotValid ? " NOT VALID" : "")}";

    public string DropConstraint(ObjectName table, string constraint, bool ifExists = false) =>
        $"ALTER TABLE {Name(table)} DROP CONSTRAINT {IfExists(ifExists)}{Name(constraint)}";

    public string ValidateConstraint(ObjectName table, string constraint) => $"ALTER TABLE {Name(table)} VALIDATE CONSTRAINT {Name(constraint)}";

    public string CreateIndex(IndexDefinition index, bool concurrently, bool ifNotExists = false)
    {
        var text = new StringBuilder("CREATE ").Append(index.Unique ? "UNIQUE " : "").Append("INDEX ").Append(concurrently ? "CONCURRENTLY " : "");

        if (index.Name is { } name)
        {
            // An index lives in the schema of its table: PostgreSQL takes no schema here, SQLite takes it here and not on the table.
            text.Append(ifNotExists ? "IF NOT EXISTS " : "").Append(IsSqlite ? Name(index.Table with { Name = name }) : Name(name)).Append(' ');
        }

        text.Append("ON ").Append(IsSqlite ? Name(index.Table.Name) : Name(index.Table));
        text.Append(IsSqlite || index.Method == "btree" ? "" : $" USING {Name(index.Method)}");
        text.Append($" ({string.Join(", ", index.Elements.Select(Element))})");
        text.Append(index.Include.Count == 0 ? "" : $" INCLUDE ({Names(index.Include)})");
        text.Append(index.NullsNotDistinct ? " NULLS NOT DISTINCT" : "");
        text.Append(index.Options.Count == 0 ? "" : $" WITH ({string.Join(", ", index.Options)})");
        text.Append(index.Where is null ? "" : $" WHERE {index.Where}");
        return text.ToString();
    }

    public string DropIndex(ObjectName index, bool concurrently) => $"DROP INDEX {(concurrently ? "CONCURRENTLY " : "")}{Name(index)}";

    private string Key(ConstraintDefinition constraint)
    {
        if (constraint.UsingIndex is { } index && constraint.Columns.Count == 0)
        {
            return $"USING INDEX {Name(index)}";
        }

        var distinct = constraint.NullsNotDistinct ? "NULLS NOT DISTINCT " : "";
        return $"{distinct}({Names(constraint.Columns)}){(constraint.Include.Count == 0 ? "" : $" INCLUDE ({Names(constraint.Include)})")}";
    }

    private string ForeignKey(ConstraintDefinition constraint)
    {
        var references = constraint.References ?? throw new ArgumentException("A foreign key references a table.", nameof(constraint));
        var text = new StringBuilder($"FOREIGN KEY ({Names(constraint.Columns)}) REFERENCES {Name(references.Table)}");
        text.Append(references.Columns.Count == 0 ? "" : $" ({Names(references.Columns)})");
        text.Append(references.MatchFull ? " MATCH FULL" : "");
        text.Append(references.OnDelete == ReferentialAction.NoAction ? "" : $" ON DELETE {Action(references.OnDelete)}");
        text.Append(references.OnUpdate == ReferentialAction.NoAction ? "" : $" ON UPDATE {Action(references.OnUpdate)}");
        return text.ToString();
    }

    private string Element(IndexElement element)
    {
        var text = new StringBuilder(element.Column is { } column ? Name(column) : $"({element.Expression})");
        text.Append(element.Collation is null ? "" : $" COLLATE {Collation(element.Collation)}");
        text.Append(element.OperatorClass is null ? "" : $" {element.OperatorClass}");
        text.Append(element.Descending ? " DESC" : "");
        text.Append(element.NullsFirst switch
        {
            true => " NULLS FIRST",
            false => " NULLS LAST",
            null => "",
        });
        return text.ToString();
    }
}

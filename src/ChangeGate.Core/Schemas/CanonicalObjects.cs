using System.Diagnostics;
using ChangeGate.Changes;
using ChangeGate.Schemas.Folding;

namespace ChangeGate.Schemas;

/// <summary>
/// Objects in the one form in which two are equal exactly when the engine could not tell them apart by what a snapshot holds: expressions in one
/// spelling, defaults of the engine left out, everything derived left out.
/// </summary>
internal sealed class CanonicalObjects(ISqlDialect dialect)
{
    private readonly Dictionary<string, string> _expressions = new(StringComparer.Ordinal);

    /// <summary>
    /// Leaves out what PostgreSQL prints from its own tree instead of keeping: the queries of views, bodies that are not text, objects that are
    /// not looked into. For comparing what a migration wrote with what the engine says.
    /// </summary>
    public bool OnlyKeptText { get; init; }

    /// <summary>False for what is no part of a schema's identity: temporary objects, and what another object already says.</summary>
    public bool Has(SchemaObject value) => !SchemaSnapshot.IsTemporary(value.Id) && !IsDerived(value) && !(LeavesOutText && IsUnsaid(value));

    /// <summary>null for what <see cref="Has"/> does not count.</summary>
    public SchemaObject? Of(SchemaObject value)
    {
        if (!Has(value))
        {
            return null;
        }

        var plain = value with { DependsOn = [], Comment = string.IsNullOrEmpty(value.Comment) ? null : value.Comment };

        return plain switch
        {
            Table table => Of(table),
            Index index => index with { Definition = Of(index.Definition) },
            View view when LeavesOutText => view with { Definition = "", Query = "", Columns = [], Outputs = [] },
            View view => view with { Definition = "", Query = CanonicalText.OfStatement(view.Query, dialect), Outputs = [] },
            Sequence sequence => sequence with { Options = SequenceOptions.WithoutUsualStart(SequenceOptions.Merge([], sequence.Options)) },
            UserType type => Of(type),
            Function function => Of(function),
            Trigger trigger => trigger with { Definition = CanonicalText.OfTrigger(trigger.Definition, dialect) },
            RowPolicy policy => policy with { Definition = CanonicalText.OfPolicy(policy.Definition, dialect) },
            Privilege privilege => privilege with { Privileges = CanonicalPrivileges.Of(privilege) },
            OtherObject other => other with { Definition = other.Definition is null ? null : CanonicalText.OfStatement(other.Definition, dialect) },
            NamedSchema or Extension => plain,
            _ => throw new UnreachableException($"No canonical form of {plain.GetType().Name}."),
        };
    }

    private bool LeavesOutText => OnlyKeptText && dialect.Dialect == Dialect.PostgreSql;

    // Everybody may call functions and use types from the start: the engine writes it down only once anything else was granted.
    private static bool IsUnsaid(SchemaObject value) => value is OtherObject or Privilege { Grantee: "public", On.Kind: ObjectKind.Function or ObjectKind.Type };

    // A constraint says all about its index, an identity column all about its sequence; `public` and plpgsql are in every new database.
    private static bool IsDerived(SchemaObject value) => value switch
    {
        Index { Constraint: not null } => true,
        Index index => index.Id.Name.Name.StartsWith("sqlite_autoindex_", StringComparison.OrdinalIgnoreCase),
        Sequence { OfIdentity: true } => true,
        Extension => value.Id.Name.Name == "plpgsql",
        NamedSchema => value.Id.Name.Name == "public" && string.IsNullOrEmpty(value.Comment),
        _ => false,
    };

    private Table Of(Table table) => table with
    {
        Columns = [.. table.Columns.Select(Of)],
        Constraints = [.. table.Constraints.Where(constraint => constraint.Kind != ConstraintKind.NotNull).Select(Of)],
        Options = [.. table.Options.Order(StringComparer.Ordinal)],
        PartitionBy = Expression(table.PartitionBy),
        PartitionBound = table.PartitionBound is { } bound ? CanonicalText.OfBound(bound, dialect) : null,
    };

    private ColumnDefinition Of(ColumnDefinition column) => column with
    {
        Type = Of(column.Type),
        Serial = false,
        Default = SequenceDefault.In(column.Default) is { } sequence ? SequenceDefault.Of(sequence, dialect) : Default(Cast(column)),
        GenerationExpression = Expression(column.GenerationExpression),
        Options = [.. ColumnOptions.Canonical(column).Order(StringComparer.Ordinal)],
        Comment = string.IsNullOrEmpty(column.Comment) ? null : column.Comment,
    };

    // PostgreSQL keeps the value that a text has as the column's type: 'f' is false.
    private string? Cast(ColumnDefinition column) =>
        dialect.Dialect == Dialect.PostgreSql && column is { Default: ['\'', .., '\''] text, Type: { Name: "boolean", ArrayDimensions: 0 } } ? $"({text})::boolean" : column.Default;

    // The engine keeps no default that is NULL.
    private string? Default(string? expression) => Expression(expression) is { } text && !text.Equals("null", StringComparison.OrdinalIgnoreCase) ? text : null;

    private ConstraintDefinition Of(ConstraintDefinition constraint) => constraint with
    {
        // What a condition uses is in its text; a statement says it only where it is written behind a column.
        Columns = constraint.Kind is ConstraintKind.Check or ConstraintKind.Exclusion ? [] : constraint.Columns,
        Expression = constraint.Kind == ConstraintKind.Exclusion && constraint.Expression is { } exclusion ? CanonicalText.OfExclusion(exclusion, dialect) : Expression(constraint.Expression),
        UsingIndex = null,
        // What is not enforced is not valid either; the engine stores both.
        NotValid = constraint.NotValid && !constraint.NotEnforced,
        Comment = string.IsNullOrEmpty(constraint.Comment) ? null : constraint.Comment,
    };

    private IndexDefinition Of(IndexDefinition index) => index with
    {
        Where = Expression(index.Where),
        Options = [.. index.Options.Order(StringComparer.Ordinal)],
        Elements = [.. index.Elements.Select(element => element with
        {
            Expression = Expression(element.Expression),
            // These three are the defaults of all that they take.
            OperatorClass = index.Method == "gin" && element.OperatorClass is ("array_ops" or "jsonb_ops" or "tsvector_ops") ? null : element.OperatorClass,
            NullsFirst = element.NullsFirst == element.Descending ? null : element.NullsFirst,
        })],
    };

    private UserType Of(UserType type) => type with
    {
        Definition = type.TypeKind is UserTypeKind.Enum or UserTypeKind.Composite or UserTypeKind.Domain || type.Definition is null || LeavesOutText
            ? null
            : CanonicalText.OfStatement(type.Definition, dialect),
        Fields = [.. type.Fields.Select(Of)],
        BaseType = type.BaseType is { } made ? Of(made) : null,
        Default = Default(type.Default),
        Constraints = [.. type.Constraints.Where(constraint => constraint.Kind != ConstraintKind.NotNull).Select(Of)],
    };

    // The engine keeps a body as it was written and everything around it taken apart.
    private Function Of(Function function) => function with
    {
        Definition = function.Body is null && !LeavesOutText ? CanonicalText.OfStatement(function.Definition, dialect) : "",
        Returns = function.Returns is null ? null : CanonicalText.OfStatement(function.Returns, dialect),
        Language = function.Language.ToLowerInvariant(),
    };

    private static DataType Of(DataType type) => type with { Schema = type.Schema == "public" ? null : type.Schema, ArrayDimensions = Math.Min(type.ArrayDimensions, 1) };

    private string? Expression(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (!_expressions.TryGetValue(text, out var canonical))
        {
            canonical = dialect.Canonicalize(text);
            _expressions.Add(text, canonical);
        }

        return canonical;
    }
}

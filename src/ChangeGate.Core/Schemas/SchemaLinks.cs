using System.Text.RegularExpressions;
using ChangeGate.Changes;

namespace ChangeGate.Schemas;

/// <summary>What an object refers to. Relations of every kind count as tables here, because a reference does not say which kind it meant.</summary>
internal static partial class SchemaLinks
{
    /// <summary>Also the names it must be found by: a function by its bare name, a SQLite trigger without its table, a constraint by its schema.</summary>
    public static IEnumerable<ObjectId> Of(SchemaObject value)
    {
        var own = value switch
        {
            Table table => OfTable(table),
            Index index => [ObjectId.Table(index.Definition.Table)],
            Trigger => [ObjectId.Table(value.Id.Name), ByName(ObjectKind.Trigger, null, value.Id.Part)],
            RowPolicy => [ObjectId.Table(value.Id.Name)],
            Privilege privilege => [privilege.On],
            Sequence { OwnedBy: { } owner } => [owner],
            Function => [new ObjectId(ObjectKind.Function, value.Id.Name)],
            OtherObject { On: { } table } => [ObjectId.Table(table)],
            OtherObject { Functions.Count: > 0 } other => other.Functions.Select(function => new ObjectId(ObjectKind.Function, function, "")).Append(Behind(value.Id.Part)),
            UserType type => type.Fields.Select(field => OfType(field.Type)).Append(OfType(type.BaseType)).OfType<ObjectId>(),
            _ => [],
        };

        return value.DependsOn.Count == 0 ? own : value.DependsOn.Concat(own);
    }

    /// <summary>The id under which references to it are kept.</summary>
    public static ObjectId Target(ObjectId id) => id.Kind switch
    {
        ObjectKind.View or ObjectKind.MaterializedView => ObjectId.Table(id.Name),
        ObjectKind.Column or ObjectKind.Constraint when id.Part is not null => ObjectId.Table(id.Name),
        _ => id,
    };

    /// <summary>The object that a snapshot holds: a column or a constraint is a part of its table.</summary>
    public static ObjectId Whole(ObjectId id) => id is { Kind: ObjectKind.Column or ObjectKind.Constraint, Part: not null } ? ObjectId.Table(id.Name) : id;

    /// <summary>Whether it comes and goes with the other.</summary>
    public static bool IsPartOf(SchemaObject referrer, SchemaObject whole) => referrer switch
    {
        Index or RowPolicy or Privilege => true,
        Trigger trigger => whole is Table or View && trigger.Id.Name == whole.Id.Name,
        Sequence sequence => sequence.OwnedBy is { } owner && ObjectId.Table(owner.Name) == whole.Id,
        _ => false,
    };

    /// <summary>Whether something that refers to the table refers to this column or constraint of it.</summary>
    public static bool Uses(SchemaObject referrer, SchemaSnapshot snapshot, ObjectId part)
    {
        var table = snapshot.Find<Table>(ObjectId.Table(part.Name));
        var constraint = part.Kind == ObjectKind.Constraint ? table?.Constraints.FirstOrDefault(one => one.Name == part.Part) : null;
        var names = NameComparer(snapshot.Dialect);

        return referrer switch
        {
            Index index when constraint is not null => names.Equals(index.Constraint, constraint.Name),
            Index index => ColumnUse.In(index.Definition, part.Part!, snapshot.Dialect),
            Table other => other.Constraints.Any(one => PointsAt(one, part.Name, constraint?.Columns ?? [part.Part!], names)),
            Sequence sequence => constraint is null && names.Equals(sequence.OwnedBy?.Part, part.Part),
            View view => constraint is null && (IdentifierText.Mentions(view.Query, part.Part!, snapshot.Dialect) || EveryColumn().IsMatch(view.Query)),
            Trigger trigger => constraint is null && IdentifierText.Mentions(trigger.Definition, part.Part!, snapshot.Dialect),
            RowPolicy policy => constraint is null && IdentifierText.Mentions(policy.Definition, part.Part!, snapshot.Dialect),
            Privilege privilege => privilege.On == part,
            _ => true,
        };
    }

    public static StringComparer NameComparer(Dialect dialect) => dialect == Dialect.Sqlite ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    public static ObjectId ByName(ObjectKind kind, string? schema, string? name) => new(kind, new ObjectName(schema, name ?? ""));

    /// <summary>Under this stand all objects of a kind behind which functions are: <c>operator</c>, <c>cast</c>, <c>aggregate</c>, <c>event trigger</c>.</summary>
    public static ObjectId Behind(string? kind) => ByName(ObjectKind.Other, null, kind);

    /// <summary>null for built-in types and types that were not found.</summary>
    public static ObjectId? OfType(DataType? type) =>
        type?.Schema is { } schema ? new ObjectId(ObjectKind.Type, new ObjectName(schema, type.Name)) : null;

    private static bool PointsAt(ConstraintDefinition constraint, ObjectName table, IReadOnlyList<string> columns, StringComparer names) =>
        constraint.References is { } reference
        && reference.Table == table
        && (reference.Columns.Count == 0 || reference.Columns.Intersect(columns, names).Any());

    private static IEnumerable<ObjectId> OfTable(Table table)
    {
        foreach (var constraint in table.Constraints)
        {
            if (constraint.Name is { } name)
            {
                yield return ByName(ObjectKind.Constraint, table.Id.Name.Schema, name);
            }

            if (constraint.References is { } reference)
            {
                yield return ObjectId.Table(reference.Table);
            }
        }

        foreach (var parent in table.Inherits)
        {
            yield return ObjectId.Table(parent);
        }

        if (table.PartitionOf is { } whole)
        {
            yield return ObjectId.Table(whole);
        }

        foreach (var column in table.Columns)
        {
            if (OfType(column.Type) is { } type)
            {
                yield return type;
            }

            if (SequenceDefault.In(column.Default) is { } sequence)
            {
                yield return new ObjectId(ObjectKind.Sequence, sequence);
            }
        }
    }

    [GeneratedRegex(@"(\bSELECT|\.|,)\s*\*\s*(,|\bFROM\b|$)", RegexOptions.IgnoreCase)]
    private static partial Regex EveryColumn();
}

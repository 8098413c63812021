using System.Text;
using ChangeGate.Changes;
using ChangeGate.Schemas;
using ChangeGate.Schemas.Folding;
using ChangeGate.Text;

namespace ChangeGate.Rollbacks;

public sealed partial class DdlWriter
{
    /// <summary>Without its owner: a sequence is bound to its column once the column is there.</summary>
    public string CreateSequence(Sequence sequence) =>
        $"CREATE SEQUENCE {Name(sequence.Id.Name)}{string.Concat(sequence.Options.Select(option => " " + option))}";

    /// <param name="sequence">The sequence.</param>
    /// <param name="owner">A column; null takes the bond away.</param>
    public string OwnSequence(ObjectName sequence, ObjectId? owner) =>
        $"ALTER SEQUENCE {Name(sequence)} OWNED BY {(owner is { Part: { } column } id ? $"{Name(id.Name)}.{Name(column)}" : "NONE")}";

    /// <summary>null for a kind of type whose definition was not kept.</summary>
    public string? CreateType(UserType type) => type.TypeKind switch
    {
        UserTypeKind.Enum => CreateEnum(type.Id.Name, type.Labels),
        UserTypeKind.Composite => $"CREATE TYPE {Name(type.Id.Name)} AS ({string.Join(", ", type.Fields.Select(Field))})",
        UserTypeKind.Domain when type.BaseType is { } baseType => CreateDomain(type, baseType),
        _ => type.Definition,
    };

    public string CreateEnum(ObjectName type, EquatableList<string> labels) =>
        $"CREATE TYPE {Name(type)} AS ENUM ({string.Join(", ", labels.Select(Literal))})";

    public string DropType(ObjectName type, bool isDomain) => $"DROP {(isDomain ? "DOMAIN" : "TYPE")} {Name(type)}";

    /// <param name="id">What is commented.</param>
    /// <param name="comment">null takes the comment away.</param>
    public string Comment(ObjectId id, string? comment) => $"COMMENT ON {Reference(id)} IS {(comment is null ? "NULL" : Literal(comment))}";

    /// <summary>What may be passed on is granted by a statement of its own.</summary>
    public IEnumerable<string> Grant(ObjectId id, EquatableList<string> privileges, string grantee)
    {
        foreach (var kind in privileges.GroupBy(MayBePassedOn).OrderBy(kind => kind.Key))
        {
            yield return $"GRANT {PrivilegesOn(id, kind)} TO {Grantee(grantee)}{(kind.Key ? PrivilegeNames.Option : "")}";
        }
    }

    public string Revoke(ObjectId id, EquatableList<string> privileges, string grantee) => $"REVOKE {PrivilegesOn(id, privileges)} FROM {Grantee(grantee)}";

    public string Grantee(string grantee) =>
        string.Equals(grantee, "public", StringComparison.OrdinalIgnoreCase) ? "PUBLIC" : Name(grantee);

    /// <summary>DROP for anything that is dropped by its kind and name.</summary>
    public string Drop(ObjectId id, bool ifExists = false)
    {
        var word = WordOf(id);
        return $"DROP {word} {IfExists(ifExists)}{Reference(id)[(word.Length + 1)..]}";
    }

    private static string IfExists(bool ifExists) => ifExists ? "IF EXISTS " : "";

    private string CreateDomain(UserType type, DataType baseType)
    {
        var text = new StringBuilder($"CREATE DOMAIN {Name(type.Id.Name)} AS {Type(baseType)}");
        text.Append(type.Default is null ? "" : $" DEFAULT {type.Default}");
        text.Append(type.NotNull ? " NOT NULL" : "");
        text.Append(string.Concat(type.Constraints.Where(constraint => constraint is { Kind: ConstraintKind.Check, NotValid: false }).Select(constraint => " " + Constraint(constraint))));
        return text.ToString();
    }

    private string Field(ColumnDefinition field) =>
        $"{Name(field.Name)} {Type(field.Type)}{(field.Collation is null ? "" : $" COLLATE {Collation(field.Collation)}")}";

    private static bool MayBePassedOn(string privilege) => privilege.EndsWith(PrivilegeNames.Option, StringComparison.Ordinal);

    private string PrivilegesOn(ObjectId id, IEnumerable<string> privileges)
    {
        var bare = privileges.Select(privilege => MayBePassedOn(privilege) ? privilege[..^PrivilegeNames.Option.Length] : privilege);

        // Views are granted as tables are, and a column stands with its privilege.
        var target = id.Kind switch
        {
            ObjectKind.Table or ObjectKind.View or ObjectKind.MaterializedView or ObjectKind.Column => $"TABLE {Name(id.Name)}",
            _ => Reference(id),
        };
        var names = id is { Kind: ObjectKind.Column, Part: { } column } ? bare.Select(privilege => $"{privilege} ({Name(column)})") : bare;

        return $"{string.Join(", ", names)} ON {target}";
    }
}

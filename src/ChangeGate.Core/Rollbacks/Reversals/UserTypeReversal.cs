using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>A type of the team's own back to what it was.</summary>
internal static partial class UserTypeReversal
{
    public static void Alter(Undoing undo, UserType before, UserType after)
    {
        switch (before.TypeKind)
        {
            case UserTypeKind.Enum when before.Labels != after.Labels:
                Swap(undo, before, after);
                break;
            case UserTypeKind.Domain:
                AlterDomain(undo, before, after);
                break;
            case UserTypeKind.Composite:
                AlterFields(undo, before, after);
                break;
        }
    }

    /// <summary>An enum cannot lose a label (https://www.postgresql.org/docs/current/datatype-enum.html): every column moves to a new type of the old labels.</summary>
    private static void Swap(Undoing undo, UserType before, UserType after)
    {
        if (!before.Labels.All(after.Labels.Contains))
        {
            undo.Refuse($"A label of `{before.Id}` is gone, and the values that had it.");
            return;
        }

        var users = undo.After.Referrers(after.Id).ToList();
        var tables = users.OfType<Table>().Where(table => UsedBy(table, after).Any()).ToList();

        if (users.Find(user => user is UserType or Function || (user is Table table && IsBeyond(table, after))) is { } beyond)
        {
            undo.Refuse($"`{beyond.Id}` uses the type `{before.Id}`, whose new label can only be taken away by making the type anew.");
            return;
        }

        if (undo.After.Tables.FirstOrDefault(table => !table.ColumnsKnown) is { } unknown)
        {
            undo.Refuse($"The columns of `{unknown.Id}` are not known, and one may be of the type `{before.Id}`, whose new label can only be taken away by making the type anew.");
            return;
        }

        var standing = tables.SelectMany(table => UsedBy(table, after).SelectMany(column => ColumnUsers.Of(undo, table, column.Name))).Concat(users.OfType<View>());
        Suspension.Around(undo, standing.DistinctBy(value => value.Id), () => ColumnUsers.WithoutChecks(undo, tables, table => UsedBy(table, after), () => Move(undo, before, after, tables)));
        undo.Run(users.OfType<Privilege>().SelectMany(privilege => undo.Write.Grant(privilege.On, privilege.Privileges, privilege.Grantee)));
        undo.Note($"The rollback stops if a row uses a label of `{before.Id}` that the migration added.");
    }

    private static void Move(Undoing undo, UserType before, UserType after, IReadOnlyCollection<Table> tables)
    {
        var name = before.Id.Name;
        var old = name with { Name = "changegate_" + Digest.Of(name.ToString()).Hex[..8] };
        undo.Run($"ALTER TYPE {undo.Write.Name(name)} RENAME TO {undo.Write.Name(old.Name)}");
        undo.Run(undo.Write.CreateEnum(name, before.Labels));

        foreach (var table in tables.Where(table => table.PartitionOf is null && table.Inherits.Count == 0))
        {
            foreach (var column in UsedBy(table, after))
            {
                var array = column.Type.ArrayDimensions > 0 ? "[]" : "";
                undo.Run(column.Default is null ? [] : [undo.Write.DropDefault(table.Id.Name, column.Name)]);
                undo.Run(undo.Write.ChangeType(table.Id.Name, column, $"{undo.Write.Name(column.Name)}::text{array}::{undo.Write.Type(column.Type)}"));
                undo.Run(column.Default is null ? [] : [undo.Write.SetDefault(table.Id.Name, column.Name, column.Default)]);
            }
        }

        undo.Run(undo.Write.DropType(old, isDomain: false));

        if (before.Comment is not null)
        {
            undo.Run(undo.Write.Comment(before.Id, before.Comment));
        }
    }

    private static IEnumerable<ColumnDefinition> UsedBy(Table table, UserType type) => table.Columns.Where(column => SchemaLinks.OfType(column.Type) == type.Id);

    private static bool IsBeyond(Table table, UserType type) =>
        UsedBy(table, type).Any(column => column.Generated != GeneratedKind.None)
        || table.Columns.Any(column => column.GenerationExpression is { } expression && UsedBy(table, type).Any(used => IdentifierText.Mentions(expression, used.Name, Dialect.PostgreSql)))
        || (table.PartitionBy is { } key && UsedBy(table, type).Any(used => IdentifierText.Mentions(key, used.Name, Dialect.PostgreSql)));

    private static void AlterDomain(Undoing undo, UserType before, UserType after)
    {
        var domain = $"ALTER DOMAIN {undo.Write.Name(before.Id.Name)}";

        foreach (var constraint in after.Constraints.Except(before.Constraints).Where(constraint => constraint.Name is not null))
        {
            undo.Run($"{domain} DROP CONSTRAINT {undo.Write.Name(constraint.Name!)}");
        }

        if (before.Default != after.Default)
        {
            undo.Run($"{domain} {(before.Default is null ? "DROP DEFAULT" : $"SET DEFAULT {before.Default}")}");
        }

        if (before.NotNull != after.NotNull)
        {
            undo.Run($"{domain} {(before.NotNull ? "SET" : "DROP")} NOT NULL");
        }

        foreach (var constraint in before.Constraints.Except(after.Constraints))
        {
            undo.Run($"{domain} ADD {undo.Write.Constraint(constraint)}{(constraint.NotValid ? " NOT VALID" : "")}");
        }
    }

    private static void AlterFields(Undoing undo, UserType before, UserType after)
    {
        var type = $"ALTER TYPE {undo.Write.Name(before.Id.Name)}";

        if (undo.Change is AlterType { What: var what } && RenamedAttribute().Match(what) is { Success: true } rename)
        {
            undo.Run($"{type} RENAME ATTRIBUTE {rename.Groups["new"].Value} TO {rename.Groups["name"].Value}");
            return;
        }

        if (before.Fields == after.Fields)
        {
            undo.Refuse($"What became of `{before.Id}` could not be followed.");
            return;
        }

        var names = before.Fields.Select(field => field.Name).ToHashSet();
        var isStored = undo.Before.DependentsOf(before.Id).Any(id => id.Kind == ObjectKind.Table);

        foreach (var field in after.Fields.Where(field => !names.Contains(field.Name)))
        {
            undo.Run($"{type} DROP ATTRIBUTE {undo.Write.Name(field.Name)}");
        }

        foreach (var field in before.Fields)
        {
            if (after.Fields.FirstOrDefault(other => other.Name == field.Name) is not { } kept)
            {
                undo.Run($"{type} ADD ATTRIBUTE {undo.Write.Name(field.Name)} {undo.Write.Type(field.Type)}");

                if (isStored)
                {
                    undo.Lose($"The values of the attribute `{field.Name}` of `{before.Id}` do not come back.");
                }
            }
            else if (kept.Type != field.Type)
            {
                undo.Run($"{type} ALTER ATTRIBUTE {undo.Write.Name(field.Name)} TYPE {undo.Write.Type(field.Type)}");
            }
        }
    }

    [GeneratedRegex("""^\s*rename\s+attribute\s+(?<name>"([^"]|"")+"|\S+)\s+to\s+(?<new>"([^"]|"")+"|\S+)""", RegexOptions.IgnoreCase)]
    private static partial Regex RenamedAttribute();
}

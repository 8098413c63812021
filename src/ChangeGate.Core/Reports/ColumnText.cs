using System.Diagnostics;
using ChangeGate.Changes;

namespace ChangeGate.Reports;

internal static class ColumnText
{
    public static ChangePhrase Phrase(Change change) => change switch
    {
        AddColumn add => new("adds column", Name(add.Table, add.Column.Name)),
        DropColumn { Cascade: true } drop => new("drops column", Name(drop.Table, drop.Column), "and everything that depends on it"),
        DropColumn drop => new("drops column", Name(drop.Table, drop.Column)),
        RenameColumn rename => new("renames column", Name(rename.Table, rename.Column), $"to {Prose.Name(rename.NewName)}"),
        ChangeColumnType retype => new("changes the type of", Name(retype.Table, retype.Column), $"to {Prose.Name(retype.Type.ToString())}"),
        SetColumnDefault set => new("sets the default of", Name(set.Table, set.Column)),
        DropColumnDefault drop => new("drops the default of", Name(drop.Table, drop.Column)),
        SetNotNull set => new("forbids nulls in", Name(set.Table, set.Column)),
        DropNotNull drop => new("allows nulls in", Name(drop.Table, drop.Column)),
        SetColumnIdentity { Identity: IdentityKind.None } set => new("drops the identity of", Name(set.Table, set.Column)),
        SetColumnIdentity set => new("makes an identity of", Name(set.Table, set.Column)),
        SetColumnExpression { Expression: null } set => new("makes an ordinary column of", Name(set.Table, set.Column)),
        SetColumnExpression set => new("changes the expression of", Name(set.Table, set.Column)),
        SetColumnOption set => new("changes how column", Name(set.Table, set.Column), $"is stored ({Prose.Name(set.What)})"),
        _ => throw new UnreachableException($"No text for {change.GetType().Name}."),
    };

    private static string Name(ObjectName table, string column) => Prose.Name(ObjectId.Column(table, column));
}

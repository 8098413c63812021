using ChangeGate.Changes;

namespace ChangeGate.Reports;

/// <summary>What changes do, in words: third person, names between backticks (see <see cref="Prose"/>).</summary>
public static class ChangeText
{
    private const int SummaryLength = 4;

    /// <summary><c>drops column `orders.note`</c>.</summary>
    public static string Describe(Change change) =>
        Phrase(change) + (change.Certain ? "" : ", if its branch of the block runs");

    /// <summary>A whole script on one line: <c>adds table `coupon`; drops column `orders.note`</c>.</summary>
    public static string Summarize(Script script)
    {
        var changes = script.Statements.SelectMany(statement => statement.Changes).Where(change => !IsPartOfCreation(change, script)).ToList();
        var phrases = changes.Select(change => new Told(Phrase(change), change.Certain)).ToList();
        var major = phrases.Where(phrase => !phrase.Phrase.IsMinor).ToList();
        var groups = GroupAlike(major.Count > 0 ? major : phrases);

        return groups.Count switch
        {
            0 => "does nothing",
            <= SummaryLength => string.Join("; ", groups),
            _ => $"{string.Join("; ", groups.Take(SummaryLength))}; and {groups.Count - SummaryLength} more",
        };
    }

    internal static ChangePhrase Phrase(Change change) => change switch
    {
        CreateTable or DropTable or RenameTable or TruncateTable or SetTablePersistence or SetTableOption or SetReplicaIdentity or ChangeInheritance or AttachPartition
            or DetachPartition or SetRowSecurity => TableText.Phrase(change),
        AddColumn or DropColumn or RenameColumn or ChangeColumnType or SetColumnDefault or DropColumnDefault or SetNotNull or DropNotNull or SetColumnIdentity
            or SetColumnExpression or SetColumnOption => ColumnText.Phrase(change),
        AddConstraint or DropConstraint or ValidateConstraint or RenameConstraint or AlterConstraint or CreateIndex or DropIndex or RenameIndex or Reindex or AttachIndex
            or SetIndexOption => ConstraintText.Phrase(change),
        CreateView or DropView or RenameView or RefreshView or CreateSequence or AlterSequence or DropSequence or RenameSequence or CreateType or AddEnumValue
            or RenameEnumValue or AlterType or DropType or RenameType => ObjectText.Phrase(change),
        CreateFunction or AlterFunction or DropFunction or RenameFunction or CreateTrigger or DropTrigger or RenameTrigger or SetTriggerEnabled or CreatePolicy or AlterPolicy
            or DropPolicy or RunBlock or RunDynamicSql or CallProcedure or MetaCommand => CodeText.Phrase(change),
        InsertRows or UpdateRows or DeleteRows or MergeRows or CopyRows or ReadRows or LockTable => DataText.Phrase(change),
        ControlTransaction or SetSetting or SetPragma or AttachDatabase or Maintain or DropDatabase or ConfigureServer or ChangeOther => SessionText.Phrase(change),
        Unclassified unread => new ChangePhrase("holds a statement that could not be read", Tail: $"({unread.Reason})"),
        _ => AccessText.Phrase(change),
    };

    /// <summary>An index or a constraint of a table that the same script creates is not worth a phrase of its own.</summary>
    private static bool IsPartOfCreation(Change change, Script script)
    {
        var table = change switch
        {
            CreateIndex create => create.Index.Table,
            AddConstraint add => add.Table,
            SetComment { Object.Kind: ObjectKind.Table or ObjectKind.Column } comment => comment.Object.Name,
            _ => (ObjectName?)null,
        };

        return table is not null && script.Statements.SelectMany(statement => statement.Changes).OfType<CreateTable>().Any(create => create.Table == table);
    }

    private static List<string> GroupAlike(List<Told> phrases)
    {
        var groups = new List<string>();

        for (var index = 0; index < phrases.Count;)
        {
            var (first, certain) = phrases[index];
            var alike = first.Tail.Length > 0 || first.Name.Length == 0
                ? [first]
                : phrases.Skip(index).TakeWhile(next => next.Certain == certain && next.Phrase.Tail.Length == 0 && next.Phrase.Action == first.Action).Select(next => next.Phrase).ToList();

            groups.Add(ChangePhrase.Of(alike) + (certain ? "" : " (in a branch)"));
            index += alike.Count;
        }

        // A script that says one thing many times (a seed of a thousand INSERTs into one table) says it once here.
        return [.. groups.Distinct()];
    }

    private sealed record Told(ChangePhrase Phrase, bool Certain);
}

using ChangeGate.Changes;

namespace ChangeGate.Schemas;

/// <summary>Which names of two snapshots mean the same object, according to the changes between them.</summary>
internal sealed class RenameHints
{
    private readonly Dictionary<ObjectId, ObjectId> _newNames = [];

    private readonly HashSet<ObjectId> _news = [];

    private readonly List<(ObjectName Table, string Column, string NewName)> _columns = [];

    public static RenameHints From(IEnumerable<Change> changes, SchemaSnapshot before, SchemaSnapshot after, ISqlDialect dialect)
    {
        var hints = new RenameHints();
        var state = SchemaState.From(before, dialect);

        foreach (var change in changes)
        {
            hints.Follow(state, change);
            state = state.Apply(change);
        }

        hints.Settle(before, after);

        return hints;
    }

    /// <summary>null when it kept its name.</summary>
    public ObjectId? NewNameOf(ObjectId id) => _newNames.TryGetValue(id, out var renamed) ? renamed : null;

    public bool IsNewName(ObjectId id) => _news.Contains(id);

    /// <summary>The new name of a column of a table under its old name.</summary>
    public string? NewNameOf(ObjectName table, string column)
    {
        var name = column;

        foreach (var rename in _columns.Where(rename => rename.Table == table))
        {
            name = rename.Column == name ? rename.NewName : name;
        }

        return name == column ? null : name;
    }

    private void Follow(SchemaState state, Change change)
    {
        switch (change)
        {
            case RenameTable rename:
                Rename(state, new ObjectId(ObjectKind.Table, rename.Table), rename.NewName);
                break;
            case RenameView rename:
                Rename(state, rename.Subject!, rename.NewName);
                break;
            case RenameIndex rename:
                Rename(state, rename.Subject!, rename.NewName);
                break;
            case RenameSequence rename:
                Rename(state, rename.Subject!, rename.NewName);
                break;
            case RenameType rename:
                Rename(state, rename.Subject!, rename.NewName);
                break;
            case RenameColumn rename:
                _columns.Add((OldNameOf(ObjectId.Table(state.Resolve(ObjectKind.Table, rename.Table))).Name, rename.Column, rename.NewName));
                break;
            default:
                break;
        }
    }

    private void Rename(SchemaState state, ObjectId id, string newName)
    {
        var resolved = state.Resolve(id);
        _newNames[OldNameOf(resolved)] = resolved with { Name = resolved.Name with { Name = newName } };
    }

    private ObjectId OldNameOf(ObjectId id)
    {
        foreach (var (old, renamed) in _newNames)
        {
            if (renamed == id)
            {
                return old;
            }
        }

        return id;
    }

    // A name that both snapshots have, or that one of them never had, is no rename: a rebuild drops the old table and takes its name.
    private void Settle(SchemaSnapshot before, SchemaSnapshot after)
    {
        foreach (var (old, renamed) in _newNames.ToList())
        {
            if (before.Contains(old) && after.Contains(renamed) && !before.Contains(renamed) && !after.Contains(old))
            {
                _news.Add(renamed);
            }
            else
            {
                _newNames.Remove(old);
            }
        }
    }
}

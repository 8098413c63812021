using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Rules;

/// <summary>How the runner sends a migration to the engine.</summary>
internal enum TransactionMode
{
    /// <summary>The runner puts one transaction around it.</summary>
    Wrapped,

    /// <summary>The script has transactions of its own.</summary>
    Explicit,

    /// <summary>A statement of it must stand outside a transaction, so each stands alone.</summary>
    Autocommit,
}

/// <summary>Which statements of a script stand in a transaction together, and which of them are rolled back again by the script itself.</summary>
internal sealed class TransactionModel
{
    private readonly int[] _transaction;
    private readonly bool[] _undone;
    private readonly HashSet<int> _misplaced;
    private readonly HashSet<int> _second;

    private TransactionModel(TransactionMode mode, int[] transaction, bool[] undone, (HashSet<int> Misplaced, HashSet<int> Second) marked)
    {
        Mode = mode;
        _transaction = transaction;
        _undone = undone;
        (_misplaced, _second) = marked;
    }

    public TransactionMode Mode { get; }

    /// <summary>Where the script leaves a transaction open: the statement that began it.</summary>
    public Span? LeftOpen { get; private init; }

    /// <summary>The number of the transaction that a statement stands in; 0 where it stands alone.</summary>
    public int TransactionOf(int statement) => _transaction[statement];

    public bool InTransaction(int statement) => _transaction[statement] != 0;

    /// <summary>A BEGIN within a transaction.</summary>
    public bool IsNested(int statement) => _misplaced.Contains(statement) && InTransaction(statement);

    /// <summary>A COMMIT or ROLLBACK of a transaction that the script did not begin.</summary>
    public bool IsStray(int statement) => _misplaced.Contains(statement) && !InTransaction(statement);

    /// <summary>A BEGIN behind a COMMIT of the same script: the first half stands when the second fails.</summary>
    public bool IsSecond(int statement) => _second.Contains(statement);

    /// <summary>Rolled back later in the script.</summary>
    public bool IsUndone(int statement) => _undone[statement];

    public static TransactionModel Of(Script script, Dialect dialect)
    {
        var mode = ModeOf(script, dialect);
        var transactions = new int[script.Statements.Count];
        var undone = new bool[script.Statements.Count];
        var misplaced = new HashSet<int>();
        var second = new HashSet<int>();
        var committed = false;
        var savepoints = new List<(string Name, int At)>();
        var current = mode == TransactionMode.Wrapped ? 1 : 0;
        var last = current;
        var start = 0;
        Span? open = null;

        for (var index = 0; index < script.Statements.Count; index++)
        {
            transactions[index] = current;

            foreach (var change in script.Statements[index].Changes)
            {
                if (change is not ControlTransaction control)
                {
                    continue;
                }

                switch (control.Action)
                {
                    case TransactionAction.Begin:
                        _ = current != 0 ? misplaced.Add(index) : committed && second.Add(index);
                        current = ++last;
                        transactions[index] = current;
                        start = index;
                        open = script.Statements[index].Span;
                        savepoints.Clear();
                        break;
                    // A savepoint of SQLite outside a transaction begins one.
                    case TransactionAction.Savepoint:
                        if (current == 0 && dialect == Dialect.Sqlite)
                        {
                            current = ++last;
                            start = index;
                        }

                        savepoints.Add((control.Savepoint ?? "", index));
                        break;
                    case TransactionAction.RollbackToSavepoint when current != 0:
                        var savepoint = savepoints.FindLastIndex(point => string.Equals(point.Name, control.Savepoint, StringComparison.OrdinalIgnoreCase));

                        if (savepoint >= 0)
                        {
                            Undo(undone, savepoints[savepoint].At, index);
                            savepoints.RemoveRange(savepoint + 1, savepoints.Count - savepoint - 1);
                        }

                        break;
                    case TransactionAction.Rollback when mode != TransactionMode.Wrapped && current != 0:
                        Undo(undone, start, index);
                        current = 0;
                        open = null;
                        break;
                    case TransactionAction.Commit or TransactionAction.Prepare or TransactionAction.Rollback when mode == TransactionMode.Wrapped || current == 0:
                        misplaced.Add(index);
                        transactions[index] = 0;
                        break;
                    case TransactionAction.Commit or TransactionAction.Prepare:
                        current = 0;
                        committed = true;
                        open = null;
                        break;
                    default:
                        break;
                }
            }
        }

        return new TransactionModel(mode, transactions, undone, (misplaced, second)) { LeftOpen = open };
    }

    private static TransactionMode ModeOf(Script script, Dialect dialect)
    {
        var mode = TransactionMode.Wrapped;

        foreach (var statement in script.Statements)
        {
            foreach (var change in statement.Changes)
            {
                if (change is ControlTransaction { Action: TransactionAction.Begin })
                {
                    return TransactionMode.Explicit;
                }
            }

            if (statement.NeedsAutocommit)
            {
                mode = TransactionMode.Autocommit;
            }
        }

        return mode;
    }

    private static void Undo(bool[] undone, int from, int to) => Array.Fill(undone, true, from, to - from);
}

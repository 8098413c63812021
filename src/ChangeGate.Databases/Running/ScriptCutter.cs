using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Databases.Running;

/// <summary>
/// Cuts a script into segments. The transaction belongs to the runner, so that the journal's row is committed with the work: a script's own
/// BEGIN and COMMIT are left out where that changes nothing, and refused where they would commit in the middle.
/// </summary>
internal sealed partial class ScriptCutter(string path)
{
    private readonly List<Segment> _segments = [];
    private readonly List<RunnableStatement> _current = [];
    private SourceText _text = new(path, "");
    private bool _inOwnTransaction;
    private bool _committed;
    private bool _foreignKeysOff;
    private bool _hasWork;
    private bool _setsSearchPath;

    public void AddOwn(EquatableList<string> statements) => _current.AddRange(statements.Select(statement => new RunnableStatement(path, 0, statement)));

    public void Add(Script script, SourceText text)
    {
        _text = text;

        if (text.Content.Contains('\0', StringComparison.Ordinal))
        {
            throw Refused(text.Content.IndexOf('\0', StringComparison.Ordinal), "holds a NUL character, which engines take for the end of the text");
        }

        for (var index = 0; index < script.Statements.Count; index++)
        {
            var statement = script.Statements[index];
            var data = index + 1 < script.Statements.Count && script.Statements[index + 1].Kind == "CopyData" ? script.Statements[index + 1] : null;

            if (statement.Kind != "CopyData")
            {
                Add(statement, index + 1, data is null ? null : text.Slice(data.Span));
            }
        }

        if (_inOwnTransaction)
        {
            throw Refused(text.Length, "begins a transaction and never commits it");
        }
    }

    public ScriptPlan Finish()
    {
        if (_current.Count > 0 || _segments.Count == 0 || !_segments[^1].InTransaction)
        {
            Flush(always: true);
        }

        return new ScriptPlan { Segments = [.. _segments], ForeignKeysOff = _foreignKeysOff };
    }

    private void Add(Statement statement, int number, string? copyData)
    {
        if (statement.Changes.OfType<MetaCommand>().Any())
        {
            throw Refused(statement.Span.Start, "holds a command of a client program, which is not SQL");
        }

        if (statement.Changes.OfType<CopyRows>().Any(copy => copy is { IntoTable: true, Source: CopySource.StandardInput }) && copyData is null)
        {
            throw Refused(statement.Span.Start, "copies rows from standard input, and there are none behind it");
        }

        if (statement.Changes.OfType<CopyRows>().Any(copy => copy is { IntoTable: false, Source: CopySource.StandardInput }))
        {
            throw Refused(statement.Span.Start, "copies rows to standard output, where nobody reads them");
        }

        if (statement.Changes.OfType<SetPragma>().FirstOrDefault(pragma => pragma is { Name: "foreign_keys", Value: not null }) is { } foreignKeys)
        {
            // In its place it does nothing, since the transaction is open there; what it asks for is done before BEGIN.
            _foreignKeysOff |= !foreignKeys.TurnsOn;
            statement = statement with { NeedsAutocommit = false };
        }

        if (statement.Changes.OfType<ControlTransaction>().FirstOrDefault(IsBoundary) is { } boundary)
        {
            Control(statement, boundary.Action);
            return;
        }

        var runnable = new RunnableStatement(path, number, _text.Slice(statement.Span))
        {
            Changes = statement.Changes,
            NeedsAutocommit = statement.NeedsAutocommit,
            CopyData = copyData is null ? null : CopyLines(copyData),
            CopyDigest = copyData is null ? null : Digest.Of(copyData),
            Source = _text,
            Start = statement.Span.Start,
            SearchPathIsTheScripts = _setsSearchPath,
        };

        _setsSearchPath |= statement.Changes.Any(change => change is SetSetting { Name: "search_path" } or ReadRows { Calls.Count: > 0 });

        if (statement.NeedsAutocommit)
        {
            AddAlone(runnable);
            return;
        }

        var setsOnly = statement.Changes.Count > 0 && statement.Changes.All(change => change is SetSetting or SetPragma);

        if (_committed && !setsOnly)
        {
            throw Refused(statement.Span.Start, "goes on after its own COMMIT, so that it could fail with one half done");
        }

        _hasWork |= !setsOnly;
        _current.Add(runnable);
    }

    private void AddAlone(RunnableStatement runnable)
    {
        if (_inOwnTransaction)
        {
            throw Refused(runnable.Start, "holds a statement that cannot run inside the transaction which the script itself begins");
        }

        Flush(always: false);
        _hasWork = false;
        _segments.Add(new Segment([runnable], InTransaction: false));
    }

    private void Control(Statement statement, TransactionAction action)
    {
        var written = _text.Slice(statement.Span);

        switch (action)
        {
            case TransactionAction.Begin when _inOwnTransaction || _hasWork || _committed:
                throw Refused(statement.Span.Start, "begins a transaction in the middle, so that it could fail with one half done");
            case TransactionAction.Begin when PlainBegin().IsMatch(written):
                _inOwnTransaction = true;
                return;
            case TransactionAction.Commit when _inOwnTransaction && PlainCommit().IsMatch(written):
                _inOwnTransaction = false;
                _committed = true;
                return;
            default:
                throw Refused(statement.Span.Start, $"holds `{Shorten(written)}`, which would take the transaction out of the runner's hands");
        }
    }

    private void Flush(bool always)
    {
        if (_current.Count > 0 || always)
        {
            _segments.Add(new Segment([.. _current], InTransaction: true));
            _current.Clear();
        }
    }

    private RunRefusedException Refused(int offset, string what)
    {
        var at = _text.PositionOf(offset);

        return new RunRefusedException(new Refusal(
            RefusalKind.CannotRun,
            $"`{path}` line {at.Line}, column {at.Column}: the script {what}.",
            "Change the script: one migration is one transaction, and what cannot run inside one (CONCURRENTLY, VACUUM) stands in a migration of its own."));
    }

    private static bool IsBoundary(ControlTransaction control) => control.Action is TransactionAction.Begin or TransactionAction.Commit or TransactionAction.Rollback or TransactionAction.Prepare;

    // The line with the backslash and the full stop ends the data and is no part of it.
    private static string CopyLines(string data)
    {
        var end = data.LastIndexOf("\\.", StringComparison.Ordinal);
        return end < 0 ? data : data[..end];
    }

    private static string Shorten(string written) => written.Length <= 40 ? written : written[..40] + "…";

    [GeneratedRegex("""^(BEGIN(\s+(DEFERRED|IMMEDIATE|EXCLUSIVE))?(\s+(WORK|TRANSACTION))?|START\s+TRANSACTION)$""", RegexOptions.IgnoreCase)]
    private static partial Regex PlainBegin();

    [GeneratedRegex("""^(COMMIT|END)(\s+(WORK|TRANSACTION))?$""", RegexOptions.IgnoreCase)]
    private static partial Regex PlainCommit();
}

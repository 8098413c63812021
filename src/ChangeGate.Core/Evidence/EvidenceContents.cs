using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>What a bundle says, for a report. Nothing here is verified; a stage that is not there or could not be read is null.</summary>
public sealed record EvidenceContents
{
    /// <summary>Of the first statement that could be read; null when none could.</summary>
    public EvidenceHeader? Header { get; private init; }

    public RecordedSet? Set { get; private init; }

    public RecordedFindings? Findings { get; private init; }

    public RecordedRollbacks? Rollbacks { get; private init; }

    /// <summary>null also where the set was not rehearsed.</summary>
    public RecordedRehearsal? Rehearsal { get; private init; }

    public RecordedDecision? Decision { get; private init; }

    public RecordedApprovals? Approvals { get; private init; }

    public RecordedRun? Run { get; private init; }

    public RecordedWatch? Watch { get; private init; }

    public static EvidenceContents Of(EvidenceBundle bundle) =>
        Of([.. bundle.Envelopes.Select(ReadOrSkip).OfType<EvidenceStatement>()]);

    internal static EvidenceContents Of(EquatableList<EvidenceStatement> statements) => new()
    {
        Header = statements.Count > 0 ? statements[0].Header : null,
        Set = statements.Select(statement => statement.Set).FirstOrDefault(content => content is not null),
        Findings = statements.Select(statement => statement.Findings).FirstOrDefault(content => content is not null),
        Rollbacks = statements.Select(statement => statement.Rollbacks).FirstOrDefault(content => content is not null),
        Rehearsal = statements.Select(statement => statement.Rehearsal).FirstOrDefault(content => content is not null),
        Decision = statements.Select(statement => statement.Decision).FirstOrDefault(content => content is not null),
        Approvals = statements.Select(statement => statement.Approvals).FirstOrDefault(content => content is not null),
        Run = statements.Select(statement => statement.Run).FirstOrDefault(content => content is not null),
        Watch = statements.Select(statement => statement.Watch).FirstOrDefault(content => content is not null),
    };

    private static EvidenceStatement? ReadOrSkip(Signatures.Envelope envelope)
    {
        try
        {
            return EvidenceStatement.Read(envelope);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

namespace Cake.ChangeGate;

/// <summary>What <c>ChangeGateRehearse</c> saw.</summary>
/// <param name="Verdict">Denied where a migration or its way back fails; never pending.</param>
/// <param name="Rehearsals">One for each migration.</param>
public sealed record ChangeGateRehearseResult(ChangeGateVerdict Verdict, IReadOnlyList<ChangeGateRehearsal> Rehearsals);

/// <summary>One migration, run up, down and up again: <c>docs/schema/rehearsal.schema.json</c>, as far as builds branch on it.</summary>
/// <param name="Path">Of the migration.</param>
/// <param name="Server">Engine and version of the shadow.</param>
/// <param name="Rollback">What its way back was proved to do.</param>
/// <param name="Lost">Values of the made-up rows that are nowhere after it.</param>
public sealed record ChangeGateRehearsal(string Path, string Server, ChangeGateProof Rollback, IReadOnlyList<ChangeGateLoss> Lost);

/// <summary>How far a way back was proved.</summary>
/// <param name="Verdict"><c>proved-with-data</c>, <c>proved-schema</c>, <c>fails</c> or <c>impossible</c>.</param>
/// <param name="Because">null where the verdict says all.</param>
public sealed record ChangeGateProof(string Verdict, string? Because);

/// <summary>Values that were lost.</summary>
/// <param name="Table">As it was named before.</param>
/// <param name="Column">null where whole rows are gone.</param>
/// <param name="Count">How many.</param>
/// <param name="Of">As many there were.</param>
public sealed record ChangeGateLoss(string Table, string? Column, long Count, long Of);

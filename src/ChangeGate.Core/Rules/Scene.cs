using ChangeGate.Changes;
using ChangeGate.Migrations;

namespace ChangeGate.Rules;

/// <summary>Where a change stands: the same for every change of one statement.</summary>
internal sealed record Scene
{
    public required ISqlDialect Sql { get; init; }

    public required Bodies Bodies { get; init; }

    public required MigrationSet Set { get; init; }

    public required Migration Migration { get; init; }

    public required Script Script { get; init; }

    public required Statement Statement { get; init; }

    /// <summary>Of the statement, in the script.</summary>
    public required int Index { get; init; }

    public required TransactionModel Transactions { get; init; }

    /// <summary>There is a history and all of it was read, so what it does not have does not exist.</summary>
    public required bool BaselineIsKnown { get; init; }

    /// <summary>Somebody asked for the rules that are off by default too, and so for conventions.</summary>
    public required bool AllRules { get; init; }

    public required RuleLimits Limits { get; init; }

    /// <summary>By resolved name; empty where there are no statistics.</summary>
    public required IReadOnlyDictionary<ObjectName, long> Sizes { get; init; }

    public long? Rows(ObjectName resolved) => Sizes.TryGetValue(resolved, out var rows) ? rows : null;
}

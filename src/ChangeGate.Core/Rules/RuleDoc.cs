using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Text;

namespace ChangeGate.Rules;

/// <summary>What a rule says about itself. Its page, <c>changegate explain</c> and the table of rules are rendered from it, and its scripts are run by the tests.</summary>
public sealed record RuleDoc
{
    /// <summary>Stable and never used again: <c>CG</c>, a digit for the family, two for the rule.</summary>
    public required string Id { get; init; }

    /// <summary>Stable: <c>drop-column</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The worst that it reports.</summary>
    public required Risk Risk { get; init; }

    public required EquatableList<Hazard> Hazards { get; init; }

    /// <summary>The scripts below are of the first.</summary>
    public required EquatableList<Dialect> Dialects { get; init; }

    /// <summary>False for rules of taste and for what the governed runner already sees to: they speak only when asked for all rules.</summary>
    public bool DefaultOn { get; init; } = true;

    /// <summary>The first major version of PostgreSQL that the scripts below are for.</summary>
    public int Engine { get; init; } = 13;

    public required string When { get; init; }

    public required string Why { get; init; }

    /// <summary>Imperative: the remedy of a finding that has none of its own.</summary>
    public required string Instead { get; init; }

    /// <summary>The schema before the scripts below; empty where they need none.</summary>
    public string Setup { get; init; } = "";

    /// <summary>How many rows statistics say that each table of the setup has; null where the rule needs none.</summary>
    public long? SetupRows { get; init; }

    /// <summary>What is reported stands between «guillemets».</summary>
    public required string Unsafe { get; init; }

    /// <summary>null where PostgreSQL runs what is reported.</summary>
    public Refusal? Refused { get; init; }

    /// <summary>null where there is no safe way to write it.</summary>
    public string? Safe { get; init; }

    /// <summary>Destructive, locking, compatibility, correctness, hygiene, security or history, by the id's first digit.</summary>
    public string Family => Id[2] switch
    {
        '1' => "destructive",
        '2' => "locking",
        '3' => "compatibility",
        '4' => "correctness",
        '5' => "hygiene",
        '6' => "security",
        _ => "history",
    };
}

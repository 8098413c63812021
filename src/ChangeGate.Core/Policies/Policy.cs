using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Rules;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Policies;

/// <summary>What is required when. Always read from the base, never from the proposal.</summary>
public sealed record Policy
{
    // Most commands never ask a built-in policy for it.
    private Digest? _digest;

    public required EquatableList<Clause> Clauses { get; init; }

    /// <summary>People whose signed approvals count.</summary>
    public EquatableList<Approver> Approvers { get; init; }

    /// <summary>How long a signed approval counts after it was given.</summary>
    public TimeSpan ApprovalsValidFor { get; init; } = TimeSpan.FromDays(14);

    /// <summary>Which findings an author may except.</summary>
    public SuppressionMode Suppressions { get; init; } = SuppressionMode.Advice;

    /// <summary>How much the rules let pass.</summary>
    public RuleLimits Limits { get; init; } = new();

    /// <summary>SHA-256 of the file's bytes; where there is no file, of the clauses' canonical text.</summary>
    public Digest Digest
    {
        get => _digest ??= Digest.Of(CanonicalJson.Write(PolicyJson.WriteClauses(Clauses)));
        init => _digest = value;
    }

    /// <summary>No file was found and the built-in policy stands in.</summary>
    public bool IsBuiltIn { get; init; }
}

/// <summary>One named entry of a policy. Exactly one of <see cref="Require"/> and <see cref="Deny"/> is set.</summary>
public sealed record Clause
{
    public required string Name { get; init; }

    public required Condition When { get; init; }

    public Requirement? Require { get; init; }

    /// <summary>The sentence that a denied author reads.</summary>
    public string? Deny { get; init; }
}

/// <summary>When a clause applies: all that is set must hold. Lists mean any of their items.</summary>
public sealed record Condition
{
    public EquatableList<Hazard> Hazards { get; init; }

    /// <summary>Names or ids of rules.</summary>
    public EquatableList<string> Rules { get; init; }

    public RiskLevel? RiskAtLeast { get; init; }

    /// <summary>An author of unknown kind counts as an agent.</summary>
    public AuthorKind? Author { get; init; }

    public EnvironmentClass? Environment { get; init; }

    public EquatableList<string> Targets { get; init; }

    public EquatableList<MigrationCondition> Migrations { get; init; }

    /// <summary>Patterns (<c>public.audit_*</c>) of objects that a finding names.</summary>
    public EquatableList<string> Objects { get; init; }
}

/// <summary>States of a migration that a clause can ask for.</summary>
public enum MigrationCondition
{
    EditedAfterApplied,
    RenamedAfterApplied,
    DeletedAfterApplied,
    OutOfOrder,
    Irreversible,
}

/// <summary>Consent of so many people.</summary>
/// <param name="From">Who may give it: <c>team:dba</c>, <c>@login</c> of a person on GitHub, an approver's name, or <c>anyone-but-author</c>; empty means the last.</param>
public sealed record Requirement(int Approvals, EquatableList<string> From)
{
    /// <summary>Only consent that writes the digest out counts: a signed approval does, a review where its author wrote the command.</summary>
    public bool DigestInWords { get; init; }
}

/// <summary>A person who may approve by signed file.</summary>
/// <param name="PublicKeyPem">SubjectPublicKeyInfo, ECDSA P-256.</param>
public sealed record Approver(string Name, string PublicKeyPem)
{
    public EquatableList<string> Teams { get; init; }

    /// <summary>E-mail addresses under which this person commits, lower case: an author does not approve.</summary>
    public EquatableList<string> Emails { get; init; }
}

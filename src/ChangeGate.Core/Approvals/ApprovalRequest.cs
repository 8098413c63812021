using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Text;

namespace ChangeGate.Approvals;

/// <summary>What an approval must say to count now.</summary>
public sealed record ApprovalRequest
{
    public required string Target { get; init; }

    public required EnvironmentClass EnvironmentClass { get; init; }

    public required Digest Digest { get; init; }

    /// <summary>The same set's digest for a protected environment: consent to it covers an open one too, never the reverse.</summary>
    public required Digest ProtectedDigest { get; init; }

    public required Authorship Authorship { get; init; }

    public required Policy Policy { get; init; }

    public required DateTimeOffset Now { get; init; }

    public static ApprovalRequest For(MigrationSet set, Digest footprint, Policy policy, DateTimeOffset now) => new()
    {
        Target = set.Target,
        EnvironmentClass = set.EnvironmentClass,
        Digest = SetDigest.Of(set, footprint),
        ProtectedDigest = SetDigest.Of(set with { EnvironmentClass = EnvironmentClass.Protected }, footprint),
        Authorship = set.Authorship,
        Policy = policy,
        Now = now,
    };
}

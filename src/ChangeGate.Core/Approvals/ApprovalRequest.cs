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

    /// <summary>Of the tables that the set touches, as they are now; empty where nobody asked.</summary>
    public EquatableList<TableRows> Sizes { get; init; }

    /// <summary>What those had before them who reviewed, oldest first; empty where they had what is known now.</summary>
    public EquatableList<ShownSizes> Shown { get; init; }

    public required Authorship Authorship { get; init; }

    public required Policy Policy { get; init; }

    public required DateTimeOffset Now { get; init; }

    public static ApprovalRequest For(MigrationSet set, Digest footprint, EquatableList<TableRows> sizes, Policy policy, DateTimeOffset now) => new()
    {
        Target = set.Target,
        EnvironmentClass = set.EnvironmentClass,
        Digest = SetDigest.Of(set, footprint),
        ProtectedDigest = SetDigest.Of(set with { EnvironmentClass = EnvironmentClass.Protected }, footprint),
        Sizes = sizes,
        Authorship = set.Authorship,
        Policy = policy,
        Now = now,
    };

    /// <summary>Sizes as whoever consented at this moment could have seen them. Snapshots are dated by the second that was running.</summary>
    public EquatableList<TableRows> ShownAt(DateTimeOffset moment) =>
        Shown.Count == 0 ? Sizes : (Shown.LastOrDefault(shown => shown.ReadAt.AddSeconds(1) <= moment) ?? Shown[0]).Sizes;
}

/// <summary>Sizes that stood in the repository for everybody to see.</summary>
/// <param name="ReadAt">When they were read from a database.</param>
public sealed record ShownSizes(DateTimeOffset ReadAt, EquatableList<TableRows> Sizes);

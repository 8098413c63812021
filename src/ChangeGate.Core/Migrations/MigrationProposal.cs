namespace ChangeGate.Migrations;

/// <summary>What a proposal does to a folder of migrations, and on top of which history.</summary>
/// <param name="History">What the base holds.</param>
/// <param name="Proposed">What is added, edited, renamed or deleted, in the order in which it would run.</param>
public sealed record MigrationProposal(IReadOnlyList<Migration> History, IReadOnlyList<Migration> Proposed)
{
    /// <summary>Compares the folder where the branch left the base, as the proposal leaves it, and as the base holds it now.</summary>
    /// <param name="fork">The merge base: what differs from it is the proposal's doing.</param>
    /// <param name="head">The proposal.</param>
    /// <param name="tip">The base today: others may have merged since.</param>
    /// <param name="layout">Which of the files are migrations, and their order.</param>
    public static MigrationProposal Between(IReadOnlyList<Migration> fork, IReadOnlyList<Migration> head, IReadOnlyList<Migration> tip, MigrationLayout layout)
    {
        var before = fork.ToDictionary(migration => migration.Path, StringComparer.Ordinal);
        var now = tip.ToDictionary(migration => migration.Path, StringComparer.Ordinal);
        var after = head.ToDictionary(migration => migration.Path, StringComparer.Ordinal);
        var gone = fork.Where(migration => !after.ContainsKey(migration.Path)).ToList();
        var proposed = new List<Migration>();

        foreach (var migration in head)
        {
            if (before.TryGetValue(migration.Path, out var old))
            {
                AddEdit(proposed, migration, old);
                continue;
            }

            if (now.TryGetValue(migration.Path, out var merged))
            {
                // Somebody merged a migration of the same name meanwhile: with the same bytes there is nothing left to propose.
                AddEdit(proposed, migration, merged);
                continue;
            }

            var origin = gone.FirstOrDefault(candidate => candidate.Digest == migration.Digest);
            proposed.Add(origin is null
                ? migration with { Change = MigrationChange.Added }
                : migration with { Change = MigrationChange.Renamed, PreviousPath = origin.Path });

            if (origin is not null)
            {
                gone.Remove(origin);
            }
        }

        proposed.AddRange(gone.Select(migration => migration with { Change = MigrationChange.Deleted }));

        return new MigrationProposal(
            [.. tip.Select(migration => migration with { Change = MigrationChange.Unchanged })],
            [.. proposed.OrderBy(migration => migration.Path, MigrationLayouts.Order(layout))]);
    }

    private static void AddEdit(List<Migration> proposed, Migration migration, Migration old)
    {
        if (migration.Digest != old.Digest || migration.Down?.Digest != old.Down?.Digest)
        {
            proposed.Add(migration with { Change = MigrationChange.Edited });
        }
    }
}

using ChangeGate.Changes;
using ChangeGate.Databases.Running;
using ChangeGate.Migrations;
using ChangeGate.Rollbacks;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>
/// A history has run in production, so what a shadow cannot do of it (an extension that is not installed, a server that is elsewhere) must not cost the rest: where a file fails as a whole, its
/// statements run one by one.
/// </summary>
internal static class HistoryReplay
{
    /// <returns>Whether any of it stands now.</returns>
    public static async Task<bool> RunOneByOneAsync(ShadowRun run, Migration migration, Script script, CancellationToken cancellation)
    {
        var stands = false;

        foreach (var statement in script.Statements)
        {
            try
            {
                var only = new PlannedMigration(migration, new Script([statement]), new Rollback { Reversibility = Reversibility.No });
                stands |= (await run.RunAsync(ScriptPlan.Of(only), null, cancellation)).Failure is null;
            }
            catch (RunRefusedException)
            {
                // The runner would not run it either.
            }
        }

        return stands;
    }
}

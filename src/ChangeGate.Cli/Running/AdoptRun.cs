using ChangeGate.Cli.Identities;
using ChangeGate.Databases;
using ChangeGate.Failures;

namespace ChangeGate.Cli.Running;

/// <summary>Begins the journal of a database that already has some of the history.</summary>
internal static class AdoptRun
{
    public static async Task<ExitCode> RunAsync(GovernedEnvironment environment, IdentityRequest identity, string through, CancellationToken cancellation)
    {
        var files = environment.ReadMigrations();
        var last = files.ToList().FindIndex(migration => migration.Path == through);

        if (last < 0)
        {
            throw new GateException($"--adopt-through names '{through}', which is no migration of target '{environment.Target.Name}'.", "Name the last migration that the database already has, as its path is below the folder.");
        }

        var adopted = files.Take(last + 1).ToList();
        var asking = await environment.Asking(identity).FindAsync(environment.Identity, environment.HeadCommit, isOfCommit: true, cancellation);
        await using var engine = await environment.OpenAsync(mayCreate: false, cancellation);
        await RunnerRole.RefuseSuperuserAsync(engine, environment, cancellation);
        var plan = environment.AdoptionOf(adopted, asking.Actor);
        var count = await new Adoption(engine, new RunLimits(), TimeProvider.System).AdoptAsync(plan, new RunScreen(), cancellation);
        Console.WriteLine($"{count} migrations are recorded as applied in {engine.Database}; nothing was run.");

        return ExitCode.Allowed;
    }
}

using System.Collections.Concurrent;
using ChangeGate.Cli.Output;
using ChangeGate.Cli.Running;
using ChangeGate.Databases;
using ChangeGate.Failures;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Reports;
using ChangeGate.Reports.Terminal;
using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.Cli.Fleets;

/// <summary>Where the members of a fleet stand: which version each has, who lags behind, and whose schema somebody changed.</summary>
internal sealed class FleetOverview(GovernedEnvironment environment, Fleet fleet)
{
    private const int AtOnce = 16;

    private readonly IReadOnlyList<Migration> _files = environment.ReadMigrations();

    public async Task<ExitCode> ShowAsync(bool json, CancellationToken cancellation)
    {
        var screen = new FleetScreen();
        var found = new ConcurrentDictionary<string, MemberStatus>(StringComparer.Ordinal);
        screen.Begin("looking at the members", fleet.Count);

        await Parallel.ForEachAsync(
            fleet.Waves.SelectMany(static wave => wave.Members.Select(member => (Wave: wave.Name, Member: member))),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (one, token) =>
            {
                found[one.Member.Name] = await ReadAsync(one.Member, one.Wave, token);
                screen.Looked();
            });

        FleetScreen.End();
        var status = new FleetStatus(environment.Target.Name, environment.Environment.Name, [.. fleet.Members.Select(member => found[member.Name])]);
        ResultWriter.Result(json, layout => JsonReport.WriteFleetStatus(status, layout), width => ConsoleFleet.Render(status, width));

        return status.IsUpToDate ? ExitCode.Allowed
            : status.Members.Any(static member => member.Standing == MemberStanding.Unreachable) ? ExitCode.CannotDecide
            : status.IsBroken ? ExitCode.Denied
            : ExitCode.Pending;
    }

    private async Task<MemberStatus> ReadAsync(FleetMember member, string wave, CancellationToken cancellation)
    {
        try
        {
            await using var engine = await environment.Of(member).OpenAsync(mayCreate: false, cancellation);
            var (target, name) = (environment.Target.Name, environment.Of(member).Environment.Name);
            var status = await new DatabaseStatus(engine).OfThisMomentAsync(cancellation);
            var journal = await status.StatusAsync(target, name, _files, cancellation);
            var drift = await status.DriftAsync(target, name, _files, cancellation);

            var (standing, because) = Read(journal, drift);

            return new MemberStatus(member.Name, wave, standing)
            {
                Version = journal.Migrations.LastOrDefault(Stands)?.Path,
                Pending = journal.Migrations.Count(static migration => migration.State is not MigrationState.Missing && !Stands(migration)),
                Because = because,
                Server = engine.Server,
                Database = engine.Database,
            };
        }
        catch (GateException failure)
        {
            return new MemberStatus(member.Name, wave, MemberStanding.Unreachable) { Because = failure.Problem };
        }
    }

    private static (MemberStanding Standing, string? Because) Read(TargetStatus journal, DriftReport drift) =>
        journal.Attention is { } attention ? (MemberStanding.Broken, attention)
        : journal.IsBroken ? (MemberStanding.Broken, BecauseOf(journal))
        : drift.Difference.Differences.Count > 0 ? (MemberStanding.Drifted, $"{Prose.Some(drift.Difference.Differences.Select(static one => $"{Prose.Name(one.Object)} {one.Kind.ToKeyword()}"), 3)}.")
        : drift.IsBroken ? (MemberStanding.Drifted, "Its schema is not the one that its journal recorded.")
        : (journal.IsUpToDate ? MemberStanding.UpToDate : MemberStanding.Behind, null);

    private static string BecauseOf(TargetStatus journal) =>
        Prose.Some(journal.Migrations.Where(static migration => migration.State is MigrationState.Edited or MigrationState.Missing or MigrationState.NeedsAttention).Select(static migration => $"{Prose.Name(migration.Path)} {migration.State.ToKeyword().Replace('-', ' ')}"), 3) is { Length: > 0 } some
            ? $"{some}."
            : "Its guard is not as it was installed.";

    private static bool Stands(MigrationStatus migration) => migration.State is MigrationState.Applied or MigrationState.Adopted;
}

using System.Collections.Concurrent;
using ChangeGate.Cli.Output;
using ChangeGate.Cli.Running;
using ChangeGate.Failures;
using ChangeGate.Policies;
using ChangeGate.Reports;
using ChangeGate.Reports.Terminal;
using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.Cli.Fleets;

/// <summary>
/// Brings one approved set to every member of a fleet. All members are looked at before the first one runs; each runs by itself, under its own lock,
/// with its own journal and evidence; and nothing is remembered but what their journals say, so the same command goes on wherever it ended.
/// </summary>
internal sealed class FleetApply(ApplyRequest request, Fleet fleet)
{
    private readonly FleetScreen _screen = new();

    private readonly SharedReading _shared = new(request.Environment);

    private readonly DateTimeOffset _startedAt = TimeProvider.System.GetUtcNow();

    public async Task<ExitCode> RunAsync(CancellationToken cancellation)
    {
        var seen = await new FleetSurvey(request, fleet, _shared, _screen).RunAsync(cancellation);
        var sets = FleetSets.Of(seen.Values.Where(static one => one.Report.State == MemberState.NotBegun));
        var blocked = fleet.Waves.FirstOrDefault(wave => wave.Members.Count(member => seen[member.Name].Code != ExitCode.Allowed) > wave.Tolerate);

        if (blocked is not null)
        {
            var stopped = seen.Values.Count(static one => one.Code != ExitCode.Allowed);

            return Show(Report(sets, [.. fleet.Waves.Select(wave => ReportOf(wave, seen))], $"Nothing ran: {Wording.Count(stopped, "member", "members")} of {Wording.Count(fleet.Count)} cannot take the set. Mend that and run the same command again."), seen);
        }

        return await RunWavesAsync(seen, sets, cancellation);
    }

    private async Task<ExitCode> RunWavesAsync(ConcurrentDictionary<string, MemberSurvey> seen, EquatableList<Digest> sets, CancellationToken cancellation)
    {
        var waves = new List<FleetWaveReport>();
        string? because = null;

        if (sets.Count > 0)
        {
            AnchorLedger();
        }

        foreach (var wave in fleet.Waves)
        {
            if (because is not null)
            {
                waves.Add(ReportOf(wave, seen));
                continue;
            }

            var isNeeded = fleet.Waves.SkipWhile(one => one != wave).SelectMany(static one => one.Members).Any(member => seen[member.Name].Report.State == MemberState.NotBegun);
            await RunWaveAsync(wave, seen, sets, cancellation);
            var ledger = Anchored(wave, seen);
            because = StopOf(wave, seen, cancellation) ?? ledger;

            if (because is null && isNeeded && wave.Health is { } question)
            {
                await AskAsync(wave, question, seen, cancellation);
                because = StopOf(wave, seen, cancellation);
            }

            var report = ReportOf(wave, seen);
            waves.Add(report);
            FleetScreen.Ended(report);
            because ??= report.IsWell ? null : $"Wave {Prose.Name(wave.Name)} has the set, and not all of its members are well: {LeftAlone(seen)}. Run the same command again when they are.";
        }

        return Show(Report(sets, [.. waves], because), seen);
    }

    private async Task RunWaveAsync(FleetWave wave, ConcurrentDictionary<string, MemberSurvey> seen, EquatableList<Digest> sets, CancellationToken cancellation)
    {
        var ready = wave.Members.Where(member => seen[member.Name].Report.State == MemberState.NotBegun).ToList();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _screen.Begin($"wave {wave.Name}", ready.Count);

        await Parallel.ForEachAsync(ready, new ParallelOptions { MaxDegreeOfParallelism = wave.Parallel }, async (member, _) =>
        {
            if (stop.IsCancellationRequested)
            {
                return;
            }

            var ended = await new FleetMemberVisit(member, request, _shared).RunAsync(seen[member.Name], sets, stop.Token);
            seen[member.Name] = ended;
            _screen.Ended(ended.Report);

            if (Failed(wave, seen) > wave.Tolerate)
            {
                await stop.CancelAsync();
            }
        });
    }

    /// <summary>Holds the ledger against what is kept elsewhere, enters what waits, and keeps its checkpoint there: for each member it would be too often.</summary>
    private void AnchorLedger()
    {
        using var key = EvidenceFolder.ReadKey(request.Environment, request.Evidence.Key);
        EvidenceFolder.Open(request.Environment, request.Evidence.Folder).OpenLedger(key);
    }

    /// <returns>Why the ledger cannot be gone on with; null where it can.</returns>
    private string? Anchored(FleetWave wave, ConcurrentDictionary<string, MemberSurvey> seen)
    {
        try
        {
            if (wave.Members.Any(member => seen[member.Name].Report.Runs.Count > 0))
            {
                AnchorLedger();
            }

            return null;
        }
        catch (GateException failure)
        {
            return $"Wave {Prose.Name(wave.Name)} has the set. {failure.Problem} {failure.Remedy}";
        }
    }

    private async Task AskAsync(FleetWave wave, HealthQuestion question, ConcurrentDictionary<string, MemberSurvey> seen, CancellationToken cancellation)
    {
        if (question.After > TimeSpan.Zero)
        {
            FleetScreen.Waits(wave, question.After);
            await Task.Delay(question.After, TimeProvider.System, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var asked = wave.Members.Where(member => seen[member.Name].Report.HasAll).ToList();
        _screen.Begin($"wave {wave.Name}, health", asked.Count);

        await Parallel.ForEachAsync(asked, new ParallelOptions { MaxDegreeOfParallelism = wave.Parallel }, async (member, _) =>
        {
            var answer = await new FleetMemberVisit(member, request, _shared).AskAsync(question, cancellation);
            seen[member.Name] = seen[member.Name] with { Report = seen[member.Name].Report with { Health = answer } };
            _screen.Asked(member.Name, answer);
        });
    }

    private static int Failed(FleetWave wave, ConcurrentDictionary<string, MemberSurvey> seen) => wave.Members.Count(member => seen[member.Name] is { Code: not ExitCode.Allowed, Report.State: not MemberState.Stopped });

    /// <summary>null where the next wave may begin.</summary>
    private static string? StopOf(FleetWave wave, ConcurrentDictionary<string, MemberSurvey> seen, CancellationToken cancellation) =>
        Failed(wave, seen) is var failed && failed > wave.Tolerate ? $"Stopped in wave {Prose.Name(wave.Name)}: {Wording.Count(failed, "member", "members")} of it did not come to the end; {LeftAlone(seen)}. Mend that and run the same command again: it goes on with what is not done."
        : cancellation.IsCancellationRequested ? $"Cancelled in wave {Prose.Name(wave.Name)}; {LeftAlone(seen)}. Run the same command again: it goes on with what is not done."
        : null;

    private static string LeftAlone(ConcurrentDictionary<string, MemberSurvey> seen) =>
        seen.Values.Count(static one => one.Report.State == MemberState.NotBegun) is var left && left == 0 ? "no other was left to begin" : $"{Wording.Count(left, "member was", "members were")} not begun";

    private FleetReport Report(EquatableList<Digest> sets, EquatableList<FleetWaveReport> waves, string? because) => new()
    {
        Target = request.Environment.Target.Name,
        Environment = request.Environment.Environment.Name,
        Actor = _shared.Actor ?? request.Environment.Asking(request.Identity).Claimed().Actor,
        Sets = sets,
        StartedAt = _startedAt,
        EndedAt = TimeProvider.System.GetUtcNow(),
        Waves = waves,
        Because = because ?? (waves.All(static wave => wave.Members.All(static member => member.HasAll)) ? null : "Every wave has had its turn, and not every member has the set: as many as were tolerated came to nothing. Mend them and run the same command again."),
    };

    private static FleetWaveReport ReportOf(FleetWave wave, ConcurrentDictionary<string, MemberSurvey> seen)
    {
        EquatableList<FleetMemberReport> members = [.. wave.Members.Select(member => seen[member.Name].Report)];

        return new FleetWaveReport(wave.Name, members)
        {
            Parallel = wave.Parallel,
            Tolerated = wave.Tolerate,
            Question = wave.Health is { } health && members.Any(static member => member.Health is not null) ? Digest.Of(health.Ask) : null,
        };
    }

    private ExitCode Show(FleetReport report, ConcurrentDictionary<string, MemberSurvey> seen)
    {
        FleetScreen.End();

        if (!request.Output.Json && seen.Values.FirstOrDefault(static one => one.Held is not null)?.Held is { } held)
        {
            ResultWriter.Judgement(held, ReportOptions.Default);
        }

        ResultWriter.Result(request.Output.Json, layout => JsonReport.WriteFleet(report, layout), width => ConsoleFleet.Render(report, width));

        foreach (var file in request.Output.Reports)
        {
            OutputRequest.Save(file.Path, JsonReport.WriteFleet(report));
        }

        if (report.Members.Any(static member => member.Runs.Count > 0 || member.Health is not null))
        {
            EvidenceFolder.KeepFleet(request.Environment, request.Evidence.Folder, report.StartedAt, JsonReport.WriteFleet(report));
        }

        var code = seen.Values.Aggregate(ExitCode.Allowed, static (code, one) => code.StrictestWith(one.Code));

        return report.IsComplete ? ExitCode.Allowed
            : code != ExitCode.Allowed ? code
            : report.Waves.All(static wave => wave.IsWell) ? ExitCode.CannotDecide
            : ExitCode.Denied;
    }
}

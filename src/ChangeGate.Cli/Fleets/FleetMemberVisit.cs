using ChangeGate.Cli.Output;
using ChangeGate.Cli.Running;
using ChangeGate.Databases;
using ChangeGate.Decisions;
using ChangeGate.Failures;
using ChangeGate.Policies;
using ChangeGate.Reports;
using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.Cli.Fleets;

/// <summary>What was found on a member before anything ran: <see cref="MemberState.NotBegun"/> is ready to run.</summary>
/// <param name="Report">What is said of it if nothing more happens.</param>
/// <param name="Code">What it makes of the whole command; <see cref="ExitCode.Allowed"/> where nothing speaks against it.</param>
internal sealed record MemberSurvey(FleetMemberReport Report, ExitCode Code)
{
    /// <summary>Of what would run, in order.</summary>
    public EquatableList<Digest> Sets { get; init; }

    /// <summary>Which database it is; null where it was not reached.</summary>
    public string? Identity { get; init; }

    /// <summary>What may not run there; null where it may, or where it was not judged.</summary>
    public Judgement? Held { get; init; }

    public MemberSurvey Refused(ExitCode code, string because, string remedy) =>
        this with { Code = code, Report = Report with { State = MemberState.Refused, Because = because, Remedy = remedy } };
}

/// <summary>One member of a fleet: looked at, run, and asked how it is. What goes wrong with it is told of it, and never thrown.</summary>
internal sealed class FleetMemberVisit
{
    private readonly FleetMember _member;

    private readonly ApplyRequest _request;

    private readonly GovernedApply _apply;

    public FleetMemberVisit(FleetMember member, ApplyRequest request, SharedReading shared)
    {
        _member = member;
        _request = request with { Environment = request.Environment.Of(member) with { IsInFleet = true }, Output = new OutputRequest(Json: false, []), Member = new FleetMembership(member.Name, shared) };
        _apply = new GovernedApply(_request);
    }

    public async Task<MemberSurvey> SurveyAsync(CancellationToken cancellation)
    {
        var nothing = new MemberSurvey(new FleetMemberReport(_member.Name, MemberState.NotBegun), ExitCode.Allowed);

        try
        {
            await using var engine = await _request.Environment.OpenAsync(mayCreate: true, cancellation);
            nothing = nothing with { Report = nothing.Report with { Server = engine.Server, Database = engine.Database }, Identity = await new HealthCheck(engine).IdentityAsync(cancellation) };

            return await SurveyAsync(engine, nothing, cancellation);
        }
        catch (RunRefusedException refused)
        {
            return nothing.Refused(refused.Refusal.ToExitCode(), refused.Problem, refused.Remedy);
        }
        catch (GateException failure) when (nothing.Identity is not null)
        {
            return nothing.Refused(ExitCode.CannotDecide, failure.Problem, failure.Remedy);
        }
        catch (GateException failure)
        {
            return new MemberSurvey(new FleetMemberReport(_member.Name, MemberState.Unreachable) { Because = failure.Problem, Remedy = failure.Remedy }, ExitCode.CannotDecide);
        }
    }

    /// <summary>Runs what it lacks, if that is still what the fleet runs.</summary>
    /// <param name="seen">What was found before.</param>
    /// <param name="sets">Of the fleet.</param>
    /// <param name="cancellation">At the next boundary.</param>
    public async Task<MemberSurvey> RunAsync(MemberSurvey seen, EquatableList<Digest> sets, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        var ended = await RunOnceAsync(seen, sets, cancellation);

        return ended with { Report = ended.Report with { Took = ended.Report.State == MemberState.NotBegun ? null : TimeProvider.System.GetElapsedTime(started) } };
    }

    /// <summary>Asks a member that has everything.</summary>
    public async Task<HealthAnswer> AskAsync(HealthQuestion question, CancellationToken cancellation)
    {
        try
        {
            await using var engine = await _request.Environment.OpenAsync(mayCreate: false, cancellation);

            return await new HealthCheck(engine).AskAsync(question.Ask, question.Within, cancellation);
        }
        catch (GateException failure)
        {
            return new HealthAnswer(false, failure.Problem);
        }
        catch (OperationCanceledException)
        {
            return new HealthAnswer(false, "The command was cancelled before it was asked.");
        }
    }

    private async Task<MemberSurvey> SurveyAsync(IEngine engine, MemberSurvey seen, CancellationToken cancellation)
    {
        var prepared = await _apply.PrepareMemberAsync(engine, cancellation);

        if (prepared.Parts.Count == 0)
        {
            return seen.Refused(prepared.Whole.Decision.Verdict.ToExitCode(), BecauseOf(prepared.Whole.Decision), "See above, or judge it with `changegate check`.") with { Held = prepared.Whole };
        }

        if (await _apply.ForeseeAsync(prepared, cancellation) is { } refusal)
        {
            return seen.Refused(refusal.ToExitCode(), refusal.Problem, refusal.Remedy);
        }

        return prepared.Whole.Assessment.Migrations.Count == 0
            ? seen with { Report = seen.Report with { State = MemberState.UpToDate } }
            : seen with { Sets = SetsOf(prepared) };
    }

    private async Task<MemberSurvey> RunOnceAsync(MemberSurvey seen, EquatableList<Digest> sets, CancellationToken cancellation)
    {
        try
        {
            await using var engine = await _request.Environment.OpenAsync(mayCreate: true, cancellation);
            var prepared = await _apply.PrepareMemberAsync(engine, cancellation);

            if (prepared.Parts.Count == 0 || prepared.Whole.Assessment.Migrations.Count == 0 || !FleetSets.EndWith(sets, SetsOf(prepared)))
            {
                return seen.Refused(ExitCode.CannotDecide, "It is not as it was when the fleet was looked at: something else ran there meanwhile, or its sizes ask for another decision.", "Run the same command again: it looks at all members anew.");
            }

            return Ended(seen, await _apply.RunAsync(engine, prepared, cancellation), cancellation);
        }
        catch (RunRefusedException refused)
        {
            return seen.Refused(refused.Refusal.ToExitCode(), refused.Problem, refused.Remedy);
        }
        catch (GateException failure)
        {
            return seen with { Code = ExitCode.CannotDecide, Report = seen.Report with { State = MemberState.Failed, Because = failure.Problem, Remedy = failure.Remedy } };
        }
        catch (OperationCanceledException)
        {
            return seen;
        }
    }

    private static MemberSurvey Ended(MemberSurvey seen, IReadOnlyList<Execution> ran, CancellationToken cancellation)
    {
        var report = seen.Report with
        {
            Runs = [.. ran.Select(static one => new FleetRun(one.Run.Id, one.Run.SetDigest, one.Run.Outcome, one.Bundle is { } bundle ? Path.GetFileName(bundle) : null))],
        };
        var last = ran[^1];

        if (last.Code == ExitCode.Allowed)
        {
            return seen with { Report = report with { State = MemberState.Done } };
        }

        return seen with
        {
            Code = last.Code,
            Report = report with
            {
                State = cancellation.IsCancellationRequested && last.Run.Outcome == RunOutcome.Failed ? MemberState.Stopped : MemberState.Failed,
                Because = last.Run.Because ?? (last.Run.IsAstray ? "It left another schema than was foreseen." : "Its evidence could not be entered in the ledger."),
            },
        };
    }

    private static EquatableList<Digest> SetsOf(PreparedRun prepared) => [.. prepared.Parts.Select(static part => part.Assessment.Digest)];

    private static string BecauseOf(Decision decision) =>
        Prose.Some(decision.Reasons.Where(reason => reason.Verdict == decision.Verdict).Select(static reason => reason.Because), 2);
}

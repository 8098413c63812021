using ChangeGate.Approvals;
using ChangeGate.Cli.Identities;
using ChangeGate.Databases;
using ChangeGate.Evidence;

namespace ChangeGate.Cli.Running;

/// <summary>What was asked of <c>rollback</c>.</summary>
internal sealed record RollbackRequest(GovernedEnvironment Environment, EvidenceRequest Evidence, bool Json)
{
    /// <summary>null means the latest run that stands.</summary>
    public string? RunId { get; init; }

    public IdentityRequest Identity { get; init; } = IdentityRequest.None;
}

/// <summary>Takes a run back and leaves the evidence of that.</summary>
internal sealed class GovernedRollback(RollbackRequest request)
{
    public async Task<ExitCode> RunAsync(CancellationToken cancellation)
    {
        await using var engine = await request.Environment.OpenAsync(mayCreate: false, cancellation);

        return (await RunAsync(engine, request.RunId, [], cancellation)).Code;
    }

    /// <param name="engine">Where.</param>
    /// <param name="runId">null means the latest run that stands.</param>
    /// <param name="approvals">Of the rollback itself.</param>
    /// <param name="cancellation">Before a statement.</param>
    public async Task<Execution> RunAsync(IEngine engine, string? runId, IReadOnlyList<ApprovalCheck> approvals, CancellationToken cancellation)
    {
        await RunnerRole.RefuseSuperuserAsync(engine, request.Environment, cancellation);
        var identity = await request.Environment.Asking(request.Identity).FindAsync(request.Environment.Identity, null, isOfCommit: false, cancellation);
        using var record = RunRecord.Open(request.Environment, request.Evidence);
        var plan = new RollbackPlan
        {
            Target = request.Environment.Target.Name,
            Environment = request.Environment.Environment.Name,
            EnvironmentClass = request.Environment.Environment.Class,
            Actor = identity.Actor,
            RunId = runId,
        };
        var ended = await new RollbackRunner(engine, request.Environment.Limits, TimeProvider.System).RunAsync(plan, new RunScreen(), cancellation);
        var run = ended with { Identity = identity };

        return record.Finish(run, (context, key) => EvidenceBundle.CreateForRollback(run, approvals, context, key), request.Json);
    }
}

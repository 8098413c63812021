using System.CommandLine;
using ChangeGate.Cli.Running;
using ChangeGate.Databases;
using ChangeGate.Evidence;

namespace ChangeGate.Cli.Commands;

/// <summary>The governed reverse run: what an earlier run recorded as its way back, and nothing else.</summary>
internal static class RollbackCommand
{
    public static Command Create()
    {
        var environment = new EnvironmentOptions();
        var evidence = new EvidenceOptions();
        var run = new Option<string?>("--run") { Description = "The run to take back; it must be the latest that stands. Default: that one.", HelpName = "ID" };
        var format = OutputOptions.CreateFormat();
        var command = new Command("rollback", "Take back the latest run of an environment, with its rows.") { run, format };
        environment.AddTo(command);
        evidence.AddTo(command);
        command.SetAction(async (arguments, cancellation) =>
            (int)await RunAsync(environment.Read(arguments), arguments.GetValue(run), evidence.Read(arguments), OutputOptions.IsJson(arguments.GetValue(format)), cancellation));

        return command;
    }

    private static async Task<ExitCode> RunAsync(GovernedEnvironment environment, string? runId, EvidenceRequest evidence, bool json, CancellationToken cancellation)
    {
        await using var engine = await environment.OpenAsync(mayCreate: false, cancellation);
        using var record = RunRecord.Open(environment, evidence);
        var plan = new RollbackPlan
        {
            Target = environment.Target.Name,
            Environment = environment.Environment.Name,
            EnvironmentClass = environment.Environment.Class,
            Actor = Actor.Name,
            RunId = runId,
        };
        var report = await new RollbackRunner(engine, new RunLimits(), TimeProvider.System).RunAsync(plan, new RunScreen(), cancellation);

        return record.Finish(report, (context, key) => EvidenceBundle.CreateForRollback(report, context, key), json);
    }
}

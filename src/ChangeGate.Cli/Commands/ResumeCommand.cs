using System.CommandLine;
using ChangeGate.Cli.Identities;
using ChangeGate.Cli.Running;
using ChangeGate.Databases;

namespace ChangeGate.Cli.Commands;

/// <summary>Brings the run that broke off last to its end, whichever way it went, and begins nothing new.</summary>
internal static class ResumeCommand
{
    public static Command Create()
    {
        var environment = new EnvironmentOptions();
        var identity = new IdentityOptions();
        var output = new OutputOptions("run", "decision");
        var approvals = new Option<string?>("--approvals") { Description = "Folder of signed approvals. Default: .changegate/approvals.", HelpName = "DIR" };
        var evidence = new EvidenceOptions();
        var rehearsal = new RehearsalOptions();
        var command = new Command("resume", "Go on with a run that was killed or failed, with the approvals that its whole set has.") { approvals };
        environment.AddTo(command);
        rehearsal.AddTo(command);
        evidence.AddTo(command);
        output.AddTo(command);
        identity.AddTo(command);
        command.SetAction(async (arguments, cancellation) => (int)await RunAsync(
            new ApplyRequest(environment.Read(arguments), arguments.GetValue(approvals), evidence.Read(arguments), output.Read(arguments)) { Rehearsal = rehearsal.Read(arguments), Identity = identity.Read(arguments) },
            cancellation));

        return command;
    }

    private static async Task<ExitCode> RunAsync(ApplyRequest request, CancellationToken cancellation)
    {
        await using var engine = await request.Environment.OpenAsync(mayCreate: false, cancellation);

        if (await new DatabaseStatus(engine).BrokenRunAsync(cancellation) is not { } broken)
        {
            Console.WriteLine("There is nothing to resume: the last run came to its end.");
            return ExitCode.Allowed;
        }

        return broken.RollsBack is { } taken
            ? (await new GovernedRollback(new RollbackRequest(request.Environment, request.Evidence, request.Output.Json) { Identity = request.Identity }).RunAsync(engine, taken, [], cancellation)).Code
            : await new GovernedApply(request).ResumeAsync(engine, broken, cancellation);
    }
}

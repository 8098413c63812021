using System.CommandLine;
using ChangeGate.Cli.Output;
using ChangeGate.Cli.Sources;
using ChangeGate.Databases.Rehearsals;
using ChangeGate.Databases.Rehearsals.Sizes;
using ChangeGate.Failures;
using ChangeGate.Rehearsals;

namespace ChangeGate.Cli.Commands;

/// <summary>Runs migrations on databases that are thrown away, and proves that they can be taken back.</summary>
internal static class RehearseCommand
{
    public static Command Create()
    {
        var proposal = new ProposalOptions();
        var each = new Option<bool>("--each") { Description = "With --folder: every migration of the folder in its place, and not only the proposed ones." };
        var server = new Option<string?>("--server") { Description = "auto, local, embedded, docker, docker://IMAGE or a connection string. Default: what the target says, else auto.", HelpName = "WHERE" };
        var limit = new Option<int?>("--statement-limit") { Description = "How many seconds a statement may run before it is stopped. Default: what the target says, else 60.", HelpName = "SECONDS" };
        var output = new OutputOptions("rehearsal");
        var command = new Command("rehearse", "Run migrations up, down and up again on databases that are thrown away.") { each, server, limit };
        proposal.AddTo(command);
        output.AddTo(command);
        command.SetAction(async (arguments, cancellation) =>
            (int)await RunAsync(proposal.Read(arguments), new Asked(arguments.GetValue(each), arguments.GetValue(server), Limit(arguments.GetValue(limit)), RehearsalOutput.Checked(output.Read(arguments))), cancellation));

        return command;
    }

    private static async Task<ExitCode> RunAsync(ProposalRequest request, Asked asked, CancellationToken cancellation)
    {
        var code = ExitCode.Allowed;
        List<Proposal> proposals = asked.Each ? [ProposalReader.ReadForReplay(request)] : [.. ProposalReader.Read(request)];

        foreach (var proposal in proposals)
        {
            code = code.StrictestWith(await RunAsync(proposal, request, asked with { Several = proposals.Count > 1 }, cancellation));
        }

        return code;
    }

    private static async Task<ExitCode> RunAsync(Proposal proposal, ProposalRequest request, Asked asked, CancellationToken cancellation)
    {
        var set = proposal.Set;
        var (history, rehearsed) = asked.Each ? ProposalReader.Split(set.History, request.From, "this folder") : (set.History, [.. set.Proposed.Where(static migration => migration.IsToRun)]);
        await using var server = await RehearsalPlace.OpenAsync(proposal, asked.Server, ShadowPlaces.Options(asked.StatementLimit ?? proposal.Rehearsal?.StatementLimit).KeepFor(history), cancellation);
        var output = new RehearsalOutput(asked.Output, server.Description, [.. rehearsed.Select(static migration => migration.Path)]);
        var code = ExitCode.Allowed;

        await foreach (var rehearsal in new MigrationRehearser(server, TimeProvider.System) { Sizes = SizeEstimator.For(proposal.Statistics, TimeProvider.System) }.RunAsync(history, rehearsed, cancellation))
        {
            code = code.StrictestWith(rehearsal.Stopped is not null || rehearsal.Rollback.Verdict == ProofVerdict.Fails || rehearsal.IsRefused ? ExitCode.Denied : ExitCode.Allowed);
            output.Add(rehearsal);
        }

        output.Finish(set.Target, asked.Several);
        return code;
    }

    private static TimeSpan? Limit(int? seconds) => seconds switch
    {
        null => null,
        > 0 and <= 86400 => TimeSpan.FromSeconds(seconds.Value),
        _ => throw new GateException($"--statement-limit is {seconds}.", "Give seconds, from 1 to 86400."),
    };

    private sealed record Asked(bool Each, string? Server, TimeSpan? StatementLimit, OutputRequest Output)
    {
        public bool Several { get; init; }
    }
}

using ChangeGate.Cli.Output;
using ChangeGate.Databases.Shadows;
using ChangeGate.Failures;
using ChangeGate.Policies;

namespace ChangeGate.Cli.Sources;

/// <summary>Where a proposal is rehearsed: what was given on the command line, else what its target says, else wherever there is a server.</summary>
internal static class RehearsalPlace
{
    private const string None = "none";

    private const string Remedy = "Give --server auto, local, embedded, docker, docker://IMAGE or a connection string, or write it as `rehearsal.server` of the target.";

    /// <exception cref="GateException">There is none, or the target wants none: what was to be rehearsed does not count as judged.</exception>
    public static async Task<ShadowServer> OpenAsync(Proposal proposal, string? server, ShadowOptions options, CancellationToken cancellation)
    {
        var setting = server ?? proposal.Rehearsal?.Server ?? "auto";

        if (setting == None)
        {
            throw Unwanted(proposal.Set.Target);
        }

        var engine = proposal.RunsOn ?? (proposal.Set.Engine == 0 ? null : proposal.Set.Engine);

        return await ShadowServers.OpenAsync(EnvironmentVariables.Expand(setting, "the server for rehearsals"), proposal.Set.Dialect, engine, options, cancellation);
    }

    /// <summary>Where a pull request is rehearsed, and a run before it begins, without being asked each time.</summary>
    public static bool IsAskedFor(Proposal proposal) => proposal.Rehearsal is { Server: not None };

    /// <summary>Where a run is rehearsed before it begins; null where nobody wants it.</summary>
    /// <param name="asked">On the command line.</param>
    /// <param name="target">As it is now.</param>
    /// <param name="before">The configuration before what is to run came in: a proposal names neither the server that clears it nor does it ask for one.</param>
    /// <exception cref="GateException">It was asked for, and the target wants none.</exception>
    public static RehearsalSetting? OfRun(RehearsalRequest? asked, Target target, Configuration? before)
    {
        var ofBase = before?.Targets.FirstOrDefault(one => one.Name == target.Name)?.Rehearsal;

        if (asked is null)
        {
            if (ofBase is null && target.Rehearsal is { Server: not None })
            {
                Terminal.Remark($"The target '{target.Name}' asks for rehearsals only since what runs now came in: they begin with the next proposal. --rehearse asks for one now.");
            }

            return ofBase;
        }

        var setting = ofBase ?? target.Rehearsal ?? new RehearsalSetting("auto", null);
        var server = asked.Server ?? setting.Server;

        return server == None ? throw Unwanted(target.Name) : setting with { Server = server };
    }

    private static GateException Unwanted(string target) => new($"The target '{target}' is not to be rehearsed: `rehearsal.server` is `none`.", Remedy);
}

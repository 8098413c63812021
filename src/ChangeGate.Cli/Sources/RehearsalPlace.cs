using ChangeGate.Databases.Shadows;
using ChangeGate.Failures;

namespace ChangeGate.Cli.Sources;

/// <summary>Where a proposal is rehearsed: what was given on the command line, else what its target says, else wherever there is a server.</summary>
internal static class RehearsalPlace
{
    private const string Remedy = "Give --server auto, local, embedded or a connection string, or write it as `rehearsal.server` of the target.";

    /// <exception cref="GateException">There is none, or the target wants none: what was to be rehearsed does not count as judged.</exception>
    public static async Task<ShadowServer> OpenAsync(Proposal proposal, string? server, ShadowOptions options, CancellationToken cancellation)
    {
        var setting = server ?? proposal.Rehearsal ?? "auto";

        if (setting == "none")
        {
            throw new GateException($"The target '{proposal.Set.Target}' is not to be rehearsed: `rehearsal.server` is `none`.", Remedy);
        }

        return await ShadowServers.OpenAsync(EnvironmentVariables.Expand(setting, "the server for rehearsals"), proposal.Set.Dialect, proposal.Set.Engine == 0 ? null : proposal.Set.Engine, options, cancellation);
    }

    /// <summary>Where a pull request is rehearsed without being asked each time.</summary>
    public static bool IsAskedFor(Proposal proposal) => proposal.Rehearsal is not (null or "none");
}

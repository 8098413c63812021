using ChangeGate.Runs;

namespace ChangeGate.Reports;

/// <summary>Who asked for a run, in words.</summary>
internal static class IdentityText
{
    /// <summary>In one line; null where nothing is known but a user of a machine, which the sentence about the run names.</summary>
    public static (Tone Tone, string Sentence)? Of(RunReport run) => run.Identity switch
    {
        null or { From: IdentitySource.Machine, OnBehalfOf: null, Ci: null, Token: null, Kind: RequesterKind.Unknown } => null,
        { Token: not null } identity => (Tone.Good, Sentence(identity)),
        var identity => (Tone.Unknown, Sentence(identity)),
    };

    private static string Sentence(RunIdentity identity) =>
        $"Run by {Kind(identity.Kind)}{Prose.Name(identity.Requester)}{(identity.Ci is { } ci ? Through(ci) : "")} ({Standing(identity.Token is null ? identity.From : IdentitySource.Token)}){(identity.OnBehalfOf is { } behalf ? $", on behalf of {Prose.Name(behalf.Name)} ({Standing(behalf.From)})" : "")}{(identity.Ci?.BegunAgainBy is { } again ? $", begun again by {Prose.Name(again)} (claimed)" : "")}.";

    private static string Through(CiRun ci) =>
        $" through {RunIdentity.Name(ci.Provider)} {(ci.Provider == CiProvider.Github ? "run" : "job")} {Prose.Name(ci.RunId)}{(ci.Repository is { } repository ? $" of {Prose.Name(repository)}" : "")}";

    private static string Kind(RequesterKind kind) => kind switch
    {
        RequesterKind.Agent => "the agent ",
        RequesterKind.Service => "the service ",
        _ => "",
    };

    private static string Standing(IdentitySource source) => source == IdentitySource.Token ? "verified" : "claimed";
}

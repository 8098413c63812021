using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeGate.Decisions;
using ChangeGate.Policies;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>The stage that says what the policy said, with the policy itself. The approvals stand in their own stage.</summary>
public sealed record RecordedDecision
{
    public required Policy Policy { get; init; }

    public required Verdict Verdict { get; init; }

    public required EquatableList<Reason> Reasons { get; init; }

    public required EquatableList<RequirementState> Requirements { get; init; }

    public static RecordedDecision Of(Judgement judgement) => Of(judgement.Policy, judgement.Decision);

    internal static RecordedDecision Of(Policy policy, Decision decision) => new()
    {
        Policy = policy,
        Verdict = decision.Verdict,
        Reasons = decision.Reasons,
        Requirements = decision.Requirements,
    };

    internal JsonObject Write() => new()
    {
        ["policy"] = PolicyJson.Write(Policy),
        ["verdict"] = Keywords.Write(Verdict),
        ["reasons"] = JsonLists.Write(Reasons, reason => new JsonObject
        {
            ["verdict"] = Keywords.Write(reason.Verdict),
            ["clause"] = reason.Clause,
            ["because"] = reason.Because,
        }),
        ["requirements"] = JsonLists.Write(Requirements, WriteRequirement),
    };

    internal static RecordedDecision Read(JsonElement element) => new()
    {
        Policy = PolicyJson.Read(element.Member("policy")),
        Verdict = element.Keyword<Verdict>("verdict"),
        Reasons = [.. element.Items("reasons").Select(reason => new Reason(reason.Keyword<Verdict>("verdict"), reason.Text("clause"), reason.Text("because")))],
        Requirements =
        [
            .. element.Items("requirements").Select(state =>
                new RequirementState(state.Text("clause"), PolicyJson.ReadRequirement(state), state.SmallNumber("met"))),
        ],
    };

    private static JsonObject WriteRequirement(RequirementState state)
    {
        var written = PolicyJson.WriteRequirement(state.Requirement);
        written["clause"] = state.Clause;
        written["met"] = state.Met;

        return written;
    }
}

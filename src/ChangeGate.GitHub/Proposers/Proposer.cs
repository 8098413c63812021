using ChangeGate.Migrations;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Proposers;

/// <summary>Who wrote a proposal. Everything but a person is held to what policy asks of agents; the zero value too.</summary>
public enum ProposerKind
{
    Unknown,

    /// <summary>A program that follows instructions of its own: it raises versions, or formats.</summary>
    Bot,

    /// <summary>A program that writes what somebody asked it for.</summary>
    Agent,
    Person,
}

public enum EvidenceStrength
{
    /// <summary>What anybody can write, or leave out: it can make policy stricter and never more lenient.</summary>
    Weak,

    /// <summary>GitHub itself attests to it.</summary>
    Strong,
}

/// <param name="Because">What was seen and where: <c>the pull request was opened by the bot `Copilot`</c>.</param>
public sealed record ProposerEvidence(ProposerKind Kind, EvidenceStrength Strength, string Because);

/// <summary>Who wrote a proposal, and what that rests on.</summary>
public sealed record Proposer(ProposerKind Kind, EvidenceStrength Strength, EquatableList<ProposerEvidence> Evidence)
{
    /// <summary>As policy and risk know authors.</summary>
    public AuthorKind AuthorKind => Kind switch
    {
        ProposerKind.Person => AuthorKind.Person,
        ProposerKind.Agent or ProposerKind.Bot => AuthorKind.Agent,
        _ => AuthorKind.Unknown,
    };

    /// <summary>In words, for reports.</summary>
    public EquatableList<string> Sentences =>
        [.. Evidence.Select(static evidence => $"{evidence.Because} ({(evidence.Strength == EvidenceStrength.Strong ? "GitHub attests to it" : "anybody could write it")})")];
}

using ChangeGate.GitHub.People;
using ChangeGate.GitHub.PullRequests;
using ChangeGate.Migrations;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Proposers;

/// <summary>
/// Finds out who wrote a pull request. What GitHub attests decides; what anybody can write is only ever held against the proposal:
/// it can turn a person into an agent, and nothing turns an agent into a person.
/// </summary>
public sealed class ProposerReading(KnownAgents known)
{
    public Proposer Of(PullRequest pullRequest, EquatableList<Commit> commits) => Of(pullRequest, commits, []);

    /// <param name="pullRequest">Whose it is.</param>
    /// <param name="commits">All of them.</param>
    /// <param name="pushers">Who pushed them, as far as GitHub tells.</param>
    public Proposer Of(PullRequest pullRequest, EquatableList<Commit> commits, EquatableList<Account> pushers)
    {
        // That a person pushed says nothing of who wrote; a program pushes what it wrote.
        var pushed = pushers.Select(pusher => Attested(pusher, "the branch was pushed to by")).Where(static seen => seen.Kind != ProposerKind.Person);
        EquatableList<ProposerEvidence> evidence = [.. Accounts(pullRequest, commits).Concat(pushed).Concat(Marks(pullRequest, commits)).Distinct()];

        // Agent before bot before nobody knows: the kinds stand in no other order.
        foreach (var kind in new[] { ProposerKind.Agent, ProposerKind.Bot, ProposerKind.Unknown })
        {
            if (evidence.Where(item => item.Kind == kind).ToList() is { Count: > 0 } found)
            {
                return new Proposer(kind, found.Max(static item => item.Strength), evidence);
            }
        }

        return evidence.Count > 0 ? new Proposer(ProposerKind.Person, EvidenceStrength.Strong, evidence) : new Proposer(ProposerKind.Unknown, EvidenceStrength.Weak, evidence);
    }

    /// <summary>Of commits alone: nobody attests to anything, so a person is one only as long as nothing speaks against it.</summary>
    public Proposer Of(EquatableList<Commit> commits)
    {
        EquatableList<ProposerEvidence> evidence = [.. Marks(commits, [], []).Distinct()];
        var kind = evidence.Count > 0 ? evidence.Max(static item => item.Kind) : commits.Count > 0 ? ProposerKind.Person : ProposerKind.Unknown;

        return new Proposer(kind, EvidenceStrength.Weak, evidence);
    }

    /// <summary>Of what came by no pull request: who it is by is what the commits say, and so nobody's word.</summary>
    public static Authorship AuthorshipOf(EquatableList<Commit> commits) =>
        AuthorshipOf(pullRequest: null, commits, new Proposer(ProposerKind.Unknown, EvidenceStrength.Weak, [])) with { Evidence = ["it came by no pull request"] };

    /// <summary>In the words of policy, risk and reports.</summary>
    public static Authorship AuthorshipOf(PullRequest? pullRequest, EquatableList<Commit> commits, Proposer proposer)
    {
        var signatures = SignaturesOf(commits).ToList();
        var accounts = commits.SelectMany(static commit => new[] { commit.AuthorAccount, commit.CommitterAccount }).Append(pullRequest?.Author).OfType<Account>();

        return new Authorship(proposer.AuthorKind, [.. accounts.Select(static account => account.Login).Concat(signatures.Select(static signature => signature.Name)).Where(static name => name.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)])
        {
            IsAttested = proposer.Strength == EvidenceStrength.Strong,
            Emails = [.. signatures.Select(static signature => signature.Email.ToLowerInvariant()).Where(static email => email.Length > 0).Distinct(StringComparer.Ordinal)],
            Evidence = proposer.Sentences,
        };
    }

    // What is merged or edited on GitHub is committed by GitHub itself; it is nobody's author.
    private static IEnumerable<CommitSignature> SignaturesOf(EquatableList<Commit> commits) =>
        commits.SelectMany(static commit => CommitTrailers.CoAuthors(commit.Message).Prepend(commit.Committer).Prepend(commit.Author))
            .Where(static signature => !string.Equals(signature.Email, "noreply@github.com", StringComparison.OrdinalIgnoreCase));

    private IEnumerable<ProposerEvidence> Accounts(PullRequest pullRequest, EquatableList<Commit> commits)
    {
        yield return pullRequest.Author is { } author
            ? Attested(author, "the pull request was opened by")
            : new ProposerEvidence(ProposerKind.Unknown, EvidenceStrength.Strong, "the account that opened the pull request is gone");

        if (pullRequest.AppSlug is { } slug)
        {
            yield return new ProposerEvidence(known.Apps.FirstOrDefault(app => app.IsCalled(slug))?.Kind ?? ProposerKind.Bot, EvidenceStrength.Strong, $"the pull request was opened through the App `{slug}`");
        }

        foreach (var commit in commits)
        {
            if (commit.AuthorAccount is null)
            {
                yield return new ProposerEvidence(ProposerKind.Unknown, EvidenceStrength.Weak, "a commit is by an address that GitHub knows no account of");
            }

            foreach (var account in new[] { commit.AuthorAccount, commit.CommitterAccount }.OfType<Account>())
            {
                var seen = Attested(account, "a commit is by");

                // Without a signature that GitHub checked, the account is what the address in the commit says.
                if (seen.Kind != ProposerKind.Person)
                {
                    yield return commit.IsVerified ? seen : seen with { Strength = EvidenceStrength.Weak };
                }
            }
        }
    }

    private ProposerEvidence Attested(Account account, string did)
    {
        if (known.Of(account) is { } agent)
        {
            return new ProposerEvidence(agent.Kind, EvidenceStrength.Strong, $"{did} `{account.Login}`, which is {agent.Name}");
        }

        return account.Type switch
        {
            AccountType.User => new ProposerEvidence(ProposerKind.Person, EvidenceStrength.Strong, $"{did} the person `{account.Login}`"),
            AccountType.Bot => new ProposerEvidence(ProposerKind.Bot, EvidenceStrength.Strong, $"{did} the bot `{account.Login}`"),
            _ => new ProposerEvidence(ProposerKind.Unknown, EvidenceStrength.Strong, $"{did} `{account.Login}`, of whom GitHub does not say what it is"),
        };
    }

    private IEnumerable<ProposerEvidence> Marks(PullRequest pullRequest, EquatableList<Commit> commits) =>
        Marks(commits, [pullRequest.Author?.Login ?? ""], [pullRequest.Body, pullRequest.Title])
            .Concat(Holding(MarkPlace.Label, pullRequest.Labels, "a label holds"))
            .Concat(Holding(MarkPlace.Branch, [pullRequest.HeadBranch], "the branch's name holds"));

    private IEnumerable<ProposerEvidence> Marks(EquatableList<Commit> commits, EquatableList<string> names, EquatableList<string> texts)
    {
        var signatures = SignaturesOf(commits).ToList();

        return Holding(MarkPlace.Email, signatures.Select(static signature => signature.Email), "an address in a commit holds")
            .Concat(Holding(MarkPlace.Name, signatures.Select(static signature => signature.Name).Concat(names), "a name holds"))
            .Concat(Holding(MarkPlace.Text, commits.Select(static commit => commit.Message).Concat(texts), "a commit or the description holds"));
    }

    // The mark is quoted, never the text that holds it: that is somebody else's.
    private IEnumerable<ProposerEvidence> Holding(MarkPlace where, IEnumerable<string> texts, string found)
    {
        var read = texts.ToList();

        return known.Marks
            .Where(mark => mark.Where == where && read.Any(text => text.Contains(mark.Holds, StringComparison.OrdinalIgnoreCase)))
            .Select(mark => new ProposerEvidence(mark.Kind, EvidenceStrength.Weak, $"{found} `{mark.Holds}`"));
    }
}

using ChangeGate.Failures;
using ChangeGate.GitHub.People;
using ChangeGate.GitHub.Proposers;
using ChangeGate.GitHub.PullRequests;
using ChangeGate.GitHub.Reviews;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Text;
using FsCheck;
using FsCheck.Fluent;

namespace ChangeGate.GitHub.Tests.Proposers;

internal sealed class ProposerReadingTests
{
    private static readonly Account Bob = new(2, "bob", AccountType.User);

    private static readonly Account Copilot = new(198982749, "Copilot", AccountType.Bot);

    private static readonly PullRequest Pull = new()
    {
        Number = 7,
        Title = "Drop what nobody reads",
        Body = "",
        IsOpen = true,
        IsDraft = false,
        Author = Bob,
        HeadCommit = "1",
        HeadBranch = "drop",
        BaseCommit = "2",
        BaseBranch = "main",
    };

    private static readonly Commit Commit = new()
    {
        Sha = "0123456789abcdef",
        Message = "Drop what nobody reads",
        Author = new CommitSignature("Bob", "bob@example.org"),
        Committer = new CommitSignature("Bob", "bob@example.org"),
        AuthorAccount = Bob,
        CommitterAccount = Bob,
        IsVerified = true,
    };

    private static IEnumerable<TestCaseData> Proposals()
    {
        yield return Case("a person", ProposerKind.Person, EvidenceStrength.Strong, Pull, Commit);
        yield return Case("Copilot's pull request", ProposerKind.Agent, EvidenceStrength.Strong, Pull with { Author = Copilot }, Commit);
        yield return Case("an agent's App", ProposerKind.Agent, EvidenceStrength.Strong, Pull with { Author = new Account(9, "claude[bot]", AccountType.Bot) }, Commit);
        yield return Case("a pull request through an App", ProposerKind.Agent, EvidenceStrength.Strong, Pull with { AppSlug = "devin-ai-integration" }, Commit);
        yield return Case("a pull request through an unknown App", ProposerKind.Bot, EvidenceStrength.Strong, Pull with { AppSlug = "home-made" }, Commit);
        yield return Case("Dependabot", ProposerKind.Bot, EvidenceStrength.Strong, Pull with { Author = new Account(49699333, "dependabot[bot]", AccountType.Bot) }, Commit);
        yield return Case("an unknown bot", ProposerKind.Bot, EvidenceStrength.Strong, Pull with { Author = new Account(9, "home-made[bot]", AccountType.Bot) }, Commit);
        yield return Case("a deleted account", ProposerKind.Unknown, EvidenceStrength.Strong, Pull with { Author = null }, Commit);
        yield return Case("an account of a new type", ProposerKind.Unknown, EvidenceStrength.Strong, Pull with { Author = Bob with { Type = AccountType.Unknown } }, Commit);
        yield return Case("a verified commit by an agent", ProposerKind.Agent, EvidenceStrength.Strong, Pull, Commit with { AuthorAccount = Copilot });
        yield return Case("a commit that only says so", ProposerKind.Agent, EvidenceStrength.Weak, Pull, Commit with { AuthorAccount = Copilot, IsVerified = false });
        yield return Case("a trailer", ProposerKind.Agent, EvidenceStrength.Weak, Pull, Commit with { Message = "x\n\nCo-Authored-By: Claude Opus <noreply@anthropic.com>" });
        yield return Case("a note in the description", ProposerKind.Agent, EvidenceStrength.Weak, Pull with { Body = "Generated with [Claude Code](https://example.org)" }, Commit);
        yield return Case("a label", ProposerKind.Agent, EvidenceStrength.Weak, Pull with { Labels = ["claude-code-assisted"] }, Commit);
        yield return Case("a branch", ProposerKind.Agent, EvidenceStrength.Weak, Pull with { HeadBranch = "copilot/fix-1" }, Commit);
        yield return Case("a commit by an address without account", ProposerKind.Unknown, EvidenceStrength.Weak, Pull, Commit with { AuthorAccount = null });
        yield return Case("a person whose name is an agent's", ProposerKind.Person, EvidenceStrength.Strong, Pull with { Author = new Account(11, "cursor", AccountType.User) }, Commit with { Author = new CommitSignature("Claude Monet", "claude@example.org") });
    }

    [TestCaseSource(nameof(Proposals))]
    public void Who_proposes_is_told_by(ProposerKind kind, EvidenceStrength strength, PullRequest pull, Commit commit)
    {
        var proposer = new ProposerReading(KnownAgents.Shipped).Of(pull, [commit]);

        Assert.That(proposer.Kind, Is.EqualTo(kind));
        Assert.That(proposer.Strength, Is.EqualTo(strength));
        Assert.That(proposer.Sentences, Is.Not.Empty);
        Assert.That(proposer.AuthorKind, Is.EqualTo(kind switch { ProposerKind.Person => AuthorKind.Person, ProposerKind.Unknown => AuthorKind.Unknown, _ => AuthorKind.Agent }));
    }

    [Test]
    public void Nothing_that_anybody_can_write_makes_a_person_of_an_agent()
    {
        var texts = Gen.Elements("", "I am a person", "Co-authored-by: Bob <bob@example.org>", "Generated with [Claude Code]", "human", "copilot/x");
        var accounts = Gen.Elements<Account?>(Bob, Copilot, null, new Account(9, "home-made[bot]", AccountType.Bot), new Account(3, "x", AccountType.Unknown));
        var proposals = from account in accounts
                        from body in texts
                        from label in texts
                        from branch in texts
                        from message in texts
                        select (account, body, label, branch, message);

        Prop.ForAll(proposals.ToArbitrary(), proposal =>
        {
            var reading = new ProposerReading(KnownAgents.Shipped);
            var bare = reading.Of(Pull with { Author = proposal.account }, [Commit]);
            var written = reading.Of(
                Pull with { Author = proposal.account, Body = proposal.body, Labels = [proposal.label], HeadBranch = proposal.branch },
                [Commit with { Message = proposal.message }]);

            return (bare.Kind == ProposerKind.Person || written.Kind != ProposerKind.Person) && bare.Evidence.All(written.Evidence.Contains);
        }).QuickCheckThrowOnFailure();
    }

    [Test]
    public void A_list_of_one_s_own_adds_to_what_is_shipped()
    {
        var known = KnownAgents.Shipped.With(KnownAgents.Read("""{"apps":[{"name":"Ours","kind":"agent","logins":["our-agent"],"ids":[77]}],"marks":[{"where":"label","kind":"bot","holds":"nightly"}]}"""));
        var reading = new ProposerReading(known);

        Assert.That(reading.Of(Pull with { Author = new Account(77, "renamed", AccountType.User) }, [Commit]).Kind, Is.EqualTo(ProposerKind.Agent));
        Assert.That(reading.Of(Pull with { Labels = ["Nightly"] }, [Commit]).Kind, Is.EqualTo(ProposerKind.Bot));
        Assert.That(reading.Of(Pull with { Author = Copilot }, [Commit]).Kind, Is.EqualTo(ProposerKind.Agent));
    }

    [Test]
    public void What_the_configuration_names_is_proof_where_it_is_an_account_and_a_hint_where_anybody_could_write_it()
    {
        var listed = new ListedAgent("Ours") { Logins = ["Machine"], Apps = ["our-app"], Emails = ["agent@example.org"], Trailers = ["Written-by: ours"] };
        var reading = new ProposerReading(KnownAgents.Shipped.With([listed]));
        var machine = new Account(50, "machine", AccountType.User);

        Assert.That(Told(reading.Of(Pull with { Author = machine }, [Commit])), Is.EqualTo((ProposerKind.Agent, EvidenceStrength.Strong)));
        Assert.That(Told(reading.Of(Pull with { AppSlug = "our-app" }, [Commit])), Is.EqualTo((ProposerKind.Agent, EvidenceStrength.Strong)));
        Assert.That(Told(reading.Of(Pull with { Author = new Account(51, "our-app", AccountType.User) }, [Commit])), Is.EqualTo((ProposerKind.Person, EvidenceStrength.Strong)));
        Assert.That(Told(reading.Of(Pull, [Commit], [machine])), Is.EqualTo((ProposerKind.Agent, EvidenceStrength.Strong)));
        Assert.That(Told(reading.Of(Pull, [Commit with { Author = new CommitSignature("x", "Agent@example.org") }])), Is.EqualTo((ProposerKind.Agent, EvidenceStrength.Weak)));
        Assert.That(Told(reading.Of(Pull, [Commit with { Message = "x\n\nwritten-by: Ours" }])), Is.EqualTo((ProposerKind.Agent, EvidenceStrength.Weak)));

        static (ProposerKind, EvidenceStrength) Told(Proposer proposer) => (proposer.Kind, proposer.Strength);
    }

    [TestCase("Drop", ProposerKind.Person)]
    [TestCase("Drop\n\nCo-Authored-By: Claude Opus <noreply@anthropic.com>", ProposerKind.Agent)]
    [TestCase("Drop\n\nCo-authored-by: renovate[bot] <29139614+renovate[bot]@users.noreply.github.com>", ProposerKind.Bot)]
    [TestCase("Drop\n\nGenerated with [Claude Code](https://example.org)", ProposerKind.Agent)]
    public void Commits_alone_prove_nothing_and_are_held_against_the_same_list(string message, ProposerKind kind)
    {
        var proposer = new ProposerReading(KnownAgents.Shipped).Of([Commit with { Message = message }]);

        Assert.That((proposer.Kind, proposer.Strength), Is.EqualTo((kind, EvidenceStrength.Weak)));
        Assert.That(new ProposerReading(KnownAgents.Shipped).Of([]).Kind, Is.EqualTo(ProposerKind.Unknown));
    }

    [TestCase("[]")]
    [TestCase("{\"apps\":[{\"kind\":\"person\"}]}")]
    [TestCase("{\"marks\":[{\"where\":\"email\",\"kind\":\"agent\",\"holds\":\"\"}]}")]
    [TestCase("{\"marks\":[{\"where\":\"moon\",\"kind\":\"agent\",\"holds\":\"x\"}]}")]
    [TestCase("{\"agents\":[]}")]
    public void A_list_that_cannot_be_read_is_told(string json) => Assert.That(() => KnownAgents.Read(json), Throws.TypeOf<GateException>());

    private static IEnumerable<TestCaseData> Contributors()
    {
        yield return Who("who opened it", true, Bob, Pull, Commit);
        yield return Who("who wrote a commit", true, new Account(5, "erin", AccountType.User), Pull, Commit with { AuthorAccount = new Account(5, "erin", AccountType.User) });
        yield return Who("who committed", true, new Account(5, "erin", AccountType.User), Pull, Commit with { CommitterAccount = new Account(5, "was-erin", AccountType.User) });
        yield return Who("a co-author by GitHub's address", true, new Account(5, "renamed", AccountType.User), Pull, Commit with { Message = "x\n\nCo-authored-by: E <5+erin@users.noreply.github.com>" });
        yield return Who("a co-author by GitHub's old address", true, new Account(5, "Erin", AccountType.User), Pull, Commit with { Message = "x\n\nco-authored-by: E <erin@users.noreply.github.com>\r\n" });
        yield return Who("a co-author by name", true, new Account(5, "erin", AccountType.User), Pull, Commit with { Message = "x\n\nCo-Authored-By: erin <e@example.org>" });
        yield return Who("who signs it off", true, new Account(5, "erin", AccountType.User), Pull, Commit with { Message = "x\n\nSigned-off-by: Erin <e@example.org>" });
        yield return Who("who wrote under an address that GitHub does not know", true, new Account(5, "erin", AccountType.User), Pull, Commit with { AuthorAccount = null, Author = new CommitSignature("erin", "e@nowhere") });
        yield return Who("whom an agent worked for", true, new Account(5, "erin", AccountType.User), Pull with { Author = Copilot, Assignees = [Copilot, new Account(5, "erin", AccountType.User)] }, Commit);
        yield return Who("an assignee of what nobody knows who wrote", true, new Account(5, "erin", AccountType.User), Pull with { Author = null, Assignees = [new Account(5, "erin", AccountType.User)] }, Commit);
        yield return Who("an assignee of a person's work", false, new Account(5, "erin", AccountType.User), Pull with { Assignees = [new Account(5, "erin", AccountType.User)] }, Commit);
        yield return Who("nobody in particular", false, new Account(5, "erin", AccountType.User), Pull, Commit);
    }

    [TestCaseSource(nameof(Contributors))]
    public void A_contributor_is(bool contributes, Account account, PullRequest pull, Commit commit)
    {
        EquatableList<Commit> commits = [commit];
        var contributors = Contributor.Of(pull, commits, new ProposerReading(KnownAgents.Shipped).Of(pull, commits), pushers: []);

        Assert.That(contributors.Any(contributor => contributor.Is(account)), Is.EqualTo(contributes));
    }

    [Test]
    public void Whoever_pushed_contributes()
    {
        var proposer = new ProposerReading(KnownAgents.Shipped).Of(Pull, [Commit]);
        var erin = new Account(5, "erin", AccountType.User);

        Assert.That(Contributor.Of(Pull, [Commit], proposer, [erin]).Any(contributor => contributor.Is(erin) && contributor.Because == "pushed to its branch"));
    }

    [Test]
    public void Policy_and_reports_learn_who_wrote_it()
    {
        EquatableList<Commit> commits = [Commit with { Message = "x\n\nCo-Authored-By: Claude <noreply@anthropic.com>" }];
        var authorship = ProposerReading.AuthorshipOf(Pull, commits, new ProposerReading(KnownAgents.Shipped).Of(Pull, commits));

        Assert.That(authorship.Kind, Is.EqualTo(AuthorKind.Agent));
        Assert.That(authorship.Names, Is.EquivalentTo(["bob", "Claude"]));
        Assert.That(authorship.Emails, Is.EquivalentTo(["bob@example.org", "noreply@anthropic.com"]));
        Assert.That(authorship.Evidence, Does.Contain("an address in a commit holds `noreply@anthropic.com` (anybody could write it)"));
    }

    private static TestCaseData Case(string name, ProposerKind kind, EvidenceStrength strength, PullRequest pull, Commit commit) =>
        new TestCaseData(kind, strength, pull, commit).SetArgDisplayNames(name);

    private static TestCaseData Who(string name, bool contributes, Account account, PullRequest pull, Commit commit) =>
        new TestCaseData(contributes, account, pull, commit).SetArgDisplayNames(name);
}

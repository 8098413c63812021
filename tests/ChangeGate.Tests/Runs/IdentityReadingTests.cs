using System.Text;
using System.Text.Json.Nodes;
using ChangeGate.Failures;
using ChangeGate.Policies;
using ChangeGate.Runs;
using ChangeGate.Signatures;
using ChangeGate.TestKit;

namespace ChangeGate.Tests.Runs;

internal sealed class IdentityReadingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly TokenForge Forge = new();

    private static readonly Dictionary<string, string> Job = new()
    {
        ["GITHUB_ACTOR"] = "alice",
        ["GITHUB_ACTOR_ID"] = "1001",
        ["GITHUB_TRIGGERING_ACTOR"] = "alice",
        ["GITHUB_RUN_ID"] = "123",
        ["GITHUB_RUN_ATTEMPT"] = "1",
        ["GITHUB_REPOSITORY"] = "acme/shop",
        ["GITHUB_REF"] = "refs/heads/main",
        ["GITHUB_SHA"] = "2222",
        ["GITHUB_EVENT_NAME"] = "push",
    };

    [Test]
    public void On_a_machine_only_its_user_is_known()
    {
        var identity = Reading([]).Read(null, [], null);

        Assert.That((identity.Actor, identity.From, identity.Kind, identity.Ci), Is.EqualTo(("dev@laptop", IdentitySource.Machine, RequesterKind.Unknown, (CiRun?)null)));
    }

    [Test]
    public void A_job_of_GitHub_is_claimed_by_its_variables()
    {
        var identity = Reading(Job).Read(null, [], null);

        Assert.That((identity.Actor, identity.From, identity.Kind), Is.EqualTo(("alice (GitHub Actions run 123)", IdentitySource.Environment, RequesterKind.Human)));
        Assert.That(identity.Ci, Is.EqualTo(new CiRun(CiProvider.Github, "123", IdentitySource.Environment) { Attempt = "1", Repository = "acme/shop", Ref = "refs/heads/main", Commit = "2222" }));
    }

    [Test]
    public void A_job_of_GitLab_is_claimed_by_its_variables()
    {
        var identity = Reading(new() { ["GITLAB_USER_LOGIN"] = "bea", ["CI_JOB_ID"] = "9", ["CI_PIPELINE_ID"] = "8", ["CI_PROJECT_PATH"] = "acme/shop", ["CI_COMMIT_REF_NAME"] = "main", ["CI_COMMIT_SHA"] = "2222" }).Read(null, [], null);

        Assert.That(identity.Actor, Is.EqualTo("bea (GitLab CI job 9)"));
        Assert.That(identity.Ci, Is.EqualTo(new CiRun(CiProvider.Gitlab, "9", IdentitySource.Environment) { Workflow = "8", Repository = "acme/shop", Ref = "main", Commit = "2222" }));
    }

    [Test]
    public void What_a_token_says_is_verified_and_nothing_else_of_it_is_kept()
    {
        var identity = Reading(Job).Read(Token(), [], null);

        Assert.That((identity.Actor, identity.From), Is.EqualTo(("alice (GitHub Actions run 123, verified)", IdentitySource.Token)));
        Assert.That(identity.Ci!.From, Is.EqualTo(IdentitySource.Token));
        Assert.That(identity.Token!.Find("jti"), Is.Null);
        Assert.That(Reading(Job).Read(Token(), ["jti"], null).Token!.Find("jti"), Is.EqualTo("7c5f"), "what the configuration requires is kept too");
    }

    [TestCase("GITHUB_RUN_ID", "run_id")]
    [TestCase("GITHUB_RUN_ATTEMPT", "run_attempt")]
    [TestCase("GITHUB_ACTOR", "actor")]
    [TestCase("GITHUB_REPOSITORY", "repository")]
    [TestCase("GITHUB_REF", "ref")]
    [TestCase("GITHUB_SHA", "sha")]
    public void A_token_of_another_job_is_refused(string variable, string claim) => Assert.That(
        () => Reading(new(Job) { [variable] = "other" }).Read(Token(), [], null),
        Throws.TypeOf<GateException>().With.Message.Contains($"of `{claim}`").And.Message.Contains(variable));

    [Test]
    public void A_token_of_GitLab_proves_its_job()
    {
        var token = Token(static claims =>
        {
            foreach (var name in new[] { "actor", "run_id", "run_attempt", "repository", "workflow_ref" })
            {
                claims.Remove(name);
            }

            claims["sub"] = "project_path:acme/shop:ref_type:branch:ref:main";
            claims["project_path"] = "acme/shop";
            claims["job_id"] = "9";
            claims["pipeline_id"] = "8";
            claims["user_login"] = "bea";
            claims["ref"] = "main";
        });

        var identity = Reading([]).Read(token, [], null);

        Assert.That((identity.Actor, identity.Ci!.Workflow), Is.EqualTo(("bea (GitLab CI job 9, verified)", "8")));
    }

    [Test]
    public void A_token_of_another_issuer_proves_its_subject_and_no_job()
    {
        var token = Token(static claims => new[] { "run_id", "repository" }.ToList().ForEach(name => claims.Remove(name)));
        var identity = Reading(Job).Read(token, [], null);

        Assert.That((identity.Actor, identity.Ci, identity.Kind), Is.EqualTo(("repo:acme/shop:environment:production (verified)", (CiRun?)null, RequesterKind.Unknown)));
    }

    [Test]
    public void Who_acts_for_the_subject_of_a_token_is_an_agent()
    {
        var token = Token(static claims =>
        {
            claims.Remove("run_id");
            claims["sub"] = "carol";
            claims["act"] = new JsonObject { ["sub"] = "helper" };
        });
        var identity = Reading([]).Read(token, [], null);

        Assert.That((identity.Requester, identity.Kind, identity.OnBehalfOf), Is.EqualTo(("helper", RequesterKind.Agent, new OnBehalf("carol", IdentitySource.Token))));
        Assert.That(() => Reading([]).Read(token, [], new OnBehalf("dana", IdentitySource.Option)), Throws.TypeOf<GateException>());
    }

    [TestCase("schedule", RequesterKind.Service)]
    [TestCase("push", RequesterKind.Human)]
    public void What_a_schedule_begins_nobody_asked_for(string cause, RequesterKind kind)
    {
        Assert.That(Reading(new(Job) { ["GITHUB_EVENT_NAME"] = cause }).Read(null, [], null).Kind, Is.EqualTo(kind));
        Assert.That(Reading(Job).Read(Token(claims => claims["event_name"] = cause), [], null).Kind, Is.EqualTo(kind));
    }

    [Test]
    public void Who_says_that_it_acts_for_somebody_is_an_agent_unless_it_is_known()
    {
        var behalf = new OnBehalf("carol", IdentitySource.Option);

        Assert.That(Reading([]).Read(null, [], behalf), Has.Property("Kind").EqualTo(RequesterKind.Agent).And.Property("Actor").EqualTo("dev@laptop on behalf of carol"));
        Assert.That(Reading(new(Job) { ["GITHUB_ACTOR"] = "robot" }).Read(null, [], behalf).Kind, Is.EqualTo(RequesterKind.Service));
    }

    [Test]
    public void A_person_who_begins_a_program_s_job_again_is_whom_it_acts_for()
    {
        var identity = Reading(new(Job) { ["GITHUB_ACTOR"] = "robot", ["GITHUB_TRIGGERING_ACTOR"] = "alice" }).Read(null, [], null);

        Assert.That(identity.OnBehalfOf, Is.EqualTo(new OnBehalf("alice", IdentitySource.Environment)));
        Assert.That(identity.Ci!.BegunAgainBy, Is.EqualTo("alice"));
    }

    [Test]
    public void Numbers_tell_programs_from_people_of_the_same_name() =>
        Assert.That(Reading(new(Job) { ["GITHUB_ACTOR"] = "Copilot", ["GITHUB_ACTOR_ID"] = "42" }).Read(null, [], null).Kind, Is.EqualTo(RequesterKind.Agent));

    [TestCase("repo:acme/shop:ref:refs/heads/main", true)]
    [TestCase("repo:acme-55/shop-77:ref:refs/heads/main", true)]
    [TestCase("repo:acme-55/shop-78:ref:refs/heads/main", false)]
    [TestCase("repo:acme-5/shop-77:ref:refs/heads/main", false)]
    [TestCase("repo:acme/shop2:ref:refs/heads/main", false)]
    [TestCase("repo:acme/shop", false)]
    [TestCase("job_workflow_ref:acme/flows/deploy.yml", true)]
    public void A_subject_of_GitHub_is_of_the_repository_of_the_claims(string subject, bool agrees) =>
        Assert.That(new TokenIssuer(TokenForge.Issuer, "changegate", null).ProblemWith(Token(claims => claims["sub"] = subject)), agrees ? Is.Null : Does.Contain("another repository"));

    [Test]
    public void A_subject_that_is_required_may_have_the_numbers_of_the_repository_or_not()
    {
        var issuer = new TokenIssuer(TokenForge.Issuer, "changegate", null) { Require = [new RequiredClaim("sub", ["repo:acme/shop:environment:production"])] };

        Assert.That(issuer.ProblemWith(Token()), Is.Null);
        Assert.That(issuer.ProblemWith(Token(static claims => claims["sub"] = "repo:acme-55/shop-77:environment:production")), Is.Null);
        Assert.That(issuer.ProblemWith(Token(static claims => claims["sub"] = "repo:acme-55/shop-77:environment:staging")), Does.Contain("requires"));
    }

    [TestCase("2222", null)]
    [TestCase("2223", "is of commit 2222")]
    [TestCase(null, "nothing says which commit")]
    public void A_token_is_of_the_commit_that_runs(string? commit, string? problem) => Assert.That(RunIdentity.ProblemWithCommit(Token(), commit), problem is null ? Is.Null : Does.Contain(problem));

    private static IdentityToken Token(Action<JsonObject>? change = null)
    {
        var claims = TokenForge.Claims(Now, "2222");
        change?.Invoke(claims);
        Assert.That(JsonWebKeySet.TryRead(Encoding.UTF8.GetBytes(Forge.Keys), out var keys, out _), Is.True);
        Assert.That(TokenVerifier.TryVerify(Forge.Sign(claims), new TokenTrust(TokenForge.Issuer, "changegate", keys!), Now, out var token, out var problem), Is.True, problem);

        return token!;
    }

    private static IdentityReading Reading(Dictionary<string, string> variables) => new(
        variables.GetValueOrDefault,
        "dev@laptop",
        static (account, number) => (account, number) switch
        {
            ("robot", _) => new KnownAccount(RequesterKind.Service, "its account is that of a program"),
            (_, 42) => new KnownAccount(RequesterKind.Agent, "its account is that of an agent"),
            _ => null,
        });
}

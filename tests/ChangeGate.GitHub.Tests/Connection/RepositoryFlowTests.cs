using System.Text;
using System.Text.Json.Nodes;
using ChangeGate.Failures;
using ChangeGate.GitHub.Branches;
using ChangeGate.GitHub.Checks;
using ChangeGate.GitHub.Comments;
using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.Contents;
using ChangeGate.GitHub.Deployments;
using ChangeGate.GitHub.People;
using ChangeGate.GitHub.PullRequests;
using ChangeGate.GitHub.Tests.Harness;

namespace ChangeGate.GitHub.Tests.Connection;

/// <summary>Every call of the client, against the emulator and GitHub's description of its API.</summary>
internal sealed class RepositoryFlowTests
{
    private static readonly Dictionary<string, string?> Drop = new() { ["migrations/0002.sql"] = "drop table a;\n" };

    [Test]
    public async Task A_pull_request_is_read_with_its_files_and_commits()
    {
        using var sandbox = await Sandbox.CreateAsync();
        await sandbox.CommitAsync("main", new Dictionary<string, string?> { ["migrations/0001.sql"] = "create table a (id int);\n" });
        await sandbox.CommitAsync("drop", Drop);
        var number = await sandbox.OpenAsync("bob", "drop");
        var head = await sandbox.CommitAsync("drop", new Dictionary<string, string?> { ["migrations/0001.sql"] = null, ["docs/é %20#?.md"] = "x" }, new Authoring("carol"));
        var repository = sandbox.Repository();

        var pull = await repository.PullRequests.GetAsync(number, default);
        var files = await repository.PullRequests.FilesAsync(pull, default);
        var commits = await repository.PullRequests.CommitsAsync(pull, default);
        var content = await repository.Contents.BlobAsync(files.Single(file => file.Path == "migrations/0002.sql").Blob, default);

        Assert.That(pull.HeadCommit, Is.EqualTo(head));
        Assert.That(pull.Author!.Login, Is.EqualTo("bob"));
        Assert.That(pull.HeadRepository, Is.EqualTo(sandbox.Name));
        Assert.That(files.Select(file => (file.Path, file.Change)), Is.EquivalentTo(new[]
        {
            ("migrations/0002.sql", FileChange.Added), ("migrations/0001.sql", FileChange.Removed), ("docs/é %20#?.md", FileChange.Added),
        }));
        Assert.That(commits.Select(commit => commit.Author.Email), Is.EqualTo(["bob@example.org", "carol@example.org"]));
        Assert.That(Encoding.UTF8.GetString(content), Is.EqualTo("drop table a;\n"));
    }

    [Test]
    public async Task The_merge_base_and_a_folder_are_read_as_they_were_there()
    {
        using var sandbox = await Sandbox.CreateAsync();
        var fork = await sandbox.CommitAsync("main", new Dictionary<string, string?> { ["db/migrations/0001.sql"] = "1", ["db/other.sql"] = "2", [".github/CODEOWNERS"] = "* @alice\n" });
        var head = await sandbox.CommitAsync("drop", new Dictionary<string, string?> { ["db/migrations/deep/0002.sql"] = "3" });
        var tip = await sandbox.CommitAsync("main", new Dictionary<string, string?> { ["unrelated"] = "4" });
        var contents = sandbox.Repository().Contents;

        var comparison = await contents.CompareAsync(tip, head, default);
        var folder = await contents.FolderAsync(head, "db/migrations", default);
        var everything = await contents.TreeAsync(head, default);

        Assert.That(comparison, Is.EqualTo(new Comparison(fork, 1, 1)));
        Assert.That(folder.Where(entry => entry.Kind == EntryKind.File).Select(entry => entry.Path), Is.EqualTo(["db/migrations/0001.sql", "db/migrations/deep/0002.sql"]));
        Assert.That(everything.Select(entry => entry.Path), Does.Contain("db/other.sql").And.Contain("README.md"));
        Assert.That(await contents.FolderAsync(head, "nowhere", default), Is.Empty);
        Assert.That(await contents.CodeOwnersAsync(tip, default), Is.EqualTo("* @alice\n"));
    }

    [TestCase("docs/CODEOWNERS")]
    [TestCase("CODEOWNERS")]
    public async Task Owners_are_found_where_GitHub_looks_for_them(string path)
    {
        using var sandbox = await Sandbox.CreateAsync();
        var without = (await sandbox.TipAsync("main"))!;
        var with = await sandbox.CommitAsync("main", new Dictionary<string, string?> { [path] = "* @bob", [".github/other"] = "" });
        var contents = sandbox.Repository().Contents;

        Assert.That(await contents.CodeOwnersAsync(with, default), Is.EqualTo("* @bob"));
        Assert.That(await contents.CodeOwnersAsync(without, default), Is.Null);
    }

    [Test]
    public async Task The_conversation_is_read_whole_and_written()
    {
        using var sandbox = await Sandbox.CreateAsync();
        await sandbox.CommitAsync("drop", Drop);
        var number = await sandbox.OpenAsync("bob", "drop");
        await Task.WhenAll(Enumerable.Range(0, 101).Select(index => sandbox.DoAsync("bob", HttpMethod.Post, $"{sandbox.Path}/issues/{number}/comments", new { body = $"{index}" })));
        var comments = sandbox.Repository().Comments;

        var made = await comments.CreateAsync(number, "<!-- changegate -->\n**no** `@bob`", default);
        var changed = await comments.UpdateAsync(made.Id, "new", default);
        var all = await comments.ListAsync(number, default);
        await comments.ReactAsync(made.Id, Reaction.Eyes, default);
        await comments.DeleteAsync(made.Id, default);
        await comments.DeleteAsync(made.Id, default);

        Assert.That(made.Author, Is.Not.Null);
        Assert.That(made.Author!.Type, Is.EqualTo(AccountType.Bot));
        Assert.That(all, Has.Count.EqualTo(102));
        Assert.That(changed!.Body, Is.EqualTo("new"));
        Assert.That(await comments.UpdateAsync(made.Id, "newer", default), Is.Null);
        Assert.That(sandbox.Contract.Requests.Count(request => request.EndsWith($"issues/{number}/comments", StringComparison.Ordinal)), Is.EqualTo(3), "one write and two pages");
    }

    [Test]
    public async Task A_check_runs_from_in_progress_to_its_conclusion()
    {
        using var sandbox = await Sandbox.CreateAsync();
        var head = await sandbox.CommitAsync("drop", Drop);
        var checks = sandbox.Repository().CheckRuns;
        var annotations = Enumerable.Range(1, 50).Select(line => new Annotation("migrations/0002.sql", line, line, AnnotationLevel.Failure) { Message = "drops `a`", Title = "drop-table", StartColumn = 1, EndColumn = 3 });
        var output = new CheckOutput("Needs an approval", "one table is lost") { Text = "more", Annotations = [.. annotations] };

        var run = await checks.CreateAsync("ChangeGate (main)", head, new CheckReport { StartedAt = ScriptedNetwork.Noon, ExternalId = "sha256:1" }, default);
        await checks.UpdateAsync(run.Id, new CheckReport { Output = output }, default);
        var report = new CheckReport
        {
            Conclusion = CheckConclusion.ActionRequired,
            CompletedAt = ScriptedNetwork.Noon,
            DetailsUrl = "https://example.org/report",
            Output = output with { Annotations = [new Annotation("a.sql", 1, 2, AnnotationLevel.Notice) { Message = "x", StartColumn = 4 }] },
            Actions = [new CheckAction("Judge again", "Reads everything again", "judge-again")],
        };
        await checks.UpdateAsync(run.Id, report, default);

        Assert.That(run.Conclusion, Is.Null);
        Assert.That(sandbox.Server.Overlay.Annotations(run.Id), Has.Count.EqualTo(51), "those of each call are added");
        Assert.That((await checks.ListAsync(head, "ChangeGate (main)", default)).Single().Conclusion, Is.EqualTo("action_required"));
        Assert.That(await checks.ListAsync(head, "Other", default), Is.Empty);
    }

    [Test]
    public async Task A_person_s_token_writes_no_check()
    {
        using var sandbox = await Sandbox.CreateAsync();
        var head = await sandbox.CommitAsync("drop", Drop);
        var checks = sandbox.Client(Credentials.OfToken(GitHubServer.TokenOf("alice"))).Repository(sandbox.Name).CheckRuns;

        var failure = await Assert.ThrowsAsync<GateException>(() => checks.CreateAsync("ChangeGate", head, new CheckReport(), default));

        Assert.That(((GitHubRefusalException)failure!.InnerException!).Kind, Is.EqualTo(RefusalKind.Permission));
    }

    [Test]
    public async Task A_comment_that_is_too_long_is_refused_in_GitHub_s_words()
    {
        using var sandbox = await Sandbox.CreateAsync();
        await sandbox.CommitAsync("drop", Drop);
        var number = await sandbox.OpenAsync("bob", "drop");

        var failure = await Assert.ThrowsAsync<GateException>(() => sandbox.Repository().Comments.CreateAsync(number, new string('x', 65_537), default));

        Assert.That(failure!.Problem, Does.Contain("Body is too long"));
    }

    private static IEnumerable<CheckReport> TooMuch()
    {
        var output = new CheckOutput("t", "s");
        yield return new CheckReport { Output = output with { Summary = new string('x', 65_536) } };
        yield return new CheckReport { Output = output with { Text = new string('x', 65_536) } };
        yield return new CheckReport { Output = output with { Annotations = [.. Enumerable.Repeat(new Annotation("a", 1, 1, AnnotationLevel.Notice) { Message = "m" }, 51)] } };
        yield return new CheckReport { Actions = [.. Enumerable.Repeat(new CheckAction("l", "d", "i"), 4)] };
        yield return new CheckReport { Actions = [new CheckAction(new string('l', 21), "d", "i")] };
    }

    [TestCaseSource(nameof(TooMuch))]
    public async Task A_report_that_GitHub_would_refuse_is_our_mistake(CheckReport report)
    {
        var network = new ScriptedNetwork(ScriptedNetwork.Answer(201));

        await Assert.ThatAsync(() => network.Repository(ScriptedNetwork.Time()).CheckRuns.CreateAsync("n", "h", report, default), Throws.ArgumentException);
        Assert.That(network.Requests, Is.Empty);
    }

    [Test]
    public async Task Statuses_deployments_and_alerts_are_sent_as_GitHub_takes_them()
    {
        using var sandbox = await Sandbox.CreateAsync();
        var head = await sandbox.CommitAsync("drop", Drop);
        var repository = sandbox.Repository();

        await repository.Statuses.CreateAsync(head, new CommitStatus(CommitState.Failure, "ChangeGate", new string('d', 200), "https://example.org"), default);
        var deployment = await repository.Deployments.CreateAsync(head, "production", "0002.sql", default);
        await repository.Deployments.ReportAsync(deployment, new DeploymentReport(DeploymentState.InProgress, "running") { LogUrl = "https://example.org/1" }, default);
        await repository.CodeScanning.UploadAsync(head, "refs/heads/drop", "{}"u8.ToArray(), default);

        var asked = sandbox.Server.Overlay.Written($"{sandbox.Path}/deployments").Single();
        Assert.That((bool)asked["auto_merge"]!, Is.False);
        Assert.That(asked["required_contexts"]!.AsArray(), Is.Empty);
        Assert.That(((string)sandbox.Server.Overlay.Written($"{sandbox.Path}/statuses/{head}").Single()["description"]!).Length, Is.EqualTo(140));
        Assert.That((string?)sandbox.Server.Overlay.Written($"{sandbox.Path}/deployments/{deployment}/statuses").Single()["state"], Is.EqualTo("in_progress"));
        Assert.That(sandbox.Server.Overlay.Written($"{sandbox.Path}/code-scanning/sarifs"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Labels_and_reviewers_are_asked_for()
    {
        using var sandbox = await Sandbox.CreateAsync();
        await sandbox.CommitAsync("drop", Drop);
        var number = await sandbox.OpenAsync("bob", "drop");
        var repository = sandbox.Repository();

        await repository.Labels.AddAsync(number, ["schema: data loss", "x/y"], default);
        await repository.Labels.RemoveAsync(number, "x/y", default);
        await repository.Labels.RemoveAsync(number, "x/y", default);
        await repository.PullRequests.RequestReviewersAsync(number, ["carol"], [], default);

        Assert.That((await repository.PullRequests.GetAsync(number, default)).Labels, Is.EqualTo(["schema: data loss"]));
    }

    [Test]
    public async Task People_are_what_GitHub_says_they_are()
    {
        using var sandbox = await Sandbox.CreateAsync();
        await sandbox.TeamAsync($"dba-{sandbox.Name.Name}", "carol");
        var people = sandbox.Client(Credentials.OfToken(GitHubServer.TokenOf("alice"))).Repository(sandbox.Name).People;

        Assert.That(await people.IsActiveMemberAsync("acme", $"dba-{sandbox.Name.Name}", "carol", default));
        Assert.That(await people.IsActiveMemberAsync("acme", $"dba-{sandbox.Name.Name}", "bob", default), Is.False);
        Assert.That(await people.IsActiveMemberAsync("acme", "no-such-team", "bob", default), Is.False);
        Assert.That(await people.PermissionAsync("alice", default), Is.EqualTo(RepositoryPermission.Admin));
        Assert.That(await people.PermissionAsync("bob", default), Is.EqualTo(RepositoryPermission.Write));
        Assert.That(await people.PermissionAsync("mallory", default), Is.LessThan(RepositoryPermission.Write));
    }

    [Test]
    public async Task Who_is_invited_and_has_not_accepted_is_no_member()
    {
        using var sandbox = await Sandbox.CreateAsync();
        sandbox.Server.Overlay.Break(new Fault("GET", "/orgs/acme/teams/invited/memberships/dave", 200) { Body = """{"state":"pending","role":"member","url":"https://example.org"}""" });

        Assert.That(await sandbox.Repository().People.IsActiveMemberAsync("acme", "invited", "dave", default), Is.False);
    }

    [Test]
    public async Task What_protects_a_branch_is_read_from_both_places()
    {
        using var sandbox = await Sandbox.CreateAsync();
        sandbox.Server.Overlay.Put($"{sandbox.Path}/rules/branches/main", JsonNode.Parse("""
            [
              { "type": "required_status_checks", "parameters": { "required_status_checks": [{ "context": "ChangeGate (main)", "integration_id": 7 }, { "context": "anybody" }] } },
              { "type": "pull_request", "parameters": { "dismiss_stale_reviews_on_push": true, "required_approving_review_count": 2 } }
            ]
            """)!);
        await sandbox.DoAsync("alice", HttpMethod.Put, $"{sandbox.Path}/branches/main/protection", new
        {
            required_status_checks = new { strict = true, contexts = new[] { "ci" } },
            enforce_admins = true,
            required_pull_request_reviews = new { required_approving_review_count = 1 },
            restrictions = (object?)null,
        });
        var branches = sandbox.Client(Credentials.OfToken(GitHubServer.TokenOf("alice"))).Repository(sandbox.Name).Branches;

        var rules = await branches.RulesAsync("main", default);
        var protection = await branches.ProtectionAsync("main", default);

        Assert.That(rules.Checks, Is.EqualTo([new RequiredCheck("ChangeGate (main)", 7), new RequiredCheck("anybody", null)]));
        Assert.That(rules, Has.Property("Approvals").EqualTo(2).And.Property("DismissesStaleReviews").True);
        Assert.That(protection, Is.Not.Null);
        Assert.That(protection!.BindsAdministrators, Is.True);
        Assert.That(await branches.ProtectionAsync("no-such-branch", default), Is.Null);
    }

    [Test]
    public async Task Two_pull_requests_share_a_commit()
    {
        using var sandbox = await Sandbox.CreateAsync();
        await sandbox.CommitAsync("release", new Dictionary<string, string?> { ["x"] = "y" });
        var head = await sandbox.CommitAsync("drop", Drop);
        int[] numbers = [await sandbox.OpenAsync("bob", "drop"), await sandbox.OpenAsync("bob", "drop", "release")];

        Assert.That((await sandbox.Repository().PullRequests.OfCommitAsync(head, default)).Select(pull => pull.Number), Is.EquivalentTo(numbers));
    }

    [Test]
    public async Task What_is_asked_twice_is_answered_once()
    {
        using var sandbox = await Sandbox.CreateAsync();
        var head = await sandbox.CommitAsync("drop", Drop);
        var client = sandbox.Client();
        var contents = client.Repository(sandbox.Name).Contents;

        var byName = await contents.TreeAsync("drop", default);

        Assert.That(await contents.TreeAsync("drop", default), Is.EqualTo(byName));
        Assert.That(await contents.TreeAsync(head, default), Is.EqualTo(byName));
        Assert.That(await contents.TreeAsync(head, default), Is.EqualTo(byName));
        Assert.That(client.Calls, Is.EqualTo(4), "a token, a branch twice, the second time without content, and what cannot change once");
        Assert.That(sandbox.Contract.Requests, Has.Count.EqualTo(client.Calls));
    }
}

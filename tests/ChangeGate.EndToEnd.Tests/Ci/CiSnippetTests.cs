using System.Text.Json;
using System.Xml.Linq;
using ChangeGate.TestKit;

namespace ChangeGate.EndToEnd.Tests.Ci;

/// <summary>The pieces of <c>docs/ci.md</c>, run as their CI runs them: in a clone of the proposal, with that CI's variables.</summary>
[Platform(Exclude = "Win")]
internal sealed class CiSnippetTests
{
    private const string Configuration = """
        version: 1
        targets:
          shop: { dialect: postgresql, engine: 16, migrations: db/shop }
        policy:
          approvers:
            - { name: dana, key: dana.pub.pem, emails: [dana@shop.example] }
          clauses:
            - name: data loss needs consent
              when: { hazard: data-loss }
              require: { approvals: 1, from: [anyone-but-author] }
        """;

    [Test]
    public void Gitlab_gets_its_reports_and_one_note_that_is_kept_up_to_date()
    {
        using var origin = NewShop();
        using var clone = Cloned(origin);
        using var host = new HostOfNotes();
        var snippet = new CiSnippet("gitlab");
        var environment = new Dictionary<string, string>
        {
            ["GITLAB_CI"] = "true",
            ["CI_MERGE_REQUEST_TARGET_BRANCH_NAME"] = "main",
            ["CI_API_V4_URL"] = $"{host.Address}/api/v4",
            ["CI_PROJECT_ID"] = "11",
            ["CI_MERGE_REQUEST_IID"] = "5",
            ["CHANGEGATE_GITLAB_TOKEN"] = "secret",
        };

        var check = CiSnippet.Run(clone.Path, "bash", snippet.Script("schema", "script"), environment);
        var marker = File.ReadLines(clone["changegate.md"]).First();
        host.Write(8, $"{marker}\nnot ours");
        var first = CiSnippet.Run(clone.Path, "bash", snippet.Script("schema", "after_script", 0), environment);
        File.AppendAllText(clone["changegate.md"], "again\n");
        var second = CiSnippet.Run(clone.Path, "bash", snippet.Script("schema", "after_script", 0), environment);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(check.ExitCode, Is.EqualTo(2), check.Error);
            Assert.That(check.Error, Does.Contain("GitLab CI: judging what the checked-out commit proposes for 'main' (CI_MERGE_REQUEST_TARGET_BRANCH_NAME)."));
            Assert.That(JsonDocument.Parse(File.ReadAllText(clone["gl-code-quality-report.json"])).RootElement[0].GetProperty("location").GetProperty("path").GetString(), Is.EqualTo("db/shop/0002_drop.sql"));
            Assert.That(FailedTests(clone["changegate.xml"]), Is.EqualTo(new[] { "0002_drop.sql", "verdict" }));
            Assert.That((first.ExitCode, second.ExitCode), Is.EqualTo((0, 0)), first.Error + second.Error);
            Assert.That(host.Notes.Select(static note => note.Author), Is.EqualTo(new[] { 8, 7 }));
            Assert.That(host.Notes.First().Body, Does.EndWith("not ours"));
            Assert.That(host.Notes.Last().Body, Is.EqualTo(File.ReadAllText(clone["changegate.md"])));
        }
    }

    [Test]
    public void Azure_pipelines_gets_commands_and_a_summary()
    {
        using var origin = NewShop();
        using var clone = Cloned(origin);
        var snippet = new CiSnippet("azure");
        var environment = new Dictionary<string, string> { ["TF_BUILD"] = "True", ["SYSTEM_PULLREQUEST_TARGETBRANCH"] = "refs/heads/main" };

        var check = CiSnippet.Run(clone.Path, "bash", snippet.Script("steps", 3, "bash"), environment);
        var summary = CiSnippet.Run(clone.Path, "bash", snippet.Script("steps", 4, "bash"), environment);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(check.ExitCode, Is.EqualTo(2), check.Error);
            Assert.That(check.Output.Split('\n'), Has.Some.StartsWith("##vso[task.logissue type=error;sourcepath=db/shop/0002_drop.sql;linenumber=1;columnnumber=").And.Some.Contains("approval needed"));
            Assert.That(check.Output, Does.Contain("changegate approve"), "The result for people stands beside the commands.");
            Assert.That(summary.Output.TrimEnd(), Is.EqualTo($"##vso[task.uploadsummary]{clone["changegate.md"]}"));
            Assert.That(FailedTests(clone["changegate.xml"]), Is.Not.Empty);
        }
    }

    [Test]
    public void Jenkins_gets_results_of_tests()
    {
        using var origin = NewShop();
        using var clone = Cloned(origin, "--single-branch", "--branch=drop");

        var check = CiSnippet.Run(clone.Path, "sh", CiSnippet.Between(new CiSnippet("jenkins").Text, "sh '''\n", "'''"), new Dictionary<string, string> { ["CHANGE_TARGET"] = "main" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(check.ExitCode, Is.EqualTo(2), check.Error);
            Assert.That(FailedTests(clone["changegate.xml"]), Is.EqualTo(new[] { "0002_drop.sql", "verdict" }));
            Assert.That(clone["changegate.html"], Does.Exist);
        }
    }

    [Test]
    public void Teamcity_gets_service_messages()
    {
        using var origin = NewShop();
        using var clone = Cloned(origin, "--single-branch", "--branch=drop");

        var check = CiSnippet.Run(clone.Path, "sh", new CiSnippet("teamcity").Text, new Dictionary<string, string> { ["TEAMCITY_PULLREQUEST_TARGET_BRANCH"] = "refs/heads/main" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(check.ExitCode, Is.EqualTo(2), check.Error);
            Assert.That(check.Output.Split('\n'), Has.Some.StartsWith("##teamcity[inspection typeId='drop-column'").And.Some.StartsWith("##teamcity[buildProblem description='ChangeGate: approval needed"));
        }
    }

    [Test]
    public void Bitbucket_gets_a_report_and_its_annotations()
    {
        using var origin = NewShop();
        using var clone = Cloned(origin, "--single-branch", "--branch=drop");
        using var host = new HostOfNotes();
        var snippet = new CiSnippet("bitbucket");
        object[] step = ["pipelines", "pull-requests", "**", 0, "step"];
        var environment = new Dictionary<string, string> { ["BITBUCKET_PR_DESTINATION_BRANCH"] = "main", ["BITBUCKET_REPO_FULL_NAME"] = "acme/shop", ["BITBUCKET_COMMIT"] = "abc123" };

        var check = CiSnippet.Run(clone.Path, "bash", snippet.Script([.. step, "script"]), environment);
        var sent = CiSnippet.Run(clone.Path, "bash", snippet.Script([.. step, "after-script", 0]).Replace("http://localhost:29418", host.Address), environment);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(check.ExitCode, Is.EqualTo(2), check.Error);
            Assert.That(sent.ExitCode, Is.Zero, sent.Error);
            Assert.That(host.Sent.Select(static request => $"{request.Method} {request.Path} {request.ContentType}"), Is.EqualTo(new[]
            {
                "PUT /2.0/repositories/acme/shop/commit/abc123/reports/changegate application/json",
                "POST /2.0/repositories/acme/shop/commit/abc123/reports/changegate/annotations application/json",
            }));
            Assert.That(JsonDocument.Parse(host.Sent[0].Body).RootElement.GetProperty("result").GetString(), Is.EqualTo("FAILED"));
            Assert.That(JsonDocument.Parse(host.Sent[1].Body).RootElement[0].GetProperty("path").GetString(), Is.EqualTo("db/shop/0002_drop.sql"));
            Assert.That(FailedTests(clone["test-results/changegate.xml"]), Is.Not.Empty);
        }
    }

    [Test]
    public void A_shell_gets_an_exit_code_and_reports()
    {
        using var origin = NewShop();
        using var clone = Cloned(origin);

        var check = CiSnippet.Run(clone.Path, "sh", new CiSnippet("shell").Text, new Dictionary<string, string>());

        Assert.That(check.ExitCode, Is.EqualTo(2), check.Error);
        Assert.That(File.ReadAllText(clone["changegate.md"]), Does.Contain("approval needed"));
    }

    [Test]
    public void A_signed_file_opens_the_gate_of_the_next_job()
    {
        using var origin = NewShop();
        using var clone = Cloned(origin);
        var environment = new Dictionary<string, string> { ["CHANGE_TARGET"] = "main" };

        var approve = ChangeGateProgram.Run(clone.Path, "approve", "--base", "origin/main", "--key", origin["dana.key.pem"]);
        var check = ChangeGateProgram.Run(clone.Path, environment, "check", "--report", "junit=-");

        Assert.That(approve.ExitCode, Is.Zero, approve.Error);
        Assert.That(check.ExitCode, Is.Zero, check.Error);
        Assert.That(XDocument.Parse(check.Output).Descendants("failure"), Is.Empty);
    }

    [Test]
    public void A_clone_without_the_branch_or_its_history_says_what_to_fetch()
    {
        using var origin = NewShop();
        using var single = Cloned(origin, "--single-branch", "--branch=drop");
        using var shallow = Cloned(origin, "--depth=1", "--no-single-branch");
        var environment = new Dictionary<string, string> { ["CI_MERGE_REQUEST_TARGET_BRANCH_NAME"] = "main" };

        var without = ChangeGateProgram.Run(single.Path, environment, "check");
        var cut = ChangeGateProgram.Run(shallow.Path, environment, "check");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((without.ExitCode, cut.ExitCode), Is.EqualTo((3, 3)));
            Assert.That(without.Error, Does.Contain("does not have that branch").And.Contain("git fetch origin +refs/heads/main:refs/remotes/origin/main"));
            Assert.That(cut.Error, Does.Contain("It is a shallow clone.").And.Contain("GIT_DEPTH: 0"));
        }
    }

    [Test]
    public void One_report_takes_the_place_of_the_result_on_standard_output()
    {
        using var shop = NewShop();

        var check = ChangeGateProgram.Run(shop.Path, "check", "--base", "main", "--report", "md=-");

        Assert.That(check.ExitCode, Is.EqualTo(2), check.Error);
        Assert.That(check.Output, Does.StartWith("<!-- changegate:v1 key=shop -->\n### ").And.EndWith("</sub>\n"));
    }

    [TestCase("check", "--report=md=-,azure=-")]
    [TestCase("check", "--report=md=-", "--format=json")]
    [TestCase("check", "--report=azure=-", "--fix")]
    [TestCase("check", "--report=gitlub=x.json")]
    [TestCase("rehearse", "--report=gitlab=x.json")]
    [TestCase("rehearse", "--report=md=-")]
    public void Reports_that_cannot_be_written_are_refused(params string[] arguments)
    {
        using var shop = NewShop();

        var run = ChangeGateProgram.Run(shop.Path, [.. arguments, "--base", "main"]);

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((3, "")), run.Error);
    }

    [Test]
    public void A_tag_that_is_called_like_the_branch_is_not_believed()
    {
        using var origin = NewShop();
        using var clone = Cloned(origin);
        clone.Git("tag", "origin/main", "HEAD");

        var check = ChangeGateProgram.Run(clone.Path, new Dictionary<string, string> { ["CHANGE_TARGET"] = "main" }, "check");

        Assert.That(check.ExitCode, Is.EqualTo(2), check.Error);
    }

    private static IEnumerable<string> FailedTests(string path) => XDocument.Load(path).Descendants("failure").Select(static failure => failure.Parent!.Attribute("name")!.Value);

    private static GitSandbox NewShop()
    {
        var shop = new GitSandbox();
        Assert.That(ChangeGateProgram.Run(shop.Path, "key", "--name", "dana").ExitCode, Is.Zero);
        shop.Write("changegate.yml", Configuration).Write(".gitignore", "*.key.pem\n").Write("db/shop/0001_orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, note text);").Commit("Open the shop");
        shop.Branch("drop").Write("db/shop/0002_drop.sql", "ALTER TABLE orders DROP COLUMN note;").Commit("Drop the note");
        shop.Switch("main").Write("readme.md", "Open.").Commit("Say that it is open");
        shop.Switch("drop");

        return shop;
    }

    // Through an address, because a clone of a path is never shallow.
    private static GitSandbox Cloned(GitSandbox origin, params string[] options)
    {
        var clone = new GitSandbox(empty: true);
        clone.Git(["clone", "--quiet", .. options, $"file://{origin.Path}", "."]);
        clone.Git("checkout", "--quiet", "--detach");
        return clone;
    }
}

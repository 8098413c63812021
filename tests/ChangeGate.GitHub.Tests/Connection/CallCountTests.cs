using ChangeGate.GitHub.Checks;
using ChangeGate.GitHub.Contents;
using ChangeGate.GitHub.Tests.Harness;

namespace ChangeGate.GitHub.Tests.Connection;

internal sealed class CallCountTests
{
    [Test]
    public async Task Twenty_migrations_over_a_thousand_take_fewer_than_twenty_five_calls()
    {
        using var sandbox = await Sandbox.CreateAsync();
        await sandbox.CommitAsync("main", Scripts(1, 1000));
        await sandbox.CommitAsync("grow", Scripts(1001, 20));
        var number = await sandbox.OpenAsync("bob", "grow");
        await sandbox.CommitAsync("main", new Dictionary<string, string?> { ["readme.txt"] = "moved on" });
        var client = sandbox.Client();
        var repository = client.Repository(sandbox.Name);

        var pull = await repository.PullRequests.GetAsync(number, default);
        var run = await repository.CheckRuns.CreateAsync("ChangeGate (main)", pull.HeadCommit, new CheckReport(), default);
        var files = await repository.PullRequests.FilesAsync(pull, default);
        await repository.PullRequests.CommitsAsync(pull, default);
        var comparison = await repository.Contents.CompareAsync(pull.BaseCommit, pull.HeadCommit, default);
        var scripts = new List<TreeEntry>();

        foreach (var commit in new[] { comparison.MergeBase, pull.BaseCommit, pull.HeadCommit })
        {
            scripts.AddRange(await repository.Contents.FolderAsync(commit, "migrations", default));
        }

        var contents = await repository.Contents.BlobsAsync(scripts, default);
        await repository.PullRequests.ReviewsAsync(number, default);
        await repository.Comments.ListAsync(number, default);
        await repository.Comments.CreateAsync(number, "report", default);
        await repository.CheckRuns.UpdateAsync(run.Id, new CheckReport { Conclusion = CheckConclusion.Success, Output = new CheckOutput("Allowed", "nothing is lost") }, default);

        Assert.That(files, Has.Count.EqualTo(20));
        Assert.That(contents, Has.Count.EqualTo(1020));
        Assert.That(client.Calls, Is.EqualTo(19), string.Join('\n', sandbox.Contract.Requests));
    }

    private static Dictionary<string, string?> Scripts(int first, int count) =>
        Enumerable.Range(first, count).ToDictionary(number => $"migrations/{number:0000}.sql", string? (number) => $"create table t{number} (id int);\n");
}

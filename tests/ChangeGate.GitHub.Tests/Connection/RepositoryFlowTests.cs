using System.Text;
using ChangeGate.GitHub.Tests.Harness;

namespace ChangeGate.GitHub.Tests.Connection;

internal sealed class RepositoryFlowTests
{
    [Test]
    public async Task A_pull_request_is_read_with_its_files_and_commits()
    {
        using var sandbox = await Sandbox.CreateAsync();
        await sandbox.CommitAsync("main", new Dictionary<string, string?> { ["migrations/0001.sql"] = "create table a (id int);\n" });
        var head = await sandbox.CommitAsync("drop", new Dictionary<string, string?> { ["migrations/0002.sql"] = "drop table a;\n" });
        var number = await sandbox.OpenAsync("bob", "drop");
        var repository = sandbox.Repository();

        var pull = await repository.PullRequests.GetAsync(number, default);
        var files = await repository.PullRequests.FilesAsync(pull, default);
        var commits = await repository.PullRequests.CommitsAsync(pull, default);
        var content = await repository.Contents.BlobAsync(files[0].Blob, default);

        Assert.That(pull.HeadCommit, Is.EqualTo(head));
        Assert.That(pull.Author!.Login, Is.EqualTo("bob"));
        Assert.That(files.Select(file => file.Path), Is.EqualTo(["migrations/0002.sql"]));
        Assert.That(commits.Single().Author.Email, Is.EqualTo("bob@example.org"));
        Assert.That(Encoding.UTF8.GetString(content), Is.EqualTo("drop table a;\n"));
    }
}

using System.Diagnostics;

namespace ChangeGate.TestKit;

/// <summary>A real repository of one test's own, with fixed identities and no configuration of this machine.</summary>
public sealed class GitSandbox : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    /// <param name="empty">Without a repository, which is cloned into it.</param>
    public GitSandbox(bool empty = false)
    {
        if (!empty)
        {
            Git("init", "--quiet", "--initial-branch=main");
        }
    }

    public string Path => _folder.Path;

    public string this[string name] => _folder[name];

    public GitSandbox Write(string name, string text)
    {
        _folder.Write(name, text);
        return this;
    }

    public GitSandbox Delete(string name)
    {
        File.Delete(_folder[name]);
        return this;
    }

    /// <summary>Commits everything there is and returns the commit.</summary>
    public string Commit(string message, string author = "Kim Author <kim@shop.example>")
    {
        Git("add", "--all");
        Git("commit", "--quiet", "--allow-empty", $"--author={author}", "--message", message);
        return Git("rev-parse", "HEAD").Trim();
    }

    public GitSandbox Branch(string name)
    {
        Git("switch", "--quiet", "--create", name);
        return this;
    }

    public GitSandbox Switch(string name)
    {
        Git("switch", "--quiet", name);
        return this;
    }

    public string Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["GIT_CONFIG_GLOBAL"] = "/dev/null",
                ["GIT_CONFIG_NOSYSTEM"] = "1",
                ["GIT_COMMITTER_NAME"] = "Kim Author",
                ["GIT_COMMITTER_EMAIL"] = "kim@shop.example",
                ["GIT_AUTHOR_NAME"] = "Kim Author",
                ["GIT_AUTHOR_EMAIL"] = "kim@shop.example",
            },
        };
        using var git = Process.Start(start)!;
        var error = git.StandardError.ReadToEndAsync();
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();

        return git.ExitCode == 0 ? output : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {error.Result}");
    }

    public void Dispose() => _folder.Dispose();
}

using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using ChangeGate.Cli.Sources;
using ChangeGate.Failures;

namespace ChangeGate.Cli.Git;

/// <summary>A repository, read with the <c>git</c> program alone. Nothing is checked out, and no hook, filter or external diff is run.</summary>
internal sealed class GitRepository : ICommitFiles
{
    private GitRepository(string root) => Root = root;

    /// <summary>The top of the work tree.</summary>
    public string Root { get; }

    /// <summary>Its history ends early.</summary>
    public bool IsShallow => TryRead(["rev-parse", "--is-shallow-repository"]) == "true";

    /// <summary>null when <paramref name="folder"/> is in no repository.</summary>
    public static GitRepository? Find(string folder)
    {
        var answer = Run(folder, ["rev-parse", "--show-toplevel"], []);

        return answer.ExitCode == 0 ? new GitRepository(answer.Text.TrimEnd('\n', '\r')) : null;
    }

    public static GitRepository Open(string folder) =>
        Find(folder) ?? throw new GateException(
            $"'{folder}' is not in a git repository.",
            "Run inside a clone, or judge a folder of migrations with --folder DIR.");

    /// <summary>The full id of the commit that <paramref name="name"/> stands for.</summary>
    public string Commit(string name)
    {
        var answer = Run(Root, ["rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"], []);

        return answer.ExitCode == 0 ? answer.Text.Trim() : throw new GateException(
            $"Git knows no commit '{name}' in '{Root}'.",
            "Fetch it first (a shallow clone has little history: use fetch-depth: 0), or name another with --base and --head.");
    }

    /// <summary>A path on disk as the repository names it: with forward slashes, from its root; empty for the root itself.</summary>
    public string PathOf(string path) => Path.GetRelativePath(Root, Path.GetFullPath(path)).Replace('\\', '/') is var inside and not "." ? inside : "";

    public bool Knows(string name) => Run(Root, ["rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"], []).ExitCode == 0;

    public string MergeBase(string one, string other)
    {
        var answer = Run(Root, ["merge-base", one, other], []);

        return answer.ExitCode == 0 ? answer.Text.Trim() : throw new GateException(
            $"The commits {Short(one)} and {Short(other)} have no common ancestor in this clone.",
            "Fetch more history (git fetch --unshallow, or fetch-depth: 0 in the workflow).");
    }

    public IReadOnlyList<CommittedFile> Files(string commit, string folder)
    {
        var arguments = new List<string> { "ls-tree", "-r", "-z", "--full-tree", commit };

        if (folder.Length > 0)
        {
            arguments.AddRange(["--", folder + "/"]);
        }

        var files = new List<CommittedFile>();

        foreach (var entry in Must(arguments).Text.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            // <mode> SP <type> SP <object> TAB <path>
            var tab = entry.IndexOf('\t');
            var fields = entry[..tab].Split(' ');

            if (fields[1] == "blob")
            {
                files.Add(new CommittedFile(entry[(tab + 1)..], fields[2], IsLink: fields[0] == "120000"));
            }
        }

        return files;
    }

    /// <summary>By one process.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Blobs(IEnumerable<string> ids)
    {
        var wanted = ids.Distinct(StringComparer.Ordinal).ToList();
        var blobs = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);

        if (wanted.Count == 0)
        {
            return blobs;
        }

        var answer = Must(["cat-file", "--batch"], Encoding.ASCII.GetBytes(string.Join('\n', wanted) + "\n")).Bytes.AsMemory();

        foreach (var id in wanted)
        {
            // <object> SP <type> SP <size> LF <contents> LF
            var header = answer[..answer.Span.IndexOf((byte)'\n')];
            var size = Encoding.ASCII.GetString(header.Span).Split(' ') is [_, "blob", var digits] ? int.Parse(digits) : throw Missing(id);
            blobs[id] = answer.Slice(header.Length + 1, size);
            answer = answer[(header.Length + 1 + size + 1)..];
        }

        return blobs;
    }

    public ReadOnlyMemory<byte>? File(string commit, string path)
    {
        var file = Must(["ls-tree", "-z", "--full-tree", commit, "--", path]).Text.Split('\0')[0];

        // A bare null would become empty bytes: arrays turn into memory, and no array does so too.
        return file.Length == 0 ? default(ReadOnlyMemory<byte>?) : Blobs([file[..file.IndexOf('\t')].Split(' ')[2]]).Values.Single();
    }

    /// <summary>The one line that git answers; null where it has no answer.</summary>
    public string? TryRead(IReadOnlyList<string> arguments) =>
        Run(Root, arguments, []) is { ExitCode: 0 } answer && answer.Text.Trim() is { Length: > 0 } line ? line : null;

    /// <param name="name">In full: <c>refs/heads/main</c>.</param>
    public bool Has(string name) => Run(Root, ["show-ref", "--verify", "--quiet", name], []).ExitCode == 0;

    public GitAnswer Must(IReadOnlyList<string> arguments, byte[]? input = null)
    {
        var answer = Run(Root, arguments, input ?? []);

        return answer.ExitCode == 0 ? answer : throw new GateException(
            $"git {CommandOf(arguments)} failed in '{Root}': {answer.Error.Trim()}",
            "Mend the repository, then run again.");
    }

    public static string Short(string commit) => commit.Length > 10 ? commit[..10] : commit;

    /// <summary>Settings (<c>-c NAME=VALUE</c>) stand before it.</summary>
    private static string CommandOf(IReadOnlyList<string> arguments) => arguments.Where((argument, index) => argument != "-c" && (index == 0 || arguments[index - 1] != "-c")).First();

    private static GateException Missing(string id) =>
        new($"The object {Short(id)} is not in this clone.", "Fetch it (a partial clone leaves blobs out: fetch without --filter).");

    private static GitAnswer Run(string folder, IReadOnlyList<string> arguments, byte[] input)
    {
        var start = new ProcessStartInfo("git")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder,
            Environment = { ["GIT_TERMINAL_PROMPT"] = "0", ["GIT_OPTIONAL_LOCKS"] = "0", ["LC_ALL"] = "C" },
        };

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using var git = Process.Start(start)!;
            var error = git.StandardError.ReadToEndAsync();
            var sent = Task.Run(() =>
            {
                // git may end before it has read all, for example on an unknown option.
                try
                {
                    git.StandardInput.BaseStream.Write(input);
                    git.StandardInput.Close();
                }
                catch (IOException)
                {
                }
            });
            using var output = new MemoryStream();
            git.StandardOutput.BaseStream.CopyTo(output);
            git.WaitForExit();
            sent.Wait();

            return new GitAnswer(git.ExitCode, output.ToArray(), error.Result);
        }
        catch (Win32Exception failure)
        {
            throw new GateException("The git program could not be started.", "Install git and put it on PATH, or judge a folder with --folder DIR.", failure);
        }
    }
}

/// <summary>What one run of git said.</summary>
internal sealed record GitAnswer(int ExitCode, byte[] Bytes, string Error)
{
    public string Text => Encoding.UTF8.GetString(Bytes);
}

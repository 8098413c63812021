using System.Diagnostics;
using System.Reflection;
using ChangeGate.Failures;

namespace ChangeGate.Cli.Demo;

/// <summary>A repository and a database in a temporary folder: the example shop of this project, ready for a pull request.</summary>
internal sealed class DemoShop(string folder)
{
    public const string Proposal = "0014_drop_reviews.sql";

    private const string Resources = "shop/";

    private const string Configuration = """
        version: 1
        targets:
          shop:
            dialect: sqlite
            engine: 3
            migrations: migrations
            environments:
              production: { connection: shop.db, protected: true }
        evidence:
          folder: evidence
          key: runner.key.pem
        policy:
          approvers:
            - { name: dana, key: dana.pub.pem, teams: [dba], emails: [dana@shop.example] }
          clauses:
            - name: data loss needs a DBA
              when: { hazard: data-loss }
              require: { approvals: 1, from: [team:dba] }
            - name: what cannot be read needs a DBA
              when: { hazard: unreadable }
              require: { approvals: 1, from: [team:dba] }
            - name: nobody edits history
              when: { migration: edited-after-applied }
              deny: A migration that has run may not change. Write a new one.
        """;

    public string Folder { get; } = folder;

    public string Reports => Path.Combine(Folder, "reports");

    /// <summary>Writes the shop's history, its rows and its configuration, and commits them as the base.</summary>
    public void Open()
    {
        foreach (var name in Names().Where(name => !name.Contains('/')))
        {
            Write($"migrations/{name}", Read(name));
        }

        Write("migrations/0013_first_rows.sql", Read("seed/sqlite.sql"));
        Write("changegate.yml", Configuration + "\n");
        Write(".gitignore", "*.key.pem\nshop.db*\nreports/\nevidence/\n.changegate/\n");
        Git("init", "--quiet", "--initial-branch=main");
        Commit("Open the shop");
    }

    /// <summary>A branch on which somebody drops the table of reviews.</summary>
    public void Propose()
    {
        Git("switch", "--quiet", "--create", "drop-reviews");
        Write($"migrations/{Proposal}", Read("proposals/destructive-drop-reviews/0013_drop_reviews.sql"));
        Commit("Drop the reviews: they have moved to an external provider");
    }

    public void Merge()
    {
        Git("switch", "--quiet", "main");
        Git("merge", "--quiet", "--no-ff", "--message", "Merge drop-reviews", "drop-reviews");
    }

    /// <summary>Changes one letter in the newest bundle, and returns its copy's name.</summary>
    public string TamperWithEvidence(string bundle)
    {
        var text = File.ReadAllText(Path.Combine(Folder, bundle));
        var index = text.Length / 2;

        while (!char.IsAsciiLetterOrDigit(text[index]))
        {
            index++;
        }

        var copy = bundle.Replace(".evidence.json", ".tampered.json", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(Folder, copy), $"{text[..index]}{(text[index] == 'A' ? 'B' : 'A')}{text[(index + 1)..]}");

        return copy;
    }

    public string NewestBundle() =>
        Path.GetRelativePath(Folder, Directory.EnumerateFiles(Path.Combine(Folder, "evidence"), "*.evidence.json").Max(StringComparer.Ordinal)!);

    private static IEnumerable<string> Names() =>
        Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.StartsWith(Resources, StringComparison.Ordinal)).Select(name => name[Resources.Length..]);

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resources + name) ?? throw new UnreachableException($"The shop has no '{name}'.");
        using var reader = new StreamReader(stream);

        return reader.ReadToEnd();
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private void Commit(string message)
    {
        Git("add", "--all");
        Git("commit", "--quiet", "--message", message);
    }

    private void Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = Folder, RedirectStandardError = true, RedirectStandardOutput = true };

        foreach (var role in new[] { "AUTHOR", "COMMITTER" })
        {
            start.Environment[$"GIT_{role}_NAME"] = "Kim Developer";
            start.Environment[$"GIT_{role}_EMAIL"] = "kim@shop.example";
        }

        start.Environment["GIT_CONFIG_GLOBAL"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";

        try
        {
            using var git = Process.Start(start)!;
            git.StandardOutput.ReadToEnd();
            var error = git.StandardError.ReadToEnd();
            git.WaitForExit();

            if (git.ExitCode != 0)
            {
                throw new GateException($"git {arguments[0]} failed: {error.Trim()}", "The demo needs git 2.30 or newer.");
            }
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            throw new GateException("The git program could not be started.", "Install git and put it on PATH.", failure);
        }
    }
}

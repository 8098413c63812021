using System.CommandLine;
using System.Diagnostics;
using System.Text.RegularExpressions;
using ChangeGate.Cli;
using ChangeGate.Cli.Manual;
using ChangeGate.TestKit;

namespace ChangeGate.Tests.CommandLines;

/// <summary>The scripts in the shells themselves, as far as those are installed; bash always is.</summary>
internal sealed partial class CompletionTests
{
    private const string Hostile = "Ends ' here; touch burnt; $(touch burnt) `touch burnt` \" \\' \\\\ %F{red} \u2018; touch burnt\u2019 ({echo})\n.so burnt\n'burnt\u001b]0;t\u0007";

    private static readonly IReadOnlyList<Verb> Verbs = Verb.All(CommandLine.Build());

    private static IEnumerable<TestCaseData> Typed()
    {
        yield return new TestCaseData("ap", "approve apply");
        yield return new TestCaseData("guard i", "install");
        yield return new TestCaseData("guard install --mode ''", "audit enforce");
        yield return new TestCaseData("check --format j", "json");
        yield return new TestCaseData("check --format = c", "console");
        yield return new TestCaseData("completion ''", "bash fish powershell zsh --help");
        yield return new TestCaseData("explain drop-ta", "drop-table");
        yield return new TestCaseData("key rot", "rotate");
        yield return new TestCaseData("key --name rotate --o", "--output");
        yield return new TestCaseData("evidence check --ea", "--earlier");
        yield return new TestCaseData("check --environment ''", "");
        yield return new TestCaseData("no-such-command ''", string.Join(' ', Verbs[0].Choices.Select(choice => choice.Word)));
        yield return new TestCaseData("'$(touch burnt)'", "");
    }

    [TestCaseSource(nameof(Typed))]
    public void Bash_completes(string typed, string expected)
    {
        using var folder = new TemporaryDirectory();

        Assert.That(InBash(folder, BashCompletion.Render(Verbs), typed), Is.EqualTo(expected));
        Assert.That(Directory.GetFiles(folder.Path).Select(Path.GetFileName), Is.EqualTo(["completion"]));
    }

    [Test]
    public void Bash_completes_files_and_folders_where_those_are_meant()
    {
        using var folder = new TemporaryDirectory();
        Directory.CreateDirectory(Path.Combine(folder.Path, "my migrations"));
        File.WriteAllText(Path.Combine(folder.Path, "my.yml"), "");

        Assert.That(InBash(folder, BashCompletion.Render(Verbs), "check --folder m"), Is.EqualTo("my migrations"));
        Assert.That(InBash(folder, BashCompletion.Render(Verbs), "check --config my."), Is.EqualTo("my.yml"));
        Assert.That(InBash(folder, BashCompletion.Render(Verbs), "verify my."), Is.EqualTo("my.yml"));
    }

    [Test]
    public void Every_option_of_every_command_is_completed()
    {
        using var folder = new TemporaryDirectory();

        foreach (var verb in Verbs)
        {
            var known = InBash(folder, BashCompletion.Render(Verbs), $"{verb.Path} -").Split(' ');

            Assert.That(known, Is.EquivalentTo(verb.Options.SelectMany(option => option.Names).Append("--help")), verb.Name);
        }
    }

    [Test]
    public void Nothing_in_a_description_or_a_word_runs()
    {
        var verbs = Verb.All(HostileTree());
        using var folder = new TemporaryDirectory();

        Assert.That(InBash(folder, BashCompletion.Render(verbs), "one --word ''"), Is.EqualTo("plain"));
        Assert.That(InBash(folder, BashCompletion.Render(verbs), "one ''"), Is.EqualTo("--word --help"));
        Run(folder, "zsh", ["-fc", "compdef() { :; }; _describe() { :; }; words=(changegate one ''); CURRENT=3; . ./completion; _changegate"], ZshCompletion.Render(verbs));
        Run(folder, "fish", ["--no-config", "-c", "source completion; complete -C 'changegate one --'; complete -C 'changegate one --word '"], FishCompletion.Render(verbs));
        Assert.That(Directory.GetFiles(folder.Path).Select(Path.GetFileName), Is.EqualTo(["completion"]));
    }

    [Test]
    public void The_scripts_are_ones_that_their_shells_read()
    {
        using var folder = new TemporaryDirectory();

        Run(folder, "bash", ["-n", "completion"], BashCompletion.Render(Verbs));
        Run(folder, "zsh", ["-fn", "completion"], ZshCompletion.Render(Verbs));
        Run(folder, "fish", ["--no-execute", "completion"], FishCompletion.Render(Verbs));
    }

    [Test]
    public void PowerShell_and_fish_read_what_was_quoted()
    {
        Assert.That(PowerShellString().Match(PowerShellCompletion.Quote(Hostile)).Groups[1].Value, Is.EqualTo(Hostile.Replace("'", "''", StringComparison.Ordinal).Replace("\u2018", "\u2018\u2018", StringComparison.Ordinal).Replace("\u2019", "\u2019\u2019", StringComparison.Ordinal)));
        Assert.That(Regex.Replace(FishCompletion.Quote(Hostile)[1..^1], @"\\(.)", "$1"), Is.EqualTo(Hostile));
        Assert.That(Regex.IsMatch(FishCompletion.Quote(Hostile)[1..^1], @"^(?:[^\\']|\\[\\'])*$"), Is.True);
    }

    [Test]
    public void PowerShell_is_told_every_command_and_option()
    {
        var script = PowerShellCompletion.Render(Verb.All(HostileTree()));
        var outside = PowerShellString().Replace(script, "");

        Assert.That(outside, Does.Not.Contain("touch").And.Not.Contain("burnt").And.Not.Contain("'"));
        Assert.That(PowerShellCompletion.Render(Verbs), Does.Contain("        'guard install' = @(\n").And.Contain("        'guard install --mode' = @('audit', 'enforce')\n"));
    }

    private static RootCommand HostileTree() => new(Hostile)
    {
        new Command("one", Hostile) { new Option<string>("--word") { Description = Hostile, HelpName = Hostile, CompletionSources = { "plain", "$(touch burnt)", "`touch burnt`", "a b", "'; touch burnt; '" } } },
        new Command("$(touch${IFS}burnt)", Hostile),
    };

    private static string InBash(TemporaryDirectory folder, string script, string typed)
    {
        var show = $"set -u; . ./completion; COMP_WORDS=(changegate {typed}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _changegate; echo \"${{COMPREPLY[*]-}}\"";

        return Run(folder, "bash", ["--norc", "-c", show], script)!.TrimEnd('\n');
    }

    /// <returns>null where there is no such shell here.</returns>
    private static string? Run(TemporaryDirectory folder, string shell, string[] arguments, string script)
    {
        File.WriteAllText(Path.Combine(folder.Path, "completion"), script);
        var start = new ProcessStartInfo(shell, arguments) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };

        if (shell != "bash" && !Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(place => File.Exists(Path.Combine(place, shell))))
        {
            return null;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.That((process.ExitCode, errors.Result), Is.EqualTo((0, "")), $"{shell} {string.Join(' ', arguments)}");

        return output;
    }

    [GeneratedRegex("'((?:[^'\u2018-\u201b]|''|\u2018\u2018|\u2019\u2019)*)'")]
    private static partial Regex PowerShellString();
}

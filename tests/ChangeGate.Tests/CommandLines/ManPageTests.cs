using System.CommandLine;
using System.Diagnostics;
using ChangeGate.Cli;
using ChangeGate.Cli.Manual;
using ChangeGate.TestKit;

namespace ChangeGate.Tests.CommandLines;

internal sealed class ManPageTests
{
    private const string Hostile = "first\n.so /etc/passwd\n'br \\*(XX \\fB \\n[.x] \" - \u001b]0;t\u0007 \u00e9 \U0001f511 .\n";

    [Test]
    public void Every_command_and_option_is_on_the_page()
    {
        var page = ManPage.Render(CommandLine.Build());

        foreach (var verb in Verb.All(CommandLine.Build()).Where(verb => verb.Acts && verb.Path.Length > 0))
        {
            Assert.That(page, Does.Contain($"\n.SS {ManPage.Escape(verb.Path)}\n"));
            Assert.That(verb.Options.Where(option => !page.Contains(ManPage.Escape(option.Option.Name), StringComparison.Ordinal)), Is.Empty);
        }
    }

    [Test]
    public void No_text_becomes_a_request_or_an_escape()
    {
        var page = ManPage.Render(new RootCommand(Hostile) { new Command("one", Hostile) { new Option<string>("--word") { Description = Hostile, HelpName = Hostile, DefaultValueFactory = _ => Hostile } } });

        Assert.That(page.Split('\n').Where(line => line.StartsWith('.')).Select(line => line.Split(' ')[0]).Distinct(), Is.SubsetOf(new[] { ".TH", ".SH", ".SS", ".PP", ".TP", ".B", ".I" }));
        Assert.That(page, Does.Not.Contain("\n'").And.Not.Contain("\u001b").And.Not.Contain("\\*").And.Not.Contain("\\n["));
        Warns(page);
    }

    [Test]
    public void The_page_is_one_that_man_reads_without_a_warning() => Warns(ManPage.Render(CommandLine.Build()));

    private static void Warns(string page)
    {
        if (!File.Exists("/usr/bin/groff"))
        {
            Assert.Ignore("There is no groff here.");
        }

        using var folder = new TemporaryDirectory();
        var file = Path.Combine(folder.Path, "changegate.1");
        File.WriteAllText(file, page);
        using var groff = Process.Start(new ProcessStartInfo("groff", ["-ww", "-man", "-Tutf8", file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var read = groff.StandardOutput.ReadToEndAsync();
        var warnings = groff.StandardError.ReadToEnd();
        groff.WaitForExit();

        Assert.That((groff.ExitCode, warnings), Is.EqualTo((0, "")));
        Assert.That(read.Result, Does.Contain("changegate"));
    }
}

using System.Diagnostics;
using ChangeGate.Runs;
using ChangeGate.TestKit;
using YamlDotNet.RepresentationModel;

namespace ChangeGate.EndToEnd.Tests.Ci;

/// <summary>A piece of <c>docs/ci.md</c> as its CI reads it: what it runs is taken out and run here. Lines that install something are left out.</summary>
internal sealed class CiSnippet(string name)
{
    private readonly string _text = Between(File.ReadAllText(Repository.PathTo("docs", "ci.md")), $"<!-- runs: {name} -->\n```", "\n```") is var fenced ? fenced[(fenced.IndexOf('\n') + 1)..] : "";

    public string Text => _text;

    /// <summary>The first step of these names, from the root: a number is a place in a list, and the end a script or a list of its lines.</summary>
    public string Script(params object[] path)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(_text));
        var node = path.Aggregate(yaml.Documents[0].RootNode, static (node, step) => step is int place ? node[place] : node[(string)step]);

        return node is YamlSequenceNode lines ? string.Join('\n', lines.Select(static line => (string?)line).Where(static line => !line!.Contains("dotnet tool install"))) : (string)node!;
    }

    public static string Between(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal);
        Assert.That(from, Is.Not.Negative, start);
        from += start.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }

    /// <summary>With the tool by its name, the variables of one CI, and none of another.</summary>
    public static ProgramRun Run(string folder, string shell, string script, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(shell, ["-ec", $"changegate() {{ dotnet '{ChangeGateProgram.Path}' \"$@\"; }}\n{script}"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };

        foreach (var ci in CiProposal.All)
        {
            start.Environment.Remove(ci.Variable);
        }

        foreach (var (variable, value) in environment)
        {
            start.Environment[variable] = value;
        }

        start.Environment["NO_PROXY"] = "127.0.0.1";
        using var run = Process.Start(start)!;
        var error = run.StandardError.ReadToEndAsync();
        var output = run.StandardOutput.ReadToEnd();
        run.WaitForExit();

        return new ProgramRun(run.ExitCode, output, error.Result);
    }
}

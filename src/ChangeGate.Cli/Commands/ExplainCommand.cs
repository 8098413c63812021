using System.CommandLine;
using ChangeGate.Failures;
using ChangeGate.Policies;
using ChangeGate.Reports;
using ChangeGate.Rules;

namespace ChangeGate.Cli.Commands;

/// <summary>Shows the page of a rule.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var rule = new Argument<string>("RULE") { Description = "A rule's name or id: drop-column, CG102.", CompletionSources = { _ => RuleCatalog.All.Select(one => one.Doc.Name) } };
        var command = new Command("explain", "Explain a rule: when it applies, why it matters, the safe way.") { rule };
        command.SetAction(arguments => (int)Run(arguments.GetValue(rule)!));

        return command;
    }

    private static ExitCode Run(string name)
    {
        var rule = RuleCatalog.Find(name) ?? throw new GateException(
            $"There is no rule '{name}'.",
            NearestName.To(name, RuleCatalog.All.Select(one => one.Doc.Name)) is { } near ? $"Did you mean '{near}'? All of them: changegate rules" : "All of them: changegate rules");
        Console.Write(RulePage.Render(rule));

        return ExitCode.Allowed;
    }
}

using System.CommandLine;

using ChangeGate.Reports;
using ChangeGate.Rules;
using ChangeGate.Text;

namespace ChangeGate.Cli.Commands;

/// <summary>Lists the catalogue.</summary>
internal static class RulesCommand
{
    public static Command Create()
    {
        var format = OutputOptions.CreateFormat("rules");
        var command = new Command("rules", "List every rule with its hazards and whether it is on by default.") { format };
        command.SetAction(arguments => (int)Run(OutputOptions.IsJson(arguments.GetValue(format))));

        return command;
    }

    private static ExitCode Run(bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonReport.WriteRules(RuleCatalog.All));
            return ExitCode.Allowed;
        }

        var widest = RuleCatalog.All.Max(rule => rule.Doc.Name.Length);

        foreach (var rule in RuleCatalog.All)
        {
            Console.WriteLine($"{rule.Doc.Id}  {rule.Doc.Name.PadRight(widest)}  {(rule.Doc.DefaultOn ? "on " : "off")}  {string.Join(", ", rule.Doc.Hazards.Select(hazard => hazard.ToKeyword()))}");
        }

        return ExitCode.Allowed;
    }
}

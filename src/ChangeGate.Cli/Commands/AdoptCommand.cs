using System.CommandLine;
using ChangeGate.Cli.Identities;
using ChangeGate.Cli.Running;
using ChangeGate.Failures;
using ChangeGate.Policies;

namespace ChangeGate.Cli.Commands;

/// <summary>Copies history between the journal of another tool and ours, and runs nothing.</summary>
internal static class AdoptCommand
{
    private const string Auto = "auto";

    public static Command Create()
    {
        var environment = new EnvironmentOptions();
        var identity = new IdentityOptions();
        var tools = string.Join(", ", JournalSetting.Keywords.Where(pair => pair.Value != JournalKind.ChangeGate).Select(pair => pair.Key));
        var from = new Option<string?>("--from") { Description = $"Record what the journal of this tool has: {tools}, or auto for the one whose table is there.", HelpName = "TOOL", CompletionSources = { _ => Known(isRead: true).Append(Auto) } };
        var to = new Option<string?>("--to") { Description = "Write into the journal of this tool what ChangeGate's has and it lacks.", HelpName = "TOOL", CompletionSources = { _ => Known(isRead: false) } };
        var schema = new Option<string?>("--schema") { Description = "Where the tool's table lies. Default: as the target says, or public.", HelpName = "NAME" };
        var table = new Option<string?>("--table") { Description = "The tool's table. Default: as the target says, or as the tool calls it.", HelpName = "NAME" };
        var format = OutputOptions.CreateFormat("adoption");
        var command = new Command("adopt", "Take over the history of another tool, or give it back. Nothing is run.") { from, to, schema, table, format };
        environment.AddTo(command);
        identity.AddTo(command);
        command.SetAction(async (arguments, cancellation) =>
        {
            var (source, target) = (arguments.GetValue(from), arguments.GetValue(to));

            if ((source is null) == (target is null))
            {
                throw new GateException("The tool was not said.", $"Give one of --from TOOL and --to TOOL. Tools: {tools}.");
            }

            var request = new HostAdoptionRequest(environment.Read(arguments), KindOf(source ?? target!, source is not null), source is null, OutputOptions.IsJson(arguments.GetValue(format))) // One of them is there.
            {
                Schema = arguments.GetValue(schema),
                Table = arguments.GetValue(table),
                Identity = identity.Read(arguments),
            };

            return (int)await HostAdoptRun.RunAsync(request, cancellation);
        });

        return command;
    }

    /// <returns>null for the one whose table is there.</returns>
    private static JournalKind? KindOf(string written, bool isRead)
    {
        if (isRead && written == Auto)
        {
            return null;
        }

        var known = Known(isRead).ToList();

        return known.Contains(written)
            ? JournalSetting.Keywords[written]
            : throw new GateException($"'{written}' is no tool whose journal is {(isRead ? "known" : "written")}.", NearestName.Remedy(written, known));
    }

    private static IEnumerable<string> Known(bool isRead) => (isRead ? JournalSetting.Keywords.Keys : JournalSetting.Written).Where(word => word != "changegate");
}

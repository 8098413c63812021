using System.CommandLine;
using ChangeGate.Cli.Running;
using ChangeGate.Reports;

namespace ChangeGate.Cli.Commands;

/// <summary>Enters into the evidence what came past the gate between runs.</summary>
internal static class EvidenceRecordCommand
{
    public static Command Create()
    {
        var environment = new EnvironmentOptions();
        var evidence = new EvidenceOptions();
        var format = OutputOptions.CreateFormat("evidence-record");
        var command = new Command("record", "Sign and enter what the guard of a database saw come past the gate, and whether the schema drifted: each event once.") { format };
        environment.AddTo(command);
        evidence.AddTo(command);
        command.SetAction(async (arguments, cancellation) =>
        {
            var recording = await WatchRecord.WriteAsync(environment.Read(arguments), evidence.Read(arguments), cancellation);
            var names = recording.Bundles.Select(static path => Path.GetFileName(path)).ToList();

            if (OutputOptions.IsJson(arguments.GetValue(format)))
            {
                Console.WriteLine(JsonReport.WriteWatch(recording.Seen, recording.News, names, JsonLayout.Line));
            }
            else
            {
                Console.WriteLine(recording.News.Count == 0 ? "Nothing that is not recorded already." : $"{Wording.Count(recording.News.Sum(static report => report.Events.Count), "event", "events")} that came past the gate; the schema {(recording.Seen.Drift.HasDrifted ? "drifted" : "is the one that the last run left")}.");
                names.ForEach(Console.WriteLine);
            }

            return (int)(recording.IsEntered ? ExitCode.Allowed : ExitCode.CannotDecide);
        });

        return command;
    }
}

using System.Text.Json;
using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.Reports;

/// <summary><c>changegate/fleet/v1</c> and <c>changegate/fleet-status/v1</c>.</summary>
internal static class FleetJson
{
    public static void Write(Utf8JsonWriter writer, FleetReport fleet)
    {
        writer.WriteStartObject();
        writer.WriteString("schema", "changegate/fleet/v1");
        writer.WriteString("target", fleet.Target);
        writer.WriteString("environment", fleet.Environment);
        writer.WriteString("actor", fleet.Actor);
        writer.WriteTime("startedAt", fleet.StartedAt);
        writer.WriteTime("endedAt", fleet.EndedAt);
        writer.WriteBoolean("complete", fleet.IsComplete);
        writer.WriteString("because", fleet.Because);
        writer.WriteArray("sets", fleet.Sets, static (writer, set) => writer.WriteStringValue(set.ToString()));
        WriteCounts(writer, fleet.Members);
        writer.WriteArray("waves", fleet.Waves, WriteWave);
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, FleetStatus status)
    {
        writer.WriteStartObject();
        writer.WriteString("schema", "changegate/fleet-status/v1");
        writer.WriteString("target", status.Target);
        writer.WriteString("environment", status.Environment);
        writer.WriteBoolean("upToDate", status.IsUpToDate);
        writer.WriteArray("members", status.Members, static (writer, member) =>
        {
            writer.WriteStartObject();
            writer.WriteString("name", member.Name);
            writer.WriteString("wave", member.Wave);
            writer.WriteString("standing", member.Standing.ToKeyword());
            writer.WriteString("version", member.Version);
            writer.WriteNumber("pending", member.Pending);
            writer.WriteString("because", member.Because);
            writer.WriteString("server", member.Server);
            writer.WriteString("database", member.Database);
            writer.WriteEndObject();
        });
        writer.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter writer, IEnumerable<FleetMemberReport> members)
    {
        var counts = members.CountBy(static member => member.State).ToDictionary();
        writer.WriteStartObject("counts");

        foreach (var state in Enum.GetValues<MemberState>())
        {
            writer.WriteNumber(state.ToKeyword(), counts.GetValueOrDefault(state));
        }

        writer.WriteEndObject();
    }

    private static void WriteWave(Utf8JsonWriter writer, FleetWaveReport wave)
    {
        writer.WriteStartObject();
        writer.WriteString("name", wave.Name);
        writer.WriteNumber("parallel", wave.Parallel);
        writer.WriteNumber("tolerated", wave.Tolerated);
        writer.WriteString("question", wave.Question?.ToString());
        writer.WriteArray("members", wave.Members, WriteMember);
        writer.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter writer, FleetMemberReport member)
    {
        writer.WriteStartObject();
        writer.WriteString("name", member.Name);
        writer.WriteString("state", member.State.ToKeyword());
        writer.WriteString("because", member.Because);
        writer.WriteString("remedy", member.Remedy);
        writer.WriteString("server", member.Server);
        writer.WriteString("database", member.Database);

        if (member.Took is { } took)
        {
            writer.WriteNumber("tookMs", (long)took.TotalMilliseconds);
        }
        else
        {
            writer.WriteNull("tookMs");
        }

        writer.WriteArray("runs", member.Runs, static (writer, run) =>
        {
            writer.WriteStartObject();
            writer.WriteString("id", run.Id);
            writer.WriteString("set", run.Set.ToString());
            writer.WriteString("outcome", run.Outcome.ToKeyword());
            writer.WriteString("evidence", run.Evidence);
            writer.WriteEndObject();
        });

        if (member.Health is { } health)
        {
            writer.WriteStartObject("health");
            writer.WriteBoolean("well", health.IsWell);
            writer.WriteString("because", health.Because);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNull("health");
        }

        writer.WriteEndObject();
    }
}

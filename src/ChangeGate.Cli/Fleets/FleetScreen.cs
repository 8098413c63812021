using ChangeGate.Cli.Output;
using ChangeGate.Policies;
using ChangeGate.Reports;
using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.Cli.Fleets;

/// <summary>How far a fleet is: one line that updates on a terminal, with a line of its own only for what went wrong; in a log one line for each member.</summary>
internal sealed class FleetScreen
{
    private const int BarWidth = 20;

    private readonly long _started = TimeProvider.System.GetTimestamp();

    private string _doing = "";

    private int _done;

    private int _of;

    public void Begin(string doing, int members)
    {
        (_doing, _done, _of) = (doing, 0, members);
        Show();
    }

    public void Surveyed(MemberSurvey survey) => Count(survey.Code == ExitCode.Allowed ? null : Line(survey.Report));

    public void Ended(FleetMemberReport member) => Count(Console.IsErrorRedirected || !member.HasAll ? Line(member) : null);

    public void Asked(string member, HealthAnswer answer) => Count(answer.IsWell ? null : $"✖ {member}: {answer.Because}");

    public void Looked() => Count(null);

    public static void Ended(FleetWaveReport wave) => Terminal.Remark(
        $"Wave {wave.Name}: {wave.Members.Count(static member => member.HasAll)} of {wave.Members.Count} have the set{(wave.Question is null ? "" : wave.IsWell ? ", all are well" : ", not all are well")}.");

    public static void Waits(FleetWave wave, TimeSpan after) => Terminal.Remark($"Wave {wave.Name}: its members are asked how they are in {Wording.Duration(after)}.");

    public static void End() => Terminal.ClearProgress();

    private void Count(string? line)
    {
        Interlocked.Increment(ref _done);

        if (line is not null)
        {
            Terminal.Remark(line);
        }

        Show();
    }

    private void Show()
    {
        if (_done < _of)
        {
            var filled = _done * BarWidth / _of;
            Terminal.Progress($"{new string('█', filled)}{new string('░', BarWidth - filled)} {_doing}: {_done} of {_of}, {Wording.Duration(TimeProvider.System.GetElapsedTime(_started))}");
        }
    }

    private static string Line(FleetMemberReport member)
    {
        var mark = member.HasAll ? "✔" : member.State == MemberState.NotBegun ? "○" : member.State == MemberState.Stopped ? "●" : "✖";
        var took = member.Took is { } time ? $" in {Wording.Duration(time)}" : "";

        return $"{mark} {member.Name}: {member.State.ToKeyword().Replace('-', ' ')}{took}{(member.Because is { } because ? $". {because}" : "")}";
    }
}
